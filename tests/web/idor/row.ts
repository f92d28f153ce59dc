// What a row of the tables says: which routes it speaks of, which objects they name, what is sent, and what each person is to hear.
// It must not know how a row is checked.
import type { Line } from './cast.ts';

/** What a route can name. Every kind has several objects in the bureau, and one that is not there. */
export type Kind =
  'petition' | 'attachment' | 'session' | 'person' | 'import' | 'township' | 'importKind' | 'link' | 'slip' | 'heldMail' | 'none';

/** Texts may hold facts of the object that is named: `{number}` `{id}` `{personId}` `{township}` … */
export type Sent = Readonly<Record<string, unknown>>;

export interface Row {
  /** What is done, in the words of the bureau. */
  readonly what: string;
  /** `GET /petitions/:number`: as the application registers them, a command written out. A route may have several rows. */
  readonly routes: readonly string[];
  readonly names: Kind;
  /** Parameters of the path that are not the object's own. */
  readonly at?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** JSON for the API; a form has the same fields as text unless `form` says otherwise. */
  readonly sends?: Sent;
  readonly form?: Sent;
  /** A file instead: the body of an API request, the field `file` of a form. */
  readonly file?: { readonly name: string; readonly text: string };
  /** What `ok` means besides 200, 201, 204 and a redirect elsewhere than to the sign-in. */
  readonly okToo?: readonly number[];
  /** The status of an object that is not there; 404 unless told. */
  readonly absent?: number;
  /** A line for each object of the kind. */
  readonly who: Readonly<Record<string, Line>>;
  /** What of the object stands in every `ok` answer, and in no other. */
  readonly shows?: readonly string[];
}

/** The three doors of a command on a petition: the API, the form that is shown, the form that is sent. */
export const commandRoutes = (room: string, name: string, { shown = true }: { readonly shown?: boolean } = {}): string[] => [
  `POST /api/v1${room}/${name}`,
  ...(shown ? [`GET ${room}/${name}`] : []),
  `POST ${room}/${name}`,
];

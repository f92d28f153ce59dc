// What every signed-in page knows before it asks for anything: who, when, which words, who works here and which townships there are.
// It must not know any page.
import type { Context } from 'hono';
import { shanghaiDay, type Day } from '../../domain/calendar/days.ts';
import { IMPORT_KINDS, mayImport, mayReadPeople } from '../../domain/staff/rooms.ts';
import { canBeFirstContact, type Staff } from '../../domain/staff/staff.ts';
import type { Deps } from '../../services/deps.ts';
import { listStaff, listTownships } from '../../services/staff.ts';
import type { PageProps, Tab } from '../look/page.tsx';
import { formToken } from '../security.ts';
import type { WebEnv } from '../session.ts';
import { wordsFor, type Language, type Words } from '../words/index.ts';

export interface Township {
  readonly code: string;
  readonly name: string;
  readonly villages: readonly string[];
}

export interface Here {
  readonly words: Words;
  readonly lang: Language;
  readonly today: Day;
  readonly staff: Staff; // who is signed in
  readonly token: string; // form token of the session
  readonly colleagues: readonly Staff[];
  readonly townships: readonly Township[];
  readonly frame: Pick<PageProps, 'lang' | 'nonce' | 'signedIn' | 'here'>;
}

/** Gathers it for a request behind the sign-in gate. */
export const hereOf = async (c: Context<WebEnv>, deps: Deps): Promise<Here> => {
  const { staff, cookie, lang } = c.var.session;
  const [colleagues, townships] = await Promise.all([listStaff(deps), listTownships(deps)]);
  const token = formToken(cookie);
  const url = new URL(c.req.url);
  return {
    words: wordsFor(lang),
    lang,
    today: shanghaiDay(deps.now()),
    staff,
    token,
    colleagues,
    townships,
    frame: {
      lang,
      nonce: c.var.nonce,
      signedIn: { name: staff.name, unit: staff.unit, token, closed: closedTabs(staff, deps.mailbox) },
      here: c.req.method === 'GET' ? `${url.pathname}${url.search}` : url.pathname,
    },
  };
};

/** Rooms that are not shown: those who only look on receive nobody, and only the local front door has a mailbox. */
export const closedTabs = (staff: Staff, mailbox: boolean): Tab[] => {
  const open: Readonly<Partial<Record<Tab, boolean>>> = {
    desk: canBeFirstContact(staff),
    people: mayReadPeople(staff),
    imports: IMPORT_KINDS.some((kind) => mayImport(staff, kind)),
    mailbox,
  };
  return (Object.keys(open) as Tab[]).filter((tab) => !open[tab]);
};

/** The name of a colleague; the id where nobody of that id works here any more. */
export const nameOf = ({ colleagues }: Pick<Here, 'colleagues'>, id: string): string => colleagues.find((one) => one.id === id)?.name ?? id;

export const colleagueOf = ({ colleagues }: Pick<Here, 'colleagues'>, id: string): Staff | undefined =>
  colleagues.find((one) => one.id === id);

/** 柏坝镇 石桥村 */
export const placeOf = (
  { townships }: Pick<Here, 'townships'>,
  { township, village }: { township: string; village?: string | undefined },
): string => {
  const name = townships.find(({ code }) => code === township)?.name ?? township;
  return village === undefined || village === '' ? name : `${name} ${village}`;
};

// Where a report, its files and the rows behind its figures stand; and which of them this reader is led to.
// It must not know what a figure says. No address ever names a person.
import { readsAll } from '../../domain/petitions/access.ts';
import { mayReadPeople } from '../../domain/staff/rooms.ts';
import type { Staff } from '../../domain/staff/staff.ts';
import { seesWholeRoll, type RollStand } from '../../services/report-roll.ts';

export const ROW_KINDS = ['contacts', 'sessions', 'people-trained', 'roll'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

export const reportPath = (period: string): string => `/reports/${period}`;
/** A file is the API's own answer in another form. */
export const filePath = (period: string, format: 'xlsx' | 'docx'): string => `/api/v1/reports/${period}?format=${format}`;

type Query = Readonly<Record<string, string | undefined>>;

/** @example rowsPath('2013-H1', 'contacts', { channel: 'VISIT' }) // /reports/2013-H1/contacts?channel=VISIT */
export const rowsPath = (period: string, kind: RowKind, query: Query = {}): string => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const text = new URLSearchParams(given).toString();
  return `/reports/${period}/${kind}${text === '' ? '' : `?${text}`}`;
};

/** The rows behind a figure open for those who may see that all of them are there: for others the list would not add up to it. */
export const opensRows = (staff: Staff, kind: RowKind): boolean => {
  const may: Readonly<Record<RowKind, boolean>> = {
    contacts: readsAll(staff),
    sessions: true,
    'people-trained': mayReadPeople(staff),
    roll: mayReadPeople(staff),
  };
  return may[kind];
};

/** The address of rows where this reader may open them. */
export const openPath = (staff: Staff, period: string, kind: RowKind, query: Query = {}): string | undefined =>
  opensRows(staff, kind) ? rowsPath(period, kind, query) : undefined;

/** The address of the roll as it stood, and of who came onto it, where this reader sees all of it. */
export const openRollPath = (staff: Staff, period: string, stand: RollStand): string | undefined =>
  seesWholeRoll(staff) ? rowsPath(period, 'roll', { change: stand }) : undefined;

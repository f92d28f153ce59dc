// Who has business in which room beyond the petitions: the roll, the sheets, the imports. Tables of roles, nothing else.
// It must not know pages; who may do what with a session is training/transitions.ts.
import type { AreaCode } from '../ids.ts';
import { has, ROLES, type Role, type Staff } from './staff.ts';

export const IMPORT_KINDS = ['contacts', 'people', 'sessions', 'attendance'] as const;
export type ImportKindName = (typeof IMPORT_KINDS)[number];

/** Who may bring files of each kind. */
export const IMPORTERS: Readonly<Record<ImportKindName, readonly Role[]>> = {
  contacts: ['ADMIN', 'PETITION_ROOM'],
  people: ['ADMIN', 'ROLL_KEEPER'],
  sessions: ['ADMIN', 'ORGANISER'],
  attendance: ['ADMIN', 'ORGANISER'],
};

export const mayImport = (staff: Pick<Staff, 'roles'>, kind: ImportKindName): boolean => has(staff, ...IMPORTERS[kind]);

// The administrator keeps the system running and reads nobody's file.
const READERS = ROLES.filter((role) => role !== 'ADMIN');

/** The roll of people and the names on sheets. */
export const mayReadPeople = (staff: Pick<Staff, 'roles'>): boolean => has(staff, ...READERS);

/** Townships whose people this person may read; undefined = all of them. A township officer looks after one. */
export const peopleAreas = (staff: Pick<Staff, 'roles' | 'areas'>): readonly AreaCode[] | undefined =>
  has(staff, 'TOWNSHIP') ? staff.areas : undefined;

/** People of this township, and the names on the sheets of its sessions. */
export const mayReadPeopleOf = (staff: Pick<Staff, 'roles' | 'areas'>, township: AreaCode): boolean =>
  mayReadPeople(staff) && (peopleAreas(staff)?.includes(township) ?? true);

export const keepsRoll = (staff: Pick<Staff, 'roles'>): boolean => has(staff, 'ROLL_KEEPER');

/** Who sees to mail that reached nobody. */
export const MAIL_DESK: readonly Role[] = ['DUTY_DESK', 'PETITION_ROOM', 'ADMIN', 'HEAD'];
export const seesToMail = (staff: Pick<Staff, 'roles'>): boolean => has(staff, ...MAIL_DESK);

/** Who opens mail that came in: it may hold anybody's story, so the administrator does not. */
export const RECEIVED_READERS: readonly Role[] = ['PETITION_ROOM', 'DUTY_DESK'];
export const mayReadReceived = (staff: Pick<Staff, 'roles'>): boolean => has(staff, ...RECEIVED_READERS);

// A member of staff and what each role is. Who may do what with a petition is petitions/access.ts.
import type { AreaCode } from '../ids.ts';

export const ROLES = [
  'OFFICER', //          can be a first-contact officer
  'PETITION_ROOM', //    信访室: registers for others, accepts, closes
  'DEPARTMENT_HEAD',
  'ARCHIVIST',
  'DUTY_DESK', //        last resort of every escalation
  'ORGANISER',
  'DOOR_CHECKER',
  'ROLL_KEEPER',
  'HEAD', //             head of the organ: extensions, owner changes
  'LEADER', //           deputy heads
  'PETITIONS_LEADER', // the deputy head in charge of petitions
  'TOWNSHIP', //         移民专干
  'INSPECTOR', //        reads, writes memos, never edits a case
  'AUDITOR', //          reads; the account expires
  'ADMIN', //            imports, staff, settings, mail ledger; no case contents
] as const;
export type Role = (typeof ROLES)[number];

export interface Staff {
  readonly id: string; // F01
  readonly name: string;
  readonly unit: string; // 信访室, 柏坝镇 …
  readonly roles: readonly Role[];
  readonly areas: readonly AreaCode[]; // townships this person answers for; empty = none in particular
  readonly email: string;
  readonly phone?: string; // desk telephone, told to petitioners
  readonly language: 'zh' | 'en';
  readonly until?: string; // YYYY-MM-DD, the last day of the account; auditors come for a while
  readonly clients?: readonly string[]; // programs that act as this person, by their client ids at the issuer of identities
}

/** Does the account still stand on this day (YYYY-MM-DD)? One whose last day cannot be read does not. */
export const stillServes = ({ until }: Pick<Staff, 'until'>, today: string): boolean =>
  until === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(until) && today <= until);

export const has = (staff: Pick<Staff, 'roles'>, ...roles: Role[]): boolean => roles.some((role) => staff.roles.includes(role));

/** The head of the petition room: told of group visits, and of officers who ask for help. */
export const headsPetitionRoom = (staff: Pick<Staff, 'roles'>): boolean => has(staff, 'PETITION_ROOM') && has(staff, 'DEPARTMENT_HEAD');

// Inspectors, auditors and the system administrator look or configure; everybody else can receive a petitioner.
export const canBeFirstContact = (staff: Pick<Staff, 'roles'>): boolean => !has(staff, 'INSPECTOR', 'AUDITOR', 'ADMIN');

// A person of the roll: who, where, which kind of resettlement, and from when to when.
// It must not know how ID numbers and telephones are kept; here there is only whether there is one. No flag, score or label, ever.
import type { Day } from '../calendar/days.ts';
import type { AreaCode } from '../ids.ts';

export const REMOVAL_REASONS = ['DEATH', 'HUKOU_CONVERTED', 'STATE_EMPLOYED', 'MOVED', 'OTHER'] as const;
export type RemovalReason = (typeof REMOVAL_REASONS)[number];

export interface Person {
  readonly personId: string; // P00001
  readonly name: string;
  readonly sex?: 'M' | 'F';
  readonly birthDate?: Day;
  readonly township: AreaCode;
  readonly village: string; //     names recur in every township
  readonly household?: string; //  number of the household
  readonly householder?: string; // name of its head
  readonly resettlementType: string; // 原迁, 三峡外迁, 自谋职业安置, 小水库 …: the bureau's own words
  /** Absent: on the roll since before the records begin. */
  readonly addedOn?: Day;
  readonly removedOn?: Day;
  readonly removedReason?: RemovalReason;
  readonly version: number;
}

/** The two numbers that are never kept in plain. */
export interface Identity {
  readonly idNumber?: string; // 18 characters, capital X
  readonly phone?: string; //    digits
}

/** On the roll that day: removed from the day of removal on. */
export const isMigrantOn = ({ addedOn, removedOn }: Pick<Person, 'addedOn' | 'removedOn'>, day: Day): boolean =>
  (addedOn === undefined || addedOn <= day) && (removedOn === undefined || removedOn > day);

/** What the totals of the roll need to know of a person. */
export type CountedPerson = Pick<Person, 'personId' | 'township' | 'addedOn' | 'removedOn' | 'removedReason'>;

// What the use cases of the roll hand to the pages and the API: people as they may be shown, numbers masked.
// It must not know how any of it was found.
import type { Day } from '../domain/calendar/days.ts';
import type { AreaCode } from '../domain/ids.ts';
import type { Identity, Person, RemovalReason } from '../domain/people/person.ts';
import type { RollCommandName, RollEvent } from '../domain/people/roll.ts';
import type { Half } from '../domain/training/vocabulary.ts';
import type { Entered } from '../store/person-items.ts';

/** A person in a list: enough to tell namesakes apart, and nothing sealed. */
export interface FoundPerson {
  readonly personId: string;
  readonly name: string;
  readonly sex?: 'M' | 'F';
  readonly birthYear?: number;
  readonly township: AreaCode;
  readonly townshipName?: string;
  readonly village: string;
  readonly household?: string;
  readonly householder?: string;
  readonly resettlementType: string;
  readonly onRoll: boolean;
  readonly removedOn?: Day;
  readonly removedReason?: RemovalReason;
}

/** A half-day that counted somebody present. */
export interface TrainedHalfDay {
  readonly session: string;
  readonly date: Day;
  readonly half: Half;
  /** Absent where the session itself cannot be read. */
  readonly topic?: string;
}

/** One person, whole, as this reader may see them. */
export interface PersonFile {
  readonly person: Person;
  readonly townshipName?: string;
  /** The last four of each number that is kept. */
  readonly tails: Identity;
  /** Both numbers in full; only for whoever keeps the roll. */
  readonly identity?: Identity;
  readonly household: readonly FoundPerson[]; // the others of it
  readonly training: readonly TrainedHalfDay[]; // newest first
  readonly entered: Entered & { readonly imported: boolean };
  readonly events: readonly RollEvent[]; // oldest first
  readonly allowed: readonly RollCommandName[];
}

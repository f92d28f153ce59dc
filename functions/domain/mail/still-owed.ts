// Whether a mail owed some time ago still tells the truth when it is about to be sent, as one table of conditions.
// It must not know why a mail was owed, or how it is sent.
import { isAccused } from '../petitions/access.ts';
import type { PetitionEvent } from '../petitions/events.ts';
import type { Petition } from '../petitions/petition.ts';
import { isOpen } from '../petitions/vocabulary.ts';
import type { Staff } from '../staff/staff.ts';
import type { MailCode } from './catalogue.ts';

/** Why a mail is no longer sent; shown in the ledger. */
export type Obsolete = 'CLOSED' | 'NOT_CLOSED' | 'OWNER_CHANGED' | 'ACKNOWLEDGED' | 'ALREADY_SERVED' | 'NOT_FOR_RECIPIENT';

interface Circumstances {
  readonly petition: Petition;
  readonly events: readonly Pick<PetitionEvent, 'seq' | 'type'>[];
  readonly recipient: Pick<Staff, 'id' | 'unit'>;
  /** Number of the event the mail was owed with. */
  readonly seq: number;
}

const REASONS: Readonly<Record<Obsolete, (facts: Circumstances) => boolean>> = {
  // A contact on a matter closed long before is still news; only a closing after the mail was owed makes it stale.
  CLOSED: ({ petition, events, seq }) => !isOpen(petition.state) && events.some((event) => event.type === 'closed' && event.seq > seq),
  NOT_CLOSED: ({ petition }) => isOpen(petition.state),
  OWNER_CHANGED: ({ petition, recipient }) => petition.owner !== recipient.id,
  ACKNOWLEDGED: ({ petition }) => petition.acknowledged !== undefined,
  ALREADY_SERVED: ({ petition }) => petition.state !== 'OPINION_READY',
  // Art. 30 and 46: whoever is accused by now is told nothing, whatever was owed before.
  NOT_FOR_RECIPIENT: ({ petition, recipient }) => isAccused(petition.accused, recipient),
};

const CONDITIONS: Readonly<Record<MailCode, readonly Obsolete[]>> = {
  E01: ['CLOSED', 'OWNER_CHANGED', 'ACKNOWLEDGED'],
  E02: ['CLOSED'],
  E03: ['CLOSED', 'OWNER_CHANGED'],
  E04: ['CLOSED', 'OWNER_CHANGED'],
  E08: ['CLOSED', 'OWNER_CHANGED'],
  E11: ['CLOSED', 'OWNER_CHANGED', 'ALREADY_SERVED'],
  E14: ['CLOSED', 'OWNER_CHANGED'],
  E16: ['NOT_CLOSED'],
  E18: [],
  E40: [],
  E41: ['CLOSED'],
};

/** The first reason why this mail is not to be sent any more, or nothing. */
export const obsolete = (code: MailCode, facts: Circumstances): Obsolete | undefined =>
  (['NOT_FOR_RECIPIENT', ...CONDITIONS[code]] as const).find((reason) => REASONS[reason](facts));

// Which events may start, and which may end, which limits: the rules that tests hold every life of a petition to.
import { DEADLINES, type DeadlineCode } from '../../functions/domain/petitions/deadlines.ts';
import type { EventType } from '../../functions/domain/petitions/events.ts';

type Rules = Partial<Record<EventType, readonly DeadlineCode[]>>;

export const CODES = Object.keys(DEADLINES) as DeadlineCode[];

export const STARTS: Rules = {
  registered: ['DL-ACK', 'DL-NOTICE'],
  acknowledgementUndone: ['DL-ACK'],
  accepted: ['DL-HANDLE'],
  served: ['DL-REVIEW-RIGHT', 'DL-FOLLOWUP'],
  reopened: ['DL-REWORK'],
  ownerChanged: ['DL-ACK'],
};

export const ENDS: Rules = {
  acknowledged: ['DL-ACK'],
  accepted: ['DL-NOTICE'],
  served: ['DL-HANDLE', 'DL-REWORK'],
  followedUp: ['DL-FOLLOWUP'],
  reopened: ['DL-FOLLOWUP', 'DL-REVIEW-RIGHT'],
  ownerChanged: ['DL-ACK'],
  closed: CODES,
};

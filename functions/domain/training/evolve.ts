// The fold: what each event makes of the session. The stored head is this and nothing else, but for the counts that sign-ins move.
// It must not know how events are kept.
import type { Session } from './session.ts';
import type { SessionEvent, SessionEventData, SessionEventType } from './events.ts';
import type { SessionState } from './vocabulary.ts';

interface Stamp {
  readonly at: string;
  readonly by: string;
}

type Opening = 'planned' | 'imported';
type Step<Type extends SessionEventType> = (session: Session, data: SessionEventData[Type], stamp: Stamp) => Session;

const to = (session: Session, state: SessionState): Session => ({ ...session, state });

const STEPS: { readonly [Type in Exclude<SessionEventType, Opening>]: Step<Type> } = {
  approved: (session) => to(session, 'APPROVED'),
  opened: (session) => to(session, 'OPEN'),
  readied: (session) => to(session, 'READY'),
  started: (session, _data, { at }) => ({ ...to(session, 'IN_SESSION'), startedAt: at }),
  ended: (session, _data, { at }) => ({ ...to(session, 'ENDED'), endedAt: at }),
  sealed: ({ paperTotal: _paper, difference: _why, reason: _earlier, ...session }, { handouts, paperTotal, difference }, { at, by }) => ({
    ...to(session, 'SEALED'),
    handouts,
    sealedAt: at,
    sealedBy: by,
    ...(paperTotal !== undefined && { paperTotal }),
    ...(difference !== undefined && { difference }),
  }),
  verified: (session) => to(session, 'VERIFIED'),
  checkRejected: (session, { findings }) => ({ ...to(session, 'REJECTED_CHECK'), reason: findings }),
  closed: (session) => to(session, 'CLOSED'),
  postponed: (session, { reason }) => ({ ...to(session, 'POSTPONED'), reason }),
  rescheduled: ({ reason: _earlier, ...session }, { date, startsAt }) => ({ ...to(session, 'APPROVED'), date, startsAt }),
  cancelled: (session, { reason }) => ({ ...to(session, 'CANCELLED'), reason }),
  corrected: (session, { after }) => ({ ...session, handouts: after.handouts }),
};

const opened = ({ data, type, at, by }: Extract<SessionEvent, { type: Opening }>): Session => ({
  handouts: 0,
  ...data,
  state: type === 'imported' ? 'CLOSED' : 'PLANNED',
  version: 0,
  organiser: by,
  imported: type === 'imported',
  plannedAt: at,
});

/**
 * One step of the fold. The first event plans or imports the session; every other needs it there.
 * @throws when the first event does neither, which no stored history can show without damage
 */
export const evolveSession = (session: Session | undefined, event: SessionEvent): Session => {
  if (event.type === 'planned' || event.type === 'imported') return { ...opened(event), version: event.seq };
  if (!session) throw new Error(`history begins with ${event.type}`);
  const step = STEPS[event.type] as Step<SessionEventType>;
  return { ...step(session, event.data, { at: event.at, by: event.by }), version: event.seq };
};

export const foldSession = (events: readonly SessionEvent[]): Session | undefined =>
  events.reduce<Session | undefined>((session, event) => evolveSession(session, event), undefined);

// View data of a made-up training session, for rendering its pages without a database.
// It must not know any page.
import type { ChainedSessionEvent, SessionEventData, SessionEventType } from '../../../functions/domain/training/events.ts';
import { halfDays } from '../../../functions/domain/training/half-days.ts';
import type { Session } from '../../../functions/domain/training/session.ts';
import type { FoundPerson } from '../../../functions/services/people-shapes.ts';
import type { EnrolmentRow, SessionFile, SessionRow, SignInRow } from '../../../functions/services/session-shapes.ts';
import { TODAY } from './bureau-views.ts';

export const SESSION: Session = {
  sessionId: 'PX-2026-0007',
  kind: 'PRACTICAL',
  date: TODAY,
  startsAt: '08:30',
  hours: 4,
  topic: '柑桔秋季管理',
  coOrganiser: '红溪镇农技中心',
  township: '990581102',
  village: '沙湾村',
  lecturer: '农技员甲',
  capacity: 60,
  state: 'IN_SESSION',
  version: 5,
  organiser: 'F02',
  handouts: 2,
  imported: false,
  plannedAt: '2026-09-01T09:00:00.000+08:00',
  startedAt: `${TODAY}T08:05:00.000+08:00`,
};

export const enrolmentOf = (personId: string, name: string, village = '沙湾村'): EnrolmentRow => ({
  personId,
  name,
  village,
  township: '990581102',
  by: 'F02',
  at: '2026-09-10T10:00:00.000+08:00',
});

export const signInOf = (who: string, name: string, rest: Partial<SignInRow> = {}): SignInRow => ({
  who,
  halfDay: { date: TODAY, half: 'AM' },
  name,
  village: '沙湾村',
  slots: [1],
  at: `${TODAY}T08:12:00.000+08:00`,
  method: 'NAME',
  device: 'door',
  by: 'F02',
  event: `event-of.${who}`,
  migrant: who.startsWith('P.'),
  ...rest,
});

export const foundOf = (personId: string, name: string, rest: Partial<FoundPerson> = {}): FoundPerson => ({
  personId,
  name,
  birthYear: 1958,
  township: '990581102',
  village: '沙湾村',
  householder: '王试国',
  resettlementType: '原迁',
  onRoll: true,
  ...rest,
});

export const sessionEventOf = <Type extends SessionEventType>(seq: number, type: Type, data: SessionEventData[Type]): ChainedSessionEvent =>
  ({
    seq,
    at: `2026-09-${String(seq).padStart(2, '0')}T09:00:00.000+08:00`,
    by: 'F02',
    type,
    data,
    prev: '',
    hash: '',
  }) as ChainedSessionEvent;

const LOCKED = { present: 2, walkIns: 1, handouts: 2, sheet: '0f3a9c'.repeat(10) };

export const SEALED_EVENTS: readonly ChainedSessionEvent[] = [
  sessionEventOf(1, 'planned', { ...SESSION }),
  sessionEventOf(2, 'sealed', { ...LOCKED, paperTotal: 3, difference: '一人签了两行' }),
  sessionEventOf(3, 'corrected', {
    reason: '补一人',
    added: ['P.P00003'],
    removed: [],
    before: LOCKED,
    after: { ...LOCKED, present: 3, sheet: 'ab12'.repeat(16) },
  }),
  sessionEventOf(4, 'verified', { sample: 2, hits: 2 }),
];

export const sessionFileOf = (rest: Partial<SessionFile> = {}, session: Partial<Session> = {}): SessionFile => {
  const whole = { ...SESSION, ...session };
  return {
    session: whole,
    counts: { enrolled: 3, present: 2, walkIns: 1, annulled: 1 },
    names: true,
    halfDays: halfDays(whole),
    sheet: [signInOf('P.P00001', '王试英'), signInOf('W.W1', '赵试来', { village: '石桥村', at: `${TODAY}T08:20:00.000+08:00` })],
    enrolments: [enrolmentOf('P00001', '王试英'), enrolmentOf('P00002', '王试英', '石桥村'), enrolmentOf('P00003', '李试友')],
    handouts: [{ id: '1', item: '柑桔手册', quantity: 2, by: 'F02', at: `${TODAY}T09:00:00.000+08:00` }],
    annulled: [
      {
        event: 'event-of.P.P00009',
        device: 'door',
        who: 'P.P00009',
        halfDay: { date: TODAY, half: 'AM' },
        name: '张试错',
        at: `${TODAY}T08:15:00.000+08:00`,
        undoneBy: 'F02',
        undoneAt: `${TODAY}T08:16:00.000+08:00`,
        how: 'UNDONE',
      },
    ],
    events: [sessionEventOf(1, 'planned', { ...whole }), sessionEventOf(2, 'approved', {}), sessionEventOf(3, 'started', {})],
    allowed: ['signIn', 'issueHandouts', 'end'],
    findings: [{ code: 'HANDOUT_RATIO', data: { handouts: 9, present: 2 } }],
    ...rest,
  };
};

export const sessionRowOf = (rest: Partial<SessionRow> = {}): SessionRow => ({
  sessionId: 'PX-2026-0007',
  kind: 'PRACTICAL',
  state: 'OPEN',
  date: TODAY,
  startsAt: '08:30',
  hours: 4,
  topic: '柑桔秋季管理',
  coOrganiser: '红溪镇农技中心',
  township: '990581102',
  village: '沙湾村',
  lecturer: '农技员甲',
  capacity: 60,
  handouts: 0,
  enrolled: 31,
  present: 0,
  walkIns: 0,
  ...rest,
});

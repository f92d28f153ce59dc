// The fold: what each event makes of the head. The stored head is this and nothing else, so it can be recomputed and checked.
import type { Day } from '../calendar/days.ts';
import type { DeadlineCode } from './deadlines.ts';
import type { EventData, EventType, Opening, PetitionEvent } from './events.ts';
import type { OpenLimit, Petition } from './petition.ts';
import { CATEGORISED_AT_ONCE, isGroupVisit, type State } from './vocabulary.ts';

interface Stamp {
  readonly at: string;
  readonly by: string;
  readonly on: Day;
}

type Step<Type extends EventType> = (petition: Petition, data: EventData[Type], stamp: Stamp) => Petition;

const to = (petition: Petition, state: State): Petition => ({ ...petition, state });

const STEPS: { readonly [Type in Exclude<EventType, 'registered' | 'imported'>]: Step<Type> } = {
  contactAdded: (petition, data) => ({
    ...petition,
    contacts: petition.contacts + 1,
    group: petition.group || isGroupVisit(data),
    uncategorised: data.categorised ? petition.uncategorised : [...petition.uncategorised, data.contact],
    firstContact: data.becomesFirst ? { number: data.contact, receivedOn: data.receivedOn } : petition.firstContact,
  }),
  acknowledged: (petition, _data, { by, at }) => ({ ...petition, acknowledged: { by, at } }),
  acknowledgementUndone: ({ acknowledged: _undone, ...petition }) => petition,
  accepted: (petition, { legalRoute, category }, { on }) => ({
    ...to(petition, 'ACCEPTED'),
    legalRoute,
    acceptedOn: on,
    ...(category && { category, uncategorised: petition.uncategorised.slice(CATEGORISED_AT_ONCE) }),
  }),
  handlingStarted: (petition) => to(petition, 'HANDLING'),
  noted: (petition) => petition,
  opinionIssued: (petition, { outcome }, { on }) => ({ ...to(petition, 'OPINION_READY'), opinion: { outcome, on } }),
  served: ({ callBack: _earlier, ...petition }, { date }) => ({ ...to(petition, 'SERVED'), served: { on: date } }),
  followedUp: (petition, { reached, satisfaction }, { by }) => ({
    ...to(petition, 'FOLLOW_UP'),
    callBack: {
      tries: (petition.callBack?.tries ?? 0) + 1,
      reached: reached || (petition.callBack?.reached ?? false),
      by,
      ...((satisfaction ?? petition.callBack?.satisfaction) && { satisfaction: satisfaction ?? petition.callBack?.satisfaction }),
    } as NonNullable<Petition['callBack']>,
  }),
  reopened: ({ callBack: _earlier, ...petition }) => to(petition, 'HANDLING'),
  ownerChanged: ({ acknowledged: _earlier, ...petition }, data, { on }) => ({
    ...petition,
    owner: data.to,
    assignedOn: on,
    handler: petition.handler === data.from ? data.to : petition.handler,
  }),
  closed: (petition, { reason }, { on }) => ({ ...to(petition, 'CLOSED'), closed: { on, reason } }),
};

const opened = (data: Opening, state: State): Petition => ({
  number: data.number,
  version: 0,
  state,
  kind: data.kind,
  subject: data.subject,
  township: data.township,
  ...(data.village !== undefined && { village: data.village }),
  ...(data.category !== undefined && { category: data.category }),
  restricted: data.restricted,
  ...(data.accused && { accused: data.accused }),
  anonymous: data.anonymous,
  group: isGroupVisit(data),
  transferredIn: data.transferredIn,
  owner: data.owner,
  handler: data.owner,
  receivedBy: data.receivedBy,
  assignedOn: data.assignedOn,
  firstContact: { number: data.contact, receivedOn: data.receivedOn },
  contacts: 1,
  uncategorised: data.categorised ? [] : [data.contact],
  limits: {},
});

/**
 * One step of the fold. The first event opens the petition; every other needs it open in the technical sense, that is: there.
 * @throws when the first event does not open, which no stored history can show without damage
 */
export const evolve = (petition: Petition | undefined, event: PetitionEvent): Petition => {
  const next = apply(petition, event);
  return { ...next, version: event.seq, limits: limitsAfter(next.limits, event) };
};

export const fold = (events: readonly PetitionEvent[]): Petition | undefined =>
  events.reduce<Petition | undefined>((petition, event) => evolve(petition, event), undefined);

const apply = (petition: Petition | undefined, event: PetitionEvent): Petition => {
  const on = event.at.slice(0, 10);
  if (event.type === 'registered') return opened(event.data, 'REGISTERED');
  if (event.type === 'imported') return { ...opened(event.data, 'CLOSED'), closed: { on, reason: 'IMPORTED' } };
  if (!petition) throw new Error(`history begins with ${event.type}`);
  const step = STEPS[event.type] as Step<EventType>;
  return step(petition, event.data, { at: event.at, by: event.by, on });
};

const limitsAfter = (limits: Petition['limits'], { set, met }: PetitionEvent): Petition['limits'] => {
  const kept = Object.entries(limits).filter(([code]) => !met.includes(code as DeadlineCode));
  const added = set.map(({ code, start, targetDue, rolledDue }): [DeadlineCode, OpenLimit] => [code, { start, targetDue, rolledDue }]);
  return Object.fromEntries([...kept, ...added]);
};

// A desk for tests of pure decisions: the sample cast, the published calendar, and one sitting at it at a given moment.
// It must not know tables or services.
import { PUBLISHED_YEARS } from '../../functions/domain/calendar/published-years.ts';
import { shanghaiDay } from '../../functions/domain/calendar/days.ts';
import { workCalendar } from '../../functions/domain/calendar/work-calendar.ts';
import type { Circumstances, CommandName, ContactInput } from '../../functions/domain/petitions/commands.ts';
import { decide } from '../../functions/domain/petitions/decide.ts';
import type { Contact, Decision, Petition } from '../../functions/domain/petitions/petition.ts';
import { register } from '../../functions/domain/petitions/register.ts';
import type { Role, Staff } from '../../functions/domain/staff/staff.ts';
import { STAFF, TOWNSHIPS } from '../../lib/local/sample/cast.ts';
import { NOW, valueOf, visit } from './bureau.ts';
import { commandOf } from './case-work.ts';

export const staffOf = (id: string): Staff => {
  const found = STAFF.find((person) => person.id === id);
  if (!found) throw new Error(`no ${id} in the cast`);
  return found;
};

/** Somebody outside the cast. */
export const somebody = (id: string, ...roles: Role[]): Staff => ({ ...staffOf('F03'), id, unit: '某科', roles });

export const TODAY = NOW.slice(0, 10); // Friday; the Sunday after is a make-up day
export const calendar = workCalendar(PUBLISHED_YEARS);

/** `now`: an instant, or a day at ten in the morning. */
export const at = (actor: string | Staff, now = NOW, staff: readonly Staff[] = STAFF): Circumstances => {
  const instant = now.length === 10 ? `${now}T10:00:00.000+08:00` : now;
  return {
    actor: typeof actor === 'string' ? staffOf(actor) : actor,
    now: instant,
    today: shanghaiDay(instant),
    calendar,
    staff,
    townships: TOWNSHIPS.map(({ code }) => code),
  };
};

export const NUMBERS = { petition: 'XF-2026-0041', contact: 'LX-2026-0052' };

export const opened = (given: Partial<ContactInput> = {}, circumstances = at('F03')): Decision & { contact: Contact } =>
  valueOf(register(visit(given), NUMBERS, circumstances));

export interface Step {
  readonly name: CommandName;
  readonly by: string;
  readonly on?: string;
  readonly data?: object;
}

export const given = (petition: Petition, { name, by, on = NOW, data }: Step): Decision => {
  const circumstances = at(by, on);
  return valueOf(decide(petition, commandOf(name, circumstances.today, data), circumstances));
};

/** The petition after these steps, all of them accepted. */
export const after = (petition: Petition, ...steps: readonly Step[]): Petition =>
  steps.reduce((current, step) => given(current, step).after, petition);

export const codeOf = (petition: Petition, { name, by, on = NOW, data }: Step): string => {
  const circumstances = at(by, on);
  const result = decide(petition, commandOf(name, circumstances.today, data), circumstances);
  return result.ok ? 'OK' : result.refusal.code;
};

/** A case of F03 in each state, on the ordinary road. */
export const caseIn = (state: Petition['state'], given: Partial<ContactInput> = {}): Petition => {
  const road: readonly Step[] = [
    { name: 'accept', by: 'P01' },
    { name: 'startHandling', by: 'F03' },
    { name: 'issueOpinion', by: 'F03' },
    { name: 'serve', by: 'F03' },
    { name: 'followUp', by: 'F03' },
    { name: 'close', by: 'F01' },
  ];
  const far = ['REGISTERED', 'ACCEPTED', 'HANDLING', 'OPINION_READY', 'SERVED', 'FOLLOW_UP', 'CLOSED'].indexOf(state);
  return after(opened(given).after, ...road.slice(0, far));
};

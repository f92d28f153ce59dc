// Seats of a session before it is held: taken by people of the roll while there are any, and given back.
// It must not know pages. A seat counts as taken in the very write that takes it.
import type { Deps } from './deps.ts';
import { isMigrantOn, type Person } from '../domain/people/person.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { peopleAreas } from '../domain/staff/rooms.ts';
import type { Staff } from '../domain/staff/staff.ts';
import type { Session } from '../domain/training/session.ts';
import { SESSION_TRANSITIONS, sessionObstacle } from '../domain/training/transitions.ts';
import { personWho } from '../domain/training/who.ts';
import { readPersons } from '../store/people.ts';
import { saveEnrolments, saveWithdrawals } from '../store/save-enrolment.ts';
import { readEnrolled, readSessionHead, type Enrolment } from '../store/training.ts';
import type { SessionHead } from '../store/training-items.ts';
import { inTurn, patiently } from './contention.ts';
import type { Enrolled, Withdrawn } from './session-shapes.ts';
import type { Caller } from './shapes.ts';
import { circumstancesOf } from './staff.ts';

/** People of one request; with the session they fit one transaction. */
export const PEOPLE_AT_MOST = 90;

export interface Wish {
  readonly people: readonly string[];
}

/**
 * Enrols people in the order given, as far as there are seats. Two round trips: the session, the seats and the people at once, then
 * one transaction.
 * @returns who was enrolled and who was not; where one person is asked for, the reason as a refusal: FULL, ENROLLED, or INVALID with the field
 */
export const enrol = async (deps: Deps, caller: Caller, id: string, { people }: Wish): Promise<Result<Enrolled>> => {
  const wanted = [...new Set(people)];
  const wrong = tooMany(wanted);
  if (wrong) return wrong;
  const { actor, today, now } = await circumstancesOf(deps, caller);
  const attempt = async (): Promise<Result<Enrolled> | undefined> => {
    const [head, enrolled, known] = await Promise.all([
      readSessionHead(deps.db, id),
      readEnrolled(deps.db, id, wanted.map(personWho)),
      readPersons(deps.db, wanted),
    ]);
    if (!head) return refuse('NOT_FOUND');
    const refusal = sessionObstacle(head, 'enrol', { actor, today });
    if (refusal) return refuse(refusal.code, refusal.data);
    const { taken, refused } = seats(wanted, { head, enrolled, known, actor });
    if (taken.length > 0) {
      const rows = taken.map((person): Enrolment => ({
        personId: person.personId,
        name: person.name,
        village: person.village,
        township: person.township,
        by: actor.id,
        at: now,
      }));
      const { capacity } = head.session;
      const saved = await saveEnrolments(deps.db, { session: id, states: SESSION_TRANSITIONS.enrol.from, capacity, people: rows });
      if (!saved.ok) return undefined; // somebody else took a seat, or the state has changed
    }
    return answer(
      taken.map(({ personId }) => personId),
      refused,
      head,
    );
  };
  return inTurn(`${deps.bureau} ${id}`, () => patiently(attempt));
};

type Refused = Enrolled['refused'][number];

interface Room {
  readonly head: SessionHead;
  readonly enrolled: ReadonlyMap<string, string>;
  readonly known: ReadonlyMap<string, Person>;
  readonly actor: Staff;
}

const seats = (wanted: readonly string[], { head, enrolled, known, actor }: Room): { taken: Person[]; refused: Refused[] } => {
  const areas = peopleAreas(actor);
  const taken: Person[] = [];
  const refused: Refused[] = [];
  for (const personId of wanted) {
    const person = known.get(personId);
    const reason =
      !person || (areas && !areas.includes(person.township))
        ? 'UNKNOWN_PERSON'
        : enrolled.has(personId)
          ? 'ENROLLED'
          : !isEligible(head.session, person)
            ? 'NOT_ON_ROLL'
            : head.counts.enrolled + taken.length >= head.session.capacity
              ? 'FULL'
              : undefined;
    if (reason !== undefined) refused.push({ personId, reason });
    else if (person) taken.push(person);
  }
  return { taken, refused };
};

// Money of a project is spent on people of the roll only; other classes are open to whoever comes.
const isEligible = ({ fundLine, date }: Session, person: Person): boolean => fundLine !== 'PROJECT' || isMigrantOn(person, date);

const PERSON_FIELD = { UNKNOWN_PERSON: 'unknownPerson', NOT_ON_ROLL: 'notOnRoll' } as const;

const answer = (enrolled: readonly string[], refused: readonly Refused[], { session }: SessionHead): Result<Enrolled> => {
  const [alone] = refused;
  if (!alone || enrolled.length + refused.length > 1) return ok({ enrolled, refused });
  if (alone.reason === 'FULL') return refuse('FULL', { capacity: session.capacity });
  if (alone.reason === 'ENROLLED') return refuse('ENROLLED');
  const message = alone.reason === 'NOT_ON_ROLL' ? PERSON_FIELD.NOT_ON_ROLL : PERSON_FIELD.UNKNOWN_PERSON;
  return refuse('INVALID', { fields: [{ path: 'personId', message }] });
};

/**
 * Gives seats back.
 * @returns whose; where one person is asked for who has none, INVALID with the field
 */
export const withdraw = async (deps: Deps, caller: Caller, id: string, { people }: Wish): Promise<Result<Withdrawn>> => {
  const wanted = [...new Set(people)];
  const wrong = tooMany(wanted);
  if (wrong) return wrong;
  const { actor, today } = await circumstancesOf(deps, caller);
  const attempt = async (): Promise<Result<Withdrawn> | undefined> => {
    const [head, enrolled] = await Promise.all([readSessionHead(deps.db, id), readEnrolled(deps.db, id, wanted.map(personWho))]);
    if (!head) return refuse('NOT_FOUND');
    const refusal = sessionObstacle(head, 'withdraw', { actor, today });
    if (refusal) return refuse(refusal.code, refusal.data);
    // Of people another looks after, a township officer hears what is said of those who are not enrolled.
    const areas = peopleAreas(actor);
    const theirs = new Set([...enrolled].filter(([, township]) => areas?.includes(township) ?? true).map(([person]) => person));
    const withdrawn = wanted.filter((person) => theirs.has(person));
    if (withdrawn.length > 0) {
      const saved = await saveWithdrawals(deps.db, { session: id, states: SESSION_TRANSITIONS.withdraw.from, people: withdrawn });
      if (!saved.ok) return undefined;
    } else if (wanted.length === 1) {
      return refuse('INVALID', { fields: [{ path: 'personId', message: 'notEnrolled' }] });
    }
    const refused = wanted.filter((person) => !theirs.has(person)).map((personId) => ({ personId, reason: 'NOT_ENROLLED' as const }));
    return ok({ withdrawn, refused });
  };
  return inTurn(`${deps.bureau} ${id}`, () => patiently(attempt));
};

const tooMany = (wanted: readonly string[]): Result<never> | undefined =>
  wanted.length > PEOPLE_AT_MOST
    ? refuse('INVALID', { fields: [{ path: 'people', message: 'tooMany', data: { most: PEOPLE_AT_MOST } }] })
    : undefined;

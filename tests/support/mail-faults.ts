// Runs one schedule of deliveries against a carrier and a machine that fail in every way they can, until nothing is owed any more.
// It must not know what ought to come of it.
import fc from 'fast-check';
import { deliver, sweep } from '../../functions/services/mailing.ts';
import { unsentOlderThan } from '../../functions/store/mails.ts';
import { GROUP, STAFF, type Carrier, type MailBureau } from './mail-bureau.ts';

const FAULTS = ['FINE', 'THROTTLED', 'LOST_ANSWER', 'REFUSED', 'DIES_BEFORE', 'DIES_AFTER'] as const;
type Fault = (typeof FAULTS)[number];

type Step =
  | { readonly does: 'deliver' | 'race'; readonly which: number }
  | { readonly does: 'sweep' }
  | { readonly does: 'wait'; readonly minutes: number };

export interface Schedule {
  /** In any order, any number of times: what a stream, a queue and a clock may do. */
  readonly steps: readonly Step[];
  /** What befalls the first handings over, one after the other; later ones are fine. */
  readonly faults: readonly Fault[];
}

export const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  steps: fc.array(
    fc.oneof(
      fc.record({ does: fc.constantFrom('deliver' as const, 'race' as const), which: fc.nat(2) }),
      fc.record({ does: fc.constant('sweep' as const) }),
      fc.record({ does: fc.constant('wait' as const), minutes: fc.nat(15) }),
    ),
    { maxLength: 9 },
  ),
  faults: fc.array(fc.constantFrom(...FAULTS), { maxLength: 6 }),
});

export interface MailEnd {
  readonly state: string;
  /** How often it reached its recipient. */
  readonly delivered: number;
  readonly refusedForGood: boolean;
}

const ROUNDS_AT_MOST = 30;
const FOR_EVER = '9999';

/** A group visit is registered, which owes three mails; `left` is how many the sweeper would still find at the end. */
export const runSchedule = async (bureau: MailBureau, { steps, faults }: Schedule): Promise<{ mails: MailEnd[]; left: number }> => {
  const number = await bureau.register(GROUP);
  const keys = await bureau.keys(number);
  const delivered = new Map<string, number>();
  const refused = new Set<string>();
  const rest = [...faults];
  const deaths = new Set<() => void>();

  // A machine that dies takes all that runs on it along, and what they were waiting for never comes.
  const running = async (...tasks: (() => Promise<unknown>)[]): Promise<void> => {
    let die = (): void => undefined;
    const death = new Promise<void>((resolve) => (die = resolve));
    deaths.add(die);
    await Promise.race([Promise.all(tasks.map((task) => task())), death]);
    deaths.delete(die);
  };

  const carrier: Carrier = (to) => {
    const fault = rest.shift() ?? 'FINE';
    if (fault === 'REFUSED') {
      refused.add(to);
      return Promise.resolve({ accepted: false, failure: 'permanent', reason: 'MessageRejected' });
    }
    if (fault === 'THROTTLED') return Promise.resolve({ accepted: false, failure: 'transient', reason: 'Throttling' });
    if (fault !== 'DIES_BEFORE') delivered.set(to, (delivered.get(to) ?? 0) + 1);
    if (fault === 'FINE') return Promise.resolve({ accepted: true, messageId: 'x' });
    if (fault === 'LOST_ANSWER') return Promise.resolve({ accepted: false, failure: 'transient', reason: 'TimeoutError' });
    for (const die of deaths) die();
    return new Promise<never>(() => undefined);
  };
  bureau.carry(carrier);

  for (const step of steps) {
    if (step.does === 'wait') bureau.wait(step.minutes);
    else if (step.does === 'sweep') await running(() => sweep(bureau.mailing));
    else {
      const one = () => deliver(bureau.mailing, keys[step.which]!);
      await (step.does === 'race' ? running(one, one) : running(one));
    }
  }
  const unsent = async (): Promise<number> => (await unsentOlderThan(bureau.deps.db, FOR_EVER, 10)).length;
  for (let round = 0; round < ROUNDS_AT_MOST && (await unsent()) > 0; round += 1) {
    bureau.wait(61);
    await running(() => sweep(bureau.mailing));
  }

  const mails = (await bureau.petition(number)).mails.map(({ state, recipient }) => {
    const to = STAFF[recipient as keyof typeof STAFF].email;
    return { state, delivered: delivered.get(to) ?? 0, refusedForGood: refused.has(to) };
  });
  return { mails, left: await unsent() };
};

// Counts changes once, however often they are delivered: claims, the people they count, and the sums they move, in one transaction a hundred rows.
// It must not know what a change is; it is handed what to add and whom to count.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { rowName, sumAdditions, type Addition } from '../domain/reports/additions.ts';
import { headsChange, withTimes } from '../domain/reports/distinct.ts';
import { periodsOf } from '../domain/reports/period.ts';
import type { TimesChange } from '../domain/reports/training-totals.ts';
import type { Db } from './client.ts';
import { onceKey, onceName, putOnce, readOnce, timesIn, type OnceKey } from './once.ts';
import { TTL_ATTRIBUTE, type TableName } from './tables.ts';
import { additionOf } from './totals.ts';

/** What is counted together or not at all. */
export interface CountedPart {
  /** Names the change, and the part of it; the same each time it is delivered. */
  readonly claim: string;
  readonly additions: readonly Addition[];
  readonly times: readonly TimesChange[];
}

/** So many people with everything else of their session's change stay below what one transaction takes. */
export const PEOPLE_PER_PART = 40;

const CLAIM_DAYS = 7; // a stream keeps its records for one day and a queue for fourteen; redrives are done within the week
const ITEMS_PER_TRANSACTION = 100;
const ATTEMPTS = 8;

/**
 * Adds parts to the totals. Each has its claim in the transaction that counts it, so a part that was counted before is recognised
 * and left out, whatever it is delivered with; parts share a transaction as long as they fit.
 * Costs two units a claim, a figure and a person, and one for reading each person.
 * Throws when the table stays contended or cannot be reached; everything then still uncounted may simply be delivered again.
 */
export const countParts = async (db: Db, table: TableName, parts: readonly CountedPart[]): Promise<void> => {
  for (const group of transactions(parts)) await countOnce(db, table, group);
};

// Fills transactions up to the limit: a claim each, and a row of figures or a person once however many parts touch it.
const transactions = (parts: readonly CountedPart[]): CountedPart[][] => {
  const groups: CountedPart[][] = [];
  const seen = new Set<string>();
  let group: CountedPart[] = [];
  let rows = new Set<string>();
  for (const part of parts) {
    if ((part.additions.length === 0 && part.times.length === 0) || seen.has(part.claim)) continue;
    seen.add(part.claim);
    const own = rowsOf(part);
    const together = new Set([...rows, ...own]);
    if (together.size > ITEMS_PER_TRANSACTION && group.length > 0) {
      groups.push(group);
      group = [part];
      rows = new Set(own);
    } else {
      group.push(part);
      rows = together;
    }
  }
  return group.length > 0 ? [...groups, group] : groups;
};

// Whether the number of people moves is only known once they are read; room is kept for it.
const rowsOf = ({ claim, additions, times }: CountedPart): string[] => [
  claim,
  ...additions.map(rowName),
  ...times.map((one) => onceName(onceKey('', one))),
  ...new Set(
    times.flatMap(({ month, group }) => periodsOf(month).map((period) => rowName({ subject: 'training', period, cell: `GROUP#${group}` }))),
  ),
];

const countOnce = async (db: Db, table: TableName, parts: readonly CountedPart[]): Promise<void> => {
  let pending = parts;
  for (let attempt = 1; pending.length > 0; attempt += 1) {
    const { people, additions } = await reckon(db, pending);
    try {
      await db.doc.send(
        new TransactWriteCommand({ TransactItems: [...pending.map(({ claim }) => claimOf(db, table, claim)), ...people, ...additions] }),
      );
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? '');
      const unclaimed = pending.filter((_, n) => codes[n] !== REFUSED);
      // Dropping what was counted before is progress; a person counted elsewhere meanwhile is read again; a conflict or a throttle is waited out.
      if (unclaimed.length === pending.length) {
        if (attempt >= ATTEMPTS || !codes.some((code) => code === REFUSED || WAITED_OUT.has(code))) throw error;
        await pause(attempt);
      }
      pending = unclaimed;
    }
  }
};

const REFUSED = 'ConditionalCheckFailed';
const WAITED_OUT = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(1000, 10 * 2 ** attempt)));

const reckon = async (db: Db, parts: readonly CountedPart[]) => {
  const byPerson = new Map<string, { key: OnceKey; changes: TimesChange[] }>();
  for (const change of parts.flatMap(({ times }) => times)) {
    const key = onceKey(db.bureau, change);
    const name = onceName(key);
    byPerson.set(name, { key, changes: [...(byPerson.get(name)?.changes ?? []), change] });
  }
  const rows = await readOnce(
    db,
    [...byPerson.values()].map(({ key }) => key),
  );
  const counted = [...byPerson].map(([name, { key, changes }]) => {
    const was = rows.get(name);
    const times = changes.reduce(withTimes, timesIn(was));
    const group = changes[0]?.group;
    return { write: putOnce(db, key, { was, times }), heads: group === undefined ? [] : headsChange(group, timesIn(was), times) };
  });
  const additions = sumAdditions([...parts.flatMap((part) => part.additions), ...counted.flatMap(({ heads }) => heads)]);
  return { people: counted.map(({ write }) => write), additions: additionOf(db, additions) };
};

const claimOf = (db: Db, table: TableName, claim: string) => ({
  Put: {
    TableName: db.tables.reports,
    Item: {
      pk: `${db.bureau}#SEEN#${table}#${claim}`,
      sk: 'SEEN',
      [TTL_ATTRIBUTE]: Math.floor(Date.now() / 1000) + CLAIM_DAYS * 86_400,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

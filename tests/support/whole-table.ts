// Reads everything a bureau has stored, past every service, and checks what must hold of it at any moment.
// It must not know which commands were given.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { fold } from '../../functions/domain/petitions/evolve.ts';
import type { ChainedEvent } from '../../functions/domain/petitions/events.ts';
import type { Petition } from '../../functions/domain/petitions/petition.ts';
import { isOpen } from '../../functions/domain/petitions/vocabulary.ts';
import { isNearAccused } from '../../functions/domain/petitions/access.ts';
import { canBeFirstContact } from '../../functions/domain/staff/staff.ts';
import { brokenAt } from '../../functions/store/chain.ts';
import type { Db } from '../../functions/store/client.ts';
import { nextLimit } from '../../functions/store/petition-items.ts';
import { headSchema, petitionSchema } from '../../functions/store/petition-schema.ts';
import { TABLES, type TableName } from '../../functions/store/tables.ts';
import { STAFF } from '../../lib/local/sample/cast.ts';
import { CODES, STARTS } from './clock-rules.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Every row of a table, or of one of its indexes. */
export const rowsOf = async (db: Db, table: TableName = 'petitions', index?: string): Promise<Row[]> => {
  const rows: Row[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.doc.send(
      new ScanCommand({ TableName: db.tables[table], ...(index !== undefined && { IndexName: index }), ExclusiveStartKey: from }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
};

export const everyRow = async (db: Db): Promise<Row[]> =>
  (await Promise.all((Object.keys(TABLES) as TableName[]).map((table) => rowsOf(db, table)))).flat();

interface Stored {
  readonly petition: Petition;
  readonly head: Row;
  readonly events: readonly ChainedEvent[];
  readonly rows: readonly Row[];
}

export interface Snapshot {
  readonly petitions: ReadonlyMap<string, Stored>;
  readonly limits: ReadonlyMap<string, string>; // petition and code → its three dates
}

const text = (row: Row, name: string): string => String(row[name]);
const startsWith = (rows: readonly Row[], prefix: string): Row[] => rows.filter((row) => text(row, 'sk').startsWith(prefix));
const byPk = (rows: readonly Row[]): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(text(row, 'pk'), [...(groups.get(text(row, 'pk')) ?? []), row]);
  return groups;
};

const storedOf = (rows: readonly Row[]): Stored => {
  const head = rows.find((row) => row['sk'] === 'HEAD');
  if (!head) throw new Error(`no head among ${rows.map((row) => text(row, 'sk')).join(' ')}`);
  const events = startsWith(rows, 'EV#').map(({ pk: _pk, sk: _sk, ...event }) => event as unknown as ChainedEvent);
  return { petition: petitionSchema.parse(head), head, events, rows };
};

/** Checks every stored petition, the two number series and the officers’ lists; `before` is what the last check saw. */
export const checkWhole = async (db: Db, before?: Snapshot): Promise<Snapshot> => {
  const all = await rowsOf(db);
  const groups = [...byPk(all)].filter(([pk]) => pk.startsWith(`${db.bureau}#PET#`));
  const petitions = new Map(groups.map(([pk, rows]) => [pk.slice(`${db.bureau}#PET#`.length), storedOf(rows)]));
  const limits = new Map<string, string>();
  for (const [number, stored] of petitions) {
    historyIsWhole(stored);
    oneIsAnswerable(stored);
    contactsAgree(stored);
    for (const [code, dates] of limitsAgree(stored)) {
      const key = `${number} ${code}`;
      limits.set(key, dates);
      const earlier = before?.limits.get(key);
      if (earlier === undefined || earlier === dates) continue;
      const news = stored.events.slice(before?.petitions.get(number)?.events.length ?? 0);
      expect(
        news.some(({ type }) => STARTS[type]?.includes(code)),
        `${key} moved from ${earlier} to ${dates}`,
      ).toBe(true);
    }
  }
  numbersAreGapless(db, all, petitions);
  await listsAgree(db, petitions);
  return { petitions, limits };
};

const historyIsWhole = ({ petition, head, events }: Stored): void => {
  expect(fold(events), petition.number).toEqual(petition);
  expect(brokenAt(events, { version: petition.version, lastHash: headSchema.parse(head).lastHash }), petition.number).toBeUndefined();
};

const oneIsAnswerable = ({ petition, rows }: Stored): void => {
  const owners = STAFF.filter(({ id }) => id === petition.owner);
  expect(owners, petition.number).toHaveLength(1);
  expect(owners.every(canBeFirstContact) && !owners.some((one) => isNearAccused(petition.accused, one, STAFF)), petition.number).toBe(true);
  for (const mail of startsWith(rows, 'OUT#')) {
    const recipient = STAFF.find(({ id }) => id === mail['recipient']);
    expect(recipient && !isNearAccused(petition.accused, recipient, STAFF), `${text(mail, 'number')} is owed to nobody`).toBe(true);
  }
};

const contactsAgree = ({ petition, rows }: Stored): void => {
  const contacts = startsWith(rows, 'CT#');
  expect(contacts, petition.number).toHaveLength(petition.contacts);
  expect(contacts.filter((row) => row['first'] === true).map((row) => row['contact'])).toEqual([petition.firstContact.number]);
  const days = contacts.map((row) => text(row, 'receivedOn')).sort();
  expect(petition.firstContact.receivedOn).toBe(days[0]);
  const waiting = contacts.filter((row) => row['category'] === 'NONE').map((row) => text(row, 'contact'));
  expect([...petition.uncategorised].sort(), petition.number).toEqual(waiting.sort());
};

const limitsAgree = ({ petition, rows }: Stored) => {
  const stored = startsWith(rows, 'DL#');
  const running = stored.filter((row) => row['metAt'] === undefined);
  expect(
    Object.fromEntries(
      running.map((row) => [row['code'], { start: row['start'], targetDue: row['targetDue'], rolledDue: row['rolledDue'] }]),
    ),
  ).toEqual(petition.limits);
  for (const row of stored) expect(row['duePk'] === undefined, text(row, 'sk')).toBe(row['metAt'] !== undefined);
  return stored.map((row) => {
    const code = CODES.find((one) => one === row['code']);
    if (!code) throw new Error('a limit of no known code');
    return [code, ['start', 'legalDue', 'rolledDue', 'targetDue'].map((name) => text(row, name)).join(' ')] as const;
  });
};

const numbersAreGapless = (db: Db, all: readonly Row[], petitions: Snapshot['petitions']): void => {
  const contacts = startsWith(all, 'CT#').filter((row) => text(row, 'pk').startsWith(`${db.bureau}#`));
  for (const series of all.filter((row) => text(row, 'pk').startsWith(`${db.bureau}#SEQ#`))) {
    const year = text(series, 'pk').slice(-4);
    const taken = (numbers: readonly string[]): number[] =>
      numbers
        .filter((number) => number.slice(3, 7) === year)
        .map((number) => Number(number.slice(8)))
        .sort((a, b) => a - b);
    const upTo = (last: unknown): number[] => Array.from({ length: Number(last) }, (_, n) => n + 1);
    expect(taken([...petitions.keys()]), `petitions of ${year}`).toEqual(upTo(series['petitions']));
    expect(taken(contacts.map((row) => text(row, 'contact'))), `contacts of ${year}`).toEqual(upTo(series['contacts']));
  }
};

const listsAgree = async (db: Db, petitions: Snapshot['petitions']): Promise<void> => {
  const open = [...petitions.values()].filter(({ petition }) => isOpen(petition.state));
  const line = ({ petition }: Stored, pk: string): string =>
    `${pk} ${nextLimit(petition)?.targetDue ?? '9999-12-31'}#${petition.number} ${petition.state} ${petition.owner}`;
  const listed = async (index: string, pk: string): Promise<string[]> =>
    (await rowsOf(db, 'petitions', index))
      .filter((row) => text(row, pk).startsWith(`${db.bureau}#`))
      .map((row) => [pk, 'dueSk', 'state', 'owner'].map((name) => text(row, name)).join(' '))
      .sort();
  expect(await listed('byOfficer', 'officerPk')).toEqual(open.map((one) => line(one, `${db.bureau}#OFFICER#${one.petition.owner}`)).sort());
  expect(await listed('byArea', 'areaPk')).toEqual(
    open
      .filter(({ petition }) => !petition.restricted)
      .map((one) => line(one, `${db.bureau}#AREA#${one.petition.township}`))
      .sort(),
  );
};

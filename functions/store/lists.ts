// The worklists: one query an index partition, columns of the index only, in order of the sort key.
import { BatchGetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Day } from '../domain/calendar/days.ts';
import type { Petition } from '../domain/petitions/petition.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { contactColumns } from './contact-columns.ts';
import { mailSchema, type MailItem } from './mail-schema.ts';
import { listColumns, petitionSchema } from './petition-schema.ts';
import { dayOfDueSk, whoIs } from './petition-items.ts';
import type { Vault } from './vault.ts';

export type OpenRow = ReturnType<typeof openRow>;
export type ContactColumns = z.infer<typeof contactColumns>;

interface Span {
  readonly limit: number;
  /** Sort key to go on after. */
  readonly after?: string;
  /** Only rows whose target day is before this one. */
  readonly dueBefore?: Day;
}

/** Open petitions of a first-contact officer by target day. */
export const openOfOfficer = (db: Db, staff: string, span: Span): Promise<OpenRow[]> =>
  openRows(db, 'byOfficer', 'officerPk', keys.officerPk(db.bureau, staff), span);

/** Open petitions of a township by target day; restricted ones stand in no township's list. */
export const openOfArea = (db: Db, area: string, span: Span): Promise<OpenRow[]> =>
  openRows(db, 'byArea', 'areaPk', keys.areaPk(db.bureau, area), span);

const openRows = async (db: Db, index: string, attribute: string, pk: string, { limit, after, dueBefore }: Span): Promise<OpenRow[]> => {
  const lower = after === undefined ? '0' : `${after};`;
  const upper = dueBefore ?? '9999-12-31;';
  if (lower > upper) return []; // the table refuses a range that ends before it begins
  const items = await query(db, {
    IndexName: index,
    // `;` follows `#` nowhere in a key and sorts after every number: a bound that is always there keeps one form of the condition.
    KeyConditionExpression: '#pk = :pk AND dueSk BETWEEN :after AND :before',
    ExpressionAttributeNames: { '#pk': attribute },
    ExpressionAttributeValues: { ':pk': pk, ':after': lower, ':before': upper },
    Limit: limit,
  });
  return z.array(listColumns).parse(items).map(openRow);
};

const openRow = ({ pk, dueSk, ...columns }: z.infer<typeof listColumns>) => {
  const due = dayOfDueSk(dueSk);
  return { ...columns, dueSk, number: pk.slice(pk.lastIndexOf('#') + 1), ...(due !== undefined && { due }) };
};

/** The contacts of a month in order of receipt. */
export const contactsOfMonth = async (db: Db, month: string, { limit, after }: Span): Promise<(ContactColumns & { monthSk: string })[]> => {
  const items = await query(db, {
    IndexName: 'byMonth',
    KeyConditionExpression: 'monthPk = :pk AND monthSk > :after',
    ExpressionAttributeValues: { ':pk': keys.monthPk(db.bureau, month), ':after': after ?? '0' },
    Limit: limit,
  });
  return z.array(z.extend(contactColumns, { monthSk: z.string() })).parse(items);
};

/** Earlier contacts of one person of one township, newest first. */
export const contactsOfPerson = async (db: Db, vault: Vault, { name, township }: { name: string; township: string }, limit: number) => {
  const items = await query(db, {
    IndexName: 'byPetitioner',
    KeyConditionExpression: 'whoPk = :pk',
    ExpressionAttributeValues: { ':pk': keys.whoPk(db.bureau, await vault.blind(whoIs(name, township))) },
    ScanIndexForward: false,
    Limit: limit,
  });
  return z.array(contactColumns).parse(items);
};

/** Heads by number, in one round trip of at most 100. */
export const petitionsByNumber = async (db: Db, numbers: readonly string[]): Promise<Petition[]> => {
  const distinct = [...new Set(numbers)];
  const items = await byKey(
    db,
    distinct.map((number) => ({ pk: keys.petitionPk(db.bureau, number), sk: keys.HEAD })),
  );
  return z.array(petitionSchema).parse(items);
};

/** Mails of a month, newest first: the ledger's index holds keys only, the rows come by key. */
export const mailsOfMonth = async (db: Db, month: string, { limit, after }: Span): Promise<(MailItem & { ledgerSk: string })[]> => {
  const found = await query(db, {
    IndexName: 'ledger',
    KeyConditionExpression: after === undefined ? 'ledgerPk = :pk' : 'ledgerPk = :pk AND ledgerSk < :after',
    ExpressionAttributeValues: { ':pk': keys.ledgerPk(db.bureau, month), ...(after !== undefined && { ':after': after }) },
    ScanIndexForward: false,
    Limit: limit,
  });
  const rows = await byKey(db, z.array(z.object({ pk: z.string(), sk: z.string() })).parse(found));
  const mails = z.array(z.extend(mailSchema, { ledgerSk: z.string() })).parse(rows);
  return mails.sort((a, b) => (a.ledgerSk < b.ledgerSk ? 1 : -1));
};

const query = async (db: Db, input: Omit<QueryCommandInput, 'TableName'>): Promise<unknown[]> =>
  (await db.doc.send(new QueryCommand({ TableName: db.tables.petitions, ...input }))).Items ?? [];

const byKey = async (db: Db, wanted: readonly { pk: string; sk: string }[]): Promise<unknown[]> => {
  if (wanted.length === 0) return [];
  const table = db.tables.petitions;
  const answer = await db.doc.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: [...wanted] } } }));
  return answer.Responses?.[table] ?? [];
};

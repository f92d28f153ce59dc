// People in the order of their lists: a township's roll, a household, who left in a month. Columns of the index only.
// It must not know who asks; the townships that may be seen are handed in.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { householdSk, villageSk } from './person-items.ts';
import { personColumns, type PersonColumns } from './person-rows.ts';

type Item = Record<string, unknown>;

/** A page of a list; `after` is the sort key to go on from, absent on the last one. */
export interface PeoplePage {
  readonly people: readonly PersonColumns[];
  readonly after?: string;
}

export interface PeopleSpan {
  readonly limit: number;
  readonly after?: string | undefined;
  /** Only of these townships; undefined: of all. */
  readonly townships?: readonly string[] | undefined;
}

export interface Place {
  readonly township: string;
  readonly village?: string | undefined;
  readonly onRoll: boolean;
}

/** A township's people on its roll, or those who have left it, in the order of villages and households. */
export const peopleByPlace = (db: Db, { township, village, onRoll }: Place, span: PeopleSpan): Promise<PeoplePage> =>
  pageOf(db, placeList(db, { township, onRoll }, village === undefined ? '' : villageSk(village)), span);

/** A household's people, on the roll or not. */
export const peopleOfHousehold = async (
  db: Db,
  { township, village, household }: { readonly township: string; readonly village: string; readonly household: string },
  limit: number,
): Promise<PersonColumns[]> => {
  const lists = [true, false].map((onRoll) => placeList(db, { township, onRoll }, householdSk({ village, household })));
  return (await Promise.all(lists.map((list) => pageOf(db, list, { limit })))).flatMap(({ people }) => people);
};

/** People removed in a month, by day. */
export const peopleRemovedIn = (db: Db, month: string, span: PeopleSpan): Promise<PeoplePage> =>
  pageOf(db, { index: 'byRemoval', pk: ['removalPk', keys.removalPk(db.bureau, month)], sort: 'removalSk', prefix: '' }, span);

interface List {
  readonly index: string;
  readonly pk: readonly [attribute: string, value: string];
  readonly sort: string;
  /** Sort keys that begin so: blank, or ending in #. */
  readonly prefix: string;
}

const placeList = (db: Db, { township, onRoll }: Pick<Place, 'township' | 'onRoll'>, prefix: string): List => ({
  index: 'byPlace',
  pk: ['placePk', keys.placePk(db.bureau, township, onRoll)],
  sort: 'placeSk',
  prefix,
});

const pageOf = async (db: Db, list: List, { limit, after, townships }: PeopleSpan): Promise<PeoplePage> => {
  if (townships?.length === 0) return { people: [] };
  const rows: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.directory,
        IndexName: list.index,
        ...condition(list, after, townships),
        Limit: limit + 1,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    rows.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from && rows.length <= limit);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1)?.[list.sort] : undefined;
  return { people: shown.map((row) => personColumns.parse(row)), ...(typeof last === 'string' && { after: last }) };
};

const condition = ({ pk: [attribute, value], sort, prefix }: List, after: string | undefined, townships: readonly string[] | undefined) => {
  // Every key ends in a person's number, and `!` sorts before whatever such a number may go on with; `$` is what follows `#`.
  const lower = after?.startsWith(prefix) ? `${after}!` : prefix;
  const [range, bounds] =
    prefix === ''
      ? lower === ''
        ? ['', {}]
        : [' AND #sk > :lower', { ':lower': lower }]
      : [' AND #sk BETWEEN :lower AND :upper', { ':lower': lower, ':upper': `${prefix.slice(0, -1)}$` }];
  const codes = Object.fromEntries((townships ?? []).map((code, n) => [`:t${String(n)}`, code]));
  return {
    KeyConditionExpression: `#pk = :pk${range}`,
    ...(townships && { FilterExpression: `#township IN (${Object.keys(codes).join(', ')})` }),
    ExpressionAttributeNames: { '#pk': attribute, ...(range !== '' && { '#sk': sort }), ...(townships && { '#township': 'township' }) },
    ExpressionAttributeValues: { ':pk': value, ...bounds, ...codes },
  };
};

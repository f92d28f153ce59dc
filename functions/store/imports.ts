// What an import leaves behind besides the cases: a claim for every row of a file, and one mail owed to each officer for the whole of it.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Db } from './client.ts';
import { importedRowPk, importPk, KEY, ledgerPk, unsentPk } from './keys.ts';
import { monthOf } from '../domain/calendar/days.ts';

export const claimSchema = z.object({
  contact: z.string(),
  petition: z.string(),
  content: z.string(), // hash of the whole row
  importId: z.string(),
  row: z.exactOptional(z.int()), // of that file; absent in claims of files taken before this was kept
  owner: z.exactOptional(z.string()), // who answers for it; absent for history
});
export type ClaimedRow = z.infer<typeof claimSchema>;

export const claimKey = (bureau: string, identity: readonly string[]): string => importedRowPk(bureau, JSON.stringify(identity));

export const claimItem = (pk: string, row: ClaimedRow): Record<string, unknown> => ({ pk, sk: KEY, ...row });

/** Owes each officer one mail with the number of cases this file gave them; a second run of the file finds it owed. */
export const oweImportMails = async (db: Db, importId: string, now: string, live: ReadonlyMap<string, number>): Promise<void> => {
  const short = importId.slice(-12); // its random half
  for (const [recipient, count] of live) {
    const number = `DR-${short}-${recipient}`;
    const item = {
      pk: importPk(db.bureau, short),
      sk: `OUT#000001#${recipient}`,
      number,
      code: 'E40',
      recipient,
      count,
      seq: 1,
      state: 'owed',
      owedAt: now,
      at: now,
      attempts: 0,
      unsentPk: unsentPk(db.bureau),
      ledgerPk: ledgerPk(db.bureau, monthOf(now)),
      ledgerSk: `${now}#${number}`,
    };
    await db.doc
      .send(new PutCommand({ TableName: db.tables.petitions, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }))
      .catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
  }
};

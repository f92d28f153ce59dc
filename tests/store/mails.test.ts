// The life of a mail in the table: who may take it in hand, what ends it, and that none of it costs more than it must.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freeLink, markLinkUsed, putLink, readLink } from '../../functions/store/links.ts';
import {
  claimMail,
  markAccepted,
  readMail,
  releaseMail,
  settleUnsent,
  unsentOlderThan,
  type MailKey,
} from '../../functions/store/mails.ts';
import type { Db } from '../../functions/store/client.ts';
import { mailItem } from '../../functions/store/petition-items.ts';
import { petitionPk } from '../../functions/store/keys.ts';
import { withTables, type TestTables } from '../support/engine.ts';
import { metered } from '../support/meter.ts';

const BUREAU = '990581';
const at = (minute: number): string => `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000+08:00`;

let tables: TestTables;
let db: Db;
let count = 0;

beforeAll(async () => {
  tables = await withTables();
  db = { doc: tables.client, tables: tables.tables, bureau: BUREAU };
});
afterAll(() => tables.stop());

const owe = async (owedAt = at(0), into = db): Promise<MailKey> => {
  count += 1;
  const number = `XF-2026-${String(count).padStart(4, '0')}`;
  const pk = petitionPk(into.bureau, number);
  const Item = mailItem(
    into.bureau,
    { code: 'E01', recipient: 'F03' },
    { pk, number: `${number}-M1.1`, case: number, seq: 1, n: 1, owedAt },
  );
  await into.doc.send(new PutCommand({ TableName: into.tables.petitions, Item }));
  return { pk, sk: 'OUT#000001#1' };
};

const claim = (key: MailKey, minute: number) => claimMail(db, key, { now: at(minute), leaseUntil: at(minute + 2) });

describe('a mail in hand', () => {
  it('is claimed by one of two', async () => {
    const key = await owe();
    const claims = await Promise.all([claim(key, 1), claim(key, 1)]);
    expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
    expect(claims.find(({ claimed }) => !claimed)).toEqual({ claimed: false, why: 'BUSY' });
  });

  it('is free again when the lease is over, and counts the attempts', async () => {
    const key = await owe();
    await claim(key, 1);
    expect(await claim(key, 2)).toEqual({ claimed: false, why: 'BUSY' });
    expect(await claim(key, 3)).toMatchObject({ claimed: true, mail: { attempts: 2, state: 'sending' } });
  });

  it('rests after it was given back', async () => {
    const key = await owe();
    await claim(key, 1);
    expect(await releaseMail(db, key, { now: at(1), attempts: 1, reason: 'Throttling', restUntil: at(5) })).toBe(true);
    expect(await claim(key, 4)).toEqual({ claimed: false, why: 'BUSY' });
    expect(await claim(key, 5)).toMatchObject({ claimed: true, mail: { attempts: 2 } });
  });

  it('cannot be failed, expired or given back by somebody whose lease has passed to another', async () => {
    const key = await owe();
    await claim(key, 1);
    await claim(key, 3);
    const stale = { now: at(4), attempts: 1, reason: 'X' };
    expect(await settleUnsent(db, key, 'failed', stale)).toBe(false);
    expect(await releaseMail(db, key, { ...stale, restUntil: at(9) })).toBe(false);
  });

  it('is accepted whoever holds the lease, because the carrier has it', async () => {
    const key = await owe();
    await claim(key, 1);
    await claim(key, 3);
    expect(await markAccepted(db, key, { now: at(4), messageId: 'one' })).toBe(true);
    expect(await markAccepted(db, key, { now: at(5), messageId: 'two' })).toBe(false);
    expect(await readMail(db, key)).toMatchObject({ state: 'accepted', messageId: 'one' });
    expect(await claim(key, 9)).toEqual({ claimed: false, why: 'SETTLED' });
  });

  it('is not made up when it was never owed', async () => {
    const key = { pk: petitionPk(BUREAU, 'XF-2026-9999'), sk: 'OUT#000001#1' };
    expect(await claim(key, 1)).toEqual({ claimed: false, why: 'GONE' });
    expect(await markAccepted(db, key, { now: at(1), messageId: 'x' })).toBe(false);
    expect(await readMail(db, key)).toBeUndefined();
  });
});

describe('the list of unsent mail', () => {
  it('holds what is owed, oldest first, page after page, of one bureau only', async () => {
    const mine = { ...db, bureau: '990582' };
    const keys = [await owe(at(3), mine), await owe(at(1), mine), await owe(at(2), mine), await owe(at(9), mine)];
    await owe(at(1));
    const [third, first, second] = keys;
    expect(await unsentOlderThan(mine, at(5), 10)).toEqual([first, second, third]);
    expect(await unsentOlderThan(mine, at(5), 2)).toEqual([first, second]);
  });

  it('loses whatever is settled', async () => {
    const mine = { ...db, bureau: '990583' };
    const [accepted, failed, expired] = [await owe(at(1), mine), await owe(at(2), mine), await owe(at(3), mine)] as const;
    for (const key of [accepted, failed, expired]) await claim(key, 1);
    await markAccepted(db, accepted, { now: at(2), messageId: 'x' });
    await settleUnsent(db, failed, 'failed', { now: at(2), attempts: 1, reason: 'NO_ADDRESS' });
    await settleUnsent(db, expired, 'expired', { now: at(2), attempts: 1, reason: 'CLOSED' });
    expect(await unsentOlderThan(mine, at(59), 10)).toEqual([]);
  });
});

describe('what it costs', () => {
  it('4 WCU and three calls in the whole life of a mail: claim 1, link 1, accepted 1, index 1', async () => {
    const key = await owe();
    const link = { case: 'XF-2026-0001', officer: 'F03', purpose: 'acknowledge', until: at(50) } as const;
    const life = await metered(db.doc, async () => {
      await claim(key, 1);
      await putLink(db, 'token-of-the-cost-test', link);
      await markAccepted(db, key, { now: at(1), messageId: '0101018f-1111-2222-3333-444444444444-000000' });
    });
    expect(life).toEqual({ calls: { UpdateItem: 2, PutItem: 1 }, units: 4 });
  });

  it('half a unit and one call to find that nothing is unsent', async () => {
    const empty = { ...db, bureau: '990584' };
    expect(await metered(db.doc, () => unsentOlderThan(empty, at(59), 1000))).toEqual({ calls: { Query: 1 }, units: 0.5 });
  });
});

describe('an action link', () => {
  const link = { case: 'XF-2026-0041', officer: 'F03', purpose: 'acknowledge', until: at(30) } as const;

  it('is found by its token until its time is over', async () => {
    await putLink(db, 'abc', link);
    expect(await readLink(db, 'abc', at(29))).toEqual(link);
    expect(await readLink(db, 'abc', at(30))).toBeUndefined();
    expect(await readLink(db, 'abd', at(1))).toBeUndefined();
  });

  it('keeps the first result, and is free again after an undo of that very press', async () => {
    await putLink(db, 'press', link);
    expect(await markLinkUsed(db, 'press', { now: at(1), result: 'SIGN' })).toBe(true);
    expect(await markLinkUsed(db, 'press', { now: at(2), result: 'DOUBT' })).toBe(false);
    expect(await readLink(db, 'press', at(3))).toMatchObject({ result: 'SIGN', usedAt: at(1) });
    expect(await freeLink(db, 'press', at(2))).toBe(false);
    expect(await freeLink(db, 'press', at(1))).toBe(true);
    expect(await readLink(db, 'press', at(3))).toEqual(link);
  });

  it('does not come into being by being pressed', async () => {
    expect(await markLinkUsed(db, 'never', { now: at(1), result: 'SIGN' })).toBe(false);
  });
});

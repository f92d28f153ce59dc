// What each job costs: capacity units with their indexes, and calls, against the physical minimum of the data model.
// The directory (staff, townships, calendar) is held in memory and read before the meter runs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveCommand, openCase, registerContact, verifyHistory } from '../../functions/services/petitions.ts';
import { contactsOf, earlierContacts, worklist } from '../../functions/services/worklists.ts';
import { freshBureau, NOW, valueOf, visit, type TestBureau } from '../support/bureau.ts';
import { commandOf } from '../support/case-work.ts';
import { JOBS, registered, STORY } from '../support/jobs.ts';
import { billed, type Bill } from '../support/meter.ts';

const TODAY = NOW.slice(0, 10);

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
  await openCase(bureau.deps, bureau.callerOf('F03'), 'XF-2026-0001'); // fills the directory's cache
});
afterAll(() => bureau.stop());

const key = (name: string) => ({ route: `POST /${name}`, key: name, body: '{}' });
const bill = (work: () => Promise<unknown>): Promise<Bill> => billed(bureau.deps.db.doc, work);

describe('The budget', () => {
  for (const { name, measure, most, calls, prepare } of JOBS) {
    it(`gives ${name} at most ${most} ${measure} units and ${Object.values(calls).reduce((a, b) => a + b)} calls`, async () => {
      const work = await prepare(bureau);
      const cost = await bill(work);
      expect(cost.calls).toEqual(calls);
      expect(cost[measure]).toBeLessThanOrEqual(most);
      expect(cost[measure]).toBeGreaterThan(0);
    });
  }
});

describe('A contact', () => {
  it('sent again with the same key takes two reads and no write', async () => {
    const send = () => registerContact(bureau.deps, bureau.callerOf('F03'), visit({ story: STORY }), key('twice'));
    await send();
    const cost = await bill(async () => valueOf(await send()));
    expect(cost).toMatchObject({ calls: { BatchGetItem: 1, Query: 1 }, written: 0 });
  });

  it('refused for its fields writes nothing', async () => {
    const cost = await bill(() => registerContact(bureau.deps, bureau.callerOf('F03'), visit({ township: '000000000' })));
    expect(cost.written).toBe(0);
  });
});

describe('A command', () => {
  it('takes two calls, its answer with them, with a receipt or without', async () => {
    const { number, version } = await registered(bureau);
    const withKey = await bill(async () =>
      valueOf(await giveCommand(bureau.deps, bureau.callerOf('F03'), number, commandOf('acknowledge', TODAY), version, key('sign'))),
    );
    const without = await bill(async () =>
      valueOf(await giveCommand(bureau.deps, bureau.callerOf('P01'), number, commandOf('accept', TODAY), version + 1)),
    );
    expect(withKey.calls).toEqual({ Query: 1, TransactWriteItems: 1 });
    expect(without.calls).toEqual({ Query: 1, TransactWriteItems: 1 });
  });

  it('refused by the table of transitions takes one read', async () => {
    const { number, version } = await registered(bureau);
    const cost = await bill(() => giveCommand(bureau.deps, bureau.callerOf('F03'), number, commandOf('close', TODAY), version));
    expect(cost).toMatchObject({ calls: { Query: 1 }, written: 0 });
  });
});

describe('Reading', () => {
  it('one township takes one call', async () => {
    const cost = await bill(async () => valueOf(await worklist(bureau.deps, bureau.callerOf('Z02'), { view: 'area', area: '990581102' })));
    expect(cost.calls).toEqual({ Query: 1 });
  });

  it('a month of contacts takes one call', async () => {
    const cost = await bill(async () => valueOf(await contactsOf(bureau.deps, bureau.callerOf('P01'), { month: '2026-09' })));
    expect(cost.calls).toEqual({ Query: 1 });
  });

  it('the history for its check takes one call', async () => {
    const { number } = await registered(bureau);
    expect((await bill(() => verifyHistory(bureau.deps, bureau.callerOf('F03'), number))).calls).toEqual({ Query: 1 });
  });

  it('what a person brought before takes a query and one read of the matters', async () => {
    await registered(bureau);
    const cost = await bill(() => earlierContacts(bureau.deps, bureau.callerOf('P01'), { name: '龚世芬', township: '990581102' }));
    expect(cost.calls).toEqual({ Query: 1, BatchGetItem: 1 });
  });
});

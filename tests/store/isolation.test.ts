// Two bureaus in the same tables, with the same people, numbers and keys: neither ever sees a row of the other.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../functions/services/deps.ts';
import { mailLedger } from '../../functions/services/mails.ts';
import { giveCommand, openCase, registerContact, verifyHistory } from '../../functions/services/petitions.ts';
import { report } from '../../functions/services/reports.ts';
import { listStaff, listTownships, openSession, whoIs } from '../../functions/services/staff.ts';
import { board, contactsOf, earlierContacts, worklist } from '../../functions/services/worklists.ts';
import { connect } from '../../functions/store/client.ts';
import { writeDirectory } from '../../functions/store/directory.ts';
import { unsentOlderThan } from '../../functions/store/mails.ts';
import { rebuild } from '../../functions/store/recount.ts';
import { TABLES, type TableSpec } from '../../functions/store/tables.ts';
import { STAFF, TOWNSHIPS } from '../../lib/local/sample/cast.ts';
import { PUBLISHED_YEARS } from '../../functions/domain/calendar/published-years.ts';
import { commandOf } from '../support/case-work.ts';
import { freshBureau, valueOf, visit, type TestBureau } from '../support/bureau.ts';
import { fixture } from '../support/counted-contacts.ts';
import { importFile } from '../support/import-file.ts';
import { everyRow } from '../support/whole-table.ts';

const NEIGHBOUR = '990582';
const LATER = '2026-12-31T00:00:00.000+08:00';

let bureau: TestBureau;
let neighbour: Deps;
beforeAll(async () => {
  bureau = await freshBureau();
  const { tables, endpoint } = bureau.tables;
  // The same vault, so that even the blind indexes are the same.
  neighbour = { ...bureau.deps, bureau: NEIGHBOUR, db: connect({ tables, endpoint, bureau: NEIGHBOUR, region: 'local' }) };
  await writeDirectory(neighbour.db, { staff: STAFF.slice(0, 8), townships: TOWNSHIPS, years: PUBLISHED_YEARS });
});
afterAll(() => bureau.stop());

const key = { route: 'POST /contacts', key: 'same', body: '{}' };
const ledger = () => ({ bytes: Buffer.from(fixture('contacts-2013-h1.csv')) });

const work = async (deps: Deps): Promise<string> => {
  const { petition } = valueOf(await registerContact(deps, bureau.callerOf('F03'), visit({ story: `故事 ${deps.bureau}` }), key));
  valueOf(await giveCommand(deps, bureau.callerOf('P01'), petition.number, commandOf('accept', '2026-09-18'), petition.version, key));
  valueOf(await importFile(deps, bureau.callerOf('S01'), ledger()));
  await rebuild(deps.db);
  return petition.number;
};

/** Everything a bureau can ask for. */
const readings = async (deps: Deps) => ({
  lists: await Promise.all(
    (['mine', 'area', 'overdue'] as const).flatMap((view) =>
      ['F03', 'L01', 'Z02'].map((id) => worklist(deps, bureau.callerOf(id), { view })),
    ),
  ),
  boards: await Promise.all(['F03', 'L01'].map((id) => board(deps, bureau.callerOf(id)))),
  months: await Promise.all(['2026-09', '2013-04'].map((month) => contactsOf(deps, bureau.callerOf('L01'), { month }))),
  earlier: await earlierContacts(deps, bureau.callerOf('P01'), { name: '龚世芬', township: '990581102' }),
  cases: await Promise.all(['XF-2026-0001', 'XF-2013-0001'].map((number) => openCase(deps, bureau.callerOf('L01'), number))),
  history: await verifyHistory(deps, bureau.callerOf('L01'), 'XF-2026-0001'),
  mails: await mailLedger(deps, bureau.callerOf('S01'), {}),
  unsent: await unsentOlderThan(deps.db, LATER, 100),
  report: valueOf(await report(deps, '2013-H1')).petitions.contacts,
  staff: (await listStaff(deps)).length,
  townships: (await listTownships(deps)).length,
});

describe('Two bureaus in the same tables', () => {
  it('see nothing of what the other does', async () => {
    const before = await readings(neighbour);
    await work(bureau.deps);
    expect(await readings(neighbour)).toEqual(before);
    expect(before).toMatchObject({ earlier: [], unsent: [], report: 0, staff: 8 });
    expect(before.history).toMatchObject({ ok: false, refusal: { code: 'NOT_FOUND' } });
  });

  it('number, receive and import each for itself, the same keys and files included', async () => {
    expect(await work(neighbour)).toBe('XF-2026-0001');
    const [own, other] = await Promise.all([bureau.deps, neighbour].map((deps) => openCase(deps, bureau.callerOf('L01'), 'XF-2026-0001')));
    expect(valueOf(own!).contacts[0]?.story).toBe('故事 990581');
    expect(valueOf(other!).contacts[0]?.story).toBe('故事 990582');
    expect(valueOf(await report(neighbour, '2013-H1')).petitions.contacts).toBe(41);
    expect(valueOf(await report(bureau.deps, '2013-H1')).petitions.contacts).toBe(41);
  });

  it('keep their own staff and townships', async () => {
    expect(await listStaff(bureau.deps)).toHaveLength(STAFF.length);
    expect(await listStaff(neighbour)).toHaveLength(8);
  });

  it('write every key of tables and indexes under their own division code', async () => {
    const specs: readonly TableSpec[] = Object.values(TABLES);
    const attributes = ['pk', ...specs.flatMap(({ indexes }) => Object.values(indexes).map(({ pk }) => pk))];
    for (const row of await everyRow(bureau.deps.db)) {
      const codes = attributes.flatMap((name) => (typeof row[name] === 'string' ? [row[name].slice(0, 7)] : []));
      expect(new Set(codes).size, JSON.stringify(codes)).toBe(1);
      expect([`990581#`, `${NEIGHBOUR}#`]).toContain(codes[0]);
    }
  });

  it('know no cookie of the other', async () => {
    const { cookie } = valueOf(await openSession(bureau.deps, 'F03'));
    expect(await whoIs(neighbour, cookie)).toBeUndefined();
    expect((await whoIs(bureau.deps, cookie))?.id).toBe('F03');
    expect(await whoIs(neighbour, cookie)).toBeUndefined(); // also once the one bureau remembers it
  });
});

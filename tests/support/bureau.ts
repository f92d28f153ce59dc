// A bureau of its own for a test: fresh tables on the real engine, the cast and the calendar, and a clock that the test sets.
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContactInput } from '../../functions/domain/petitions/commands.ts';
import { shanghaiDay } from '../../functions/domain/calendar/days.ts';
import type { Deps } from '../../functions/services/deps.ts';
import type { Caller } from '../../functions/services/shapes.ts';
import { folderBlobs } from '../../functions/store/blobs.ts';
import { connect } from '../../functions/store/client.ts';
import { keyVault } from '../../functions/store/vault.ts';
import { STAFF } from '../../lib/local/sample/cast.ts';
import { seedDirectory } from '../../lib/local/sample/index.ts';
import { unsigned, withTables, type TestTables } from './engine.ts';

export interface TestBureau {
  readonly deps: Deps;
  readonly tables: TestTables;
  readonly callerOf: (staff: string) => Caller;
  /** Sets the clock: an instant, or a day at ten in the morning. */
  readonly setNow: (instant: string) => void;
  readonly stop: () => Promise<void>;
}

export const NOW = '2026-09-18T10:00:00.000+08:00';

/** `signs`: requests carry a signature, as they do in the cloud; a test has no use for what that costs, a benchmark has. */
export const freshBureau = async (now = NOW, { signs = false } = {}): Promise<TestBureau> => {
  const tables = await withTables();
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
  let clock = now;
  const db = connect({ tables: tables.tables, bureau: '990581', region: 'local', endpoint: tables.endpoint });
  const deps: Deps = {
    db: signs ? db : unsigned(db),
    vault: keyVault(randomBytes(32)),
    blobs: folderBlobs(mkdtempSync(join(tmpdir(), 'shoufang-blobs-'))),
    bureau: '990581',
    publicUrl: 'http://localhost:3000',
    mailFrom: 'shoufang@ymj.example',
    cookieSecure: false,
    mailbox: true,
    now: () => clock,
    random: (bytes) => randomBytes(bytes),
  };
  await seedDirectory(deps);
  return {
    deps,
    tables,
    callerOf: (id) => {
      const staff = STAFF.find((person) => person.id === id);
      if (!staff) throw new Error(`no ${id} in the cast`);
      return { staff };
    },
    setNow: (instant) => {
      clock = instant.length === 10 ? `${instant}T10:00:00.000+08:00` : instant;
      shanghaiDay(clock); // throws on a malformed one
    },
    stop: tables.stop,
  };
};

type Visit = Omit<ContactInput, 'attachments'> & { readonly attachments: readonly never[] };

/** A visit as the desk would enter it; override what matters to the test. */
export const visit = (given: Partial<Omit<ContactInput, 'attachments'>> = {}): Visit => ({
  channel: 'VISIT',
  township: '990581102',
  village: '沙湾村',
  story: '上半年直补资金没有到一卡通。',
  category: 'C20',
  anonymous: given.anonymous ?? false,
  petitioners: given.anonymous === true ? [] : [{ name: '龚世芬', phone: '10051234567' }],
  representatives: [],
  jointLetter: false,
  attachments: [],
  ...given,
});

/** The value, or a failing test that says which refusal came instead. */
export const valueOf = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: unknown }): T => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
};

// The entries of inbound, clock and mailer as Lambda calls them, on the real engine: what they take, and what they refuse loudly.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { withTables, type TestTables } from '../support/engine.ts';

let tables: TestTables;
let inbound: Awaited<ReturnType<typeof loaded>>['inbound'];
let clock: Awaited<ReturnType<typeof loaded>>['clock'];
let mailer: Awaited<ReturnType<typeof loaded>>['mailer'];

// They read their environment when they are loaded.
const loaded = async () => ({
  inbound: await import('../../functions/inbound/index.ts'),
  clock: await import('../../functions/clock/index.ts'),
  mailer: await import('../../functions/mailer/index.ts'),
});

beforeAll(async () => {
  tables = await withTables();
  Object.assign(process.env, tables.env);
  ({ inbound, clock, mailer } = await loaded());
});
afterAll(() => tables.stop());

describe('the clock', () => {
  it('writes one line of metrics to standard output, and says the same to whoever called', async () => {
    const written: string[] = [];
    const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => (written.push(String(text)), true));
    const stock = await clock.handler({ job: 'stock' });
    out.mockRestore();
    expect(written).toHaveLength(1);
    expect(written[0]?.endsWith('}\n')).toBe(true);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ ...stock, _aws: { CloudWatchMetrics: [{ Namespace: 'Shoufang' }] } });
  });

  it.each(['', 'stocks', 'sweep-mail', 'constructor'])('refuses the job %j', async (job) => {
    await expect(clock.handler({ job })).rejects.toThrow(RangeError);
  });
});

describe('the mailer', () => {
  it('looks for what is left over, after ten minutes or at once', async () => {
    expect(await mailer.handler({ job: 'sweep-mail' })).toEqual({ looked: 0, outcomes: {} });
    expect(await mailer.handler({ job: 'sweep-mail', minutes: 0 })).toEqual({ looked: 0, outcomes: {} });
  });

  it('refuses a job it does not know', async () => {
    await expect(mailer.handler({ job: 'stock' })).rejects.toThrow(RangeError);
  });
});

describe('inbound', () => {
  it('takes an event without a mail of ours, and one without anything', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(await inbound.handler({ Records: [] })).toEqual({});
    expect(await inbound.handler({})).toEqual({ MALFORMED: 1 });
    warned.mockRestore();
  });
});

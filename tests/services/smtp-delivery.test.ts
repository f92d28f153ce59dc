// The whole way of a mail by a relay: owed in the case, carried by real SMTP, and what the ledger says in the end, whatever befell it.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { composeMailing } from '../../functions/compose-mailing.ts';
import { postRoom } from '../../functions/mail/post.ts';
import { smtpTransport } from '../../functions/mail/smtp.ts';
import { deliver } from '../../functions/services/mailing.ts';
import { type FakeSecrets, fakeSecrets } from '../support/fake-secrets.ts';
import { type Carrier, GROUP, type MailBureau, openMailBureau, readMails } from '../support/mail-bureau.ts';
import { runSchedule, type Schedule } from '../support/mail-faults.ts';
import { openRelay, type Relay } from '../support/smtp-relay.ts';

let bureau: MailBureau;
let relay: Relay;
let secrets: FakeSecrets;
beforeAll(async () => {
  [bureau, relay] = await Promise.all([openMailBureau(), openRelay({ disabledCommands: ['STARTTLS', 'AUTH'] })]);
  secrets = await fakeSecrets({ 'relay-of-this-stage': `smtp://127.0.0.1:${String(relay.port)}` });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([bureau.stop(), relay.stop(), secrets.stop()]);
});
beforeEach(() => void relay.taken.splice(0));

describe('A stage whose mail goes by a relay', () => {
  const settings = { SHOUFANG_BUREAU: '990581', MAIL_TRANSPORT: 'smtp', MAIL_FROM: '首访 <xinfang@ymj.example>' };

  it('reads the relay from the secret store, hands over what is owed, and keeps the relay’s own number of it', async () => {
    for (const [name, value] of Object.entries({ ...bureau.tables.env, ...secrets.env })) vi.stubEnv(name, value);
    const mailing = composeMailing({ ...settings, ...bureau.tables.env, SMTP_SECRET: 'relay-of-this-stage' });
    const number = await bureau.register(GROUP);
    const outcomes = [];
    for (const key of await bureau.keys(number)) outcomes.push(await deliver(mailing, key));
    expect(outcomes).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    const rows = (await bureau.everyRow()).filter(({ sk }) => String(sk).startsWith('OUT#'));
    expect(rows.map(({ state }) => state)).toEqual(Array(3).fill('accepted'));
    expect(new Set(rows.map(({ messageId }) => messageId))).toEqual(new Set(['Q1A9F', 'Q2A9F', 'Q3A9F']));
    expect(relay.taken.map(({ from }) => from)).toEqual(Array(3).fill('xinfang@ymj.example'));
    const [first] = await readMails(relay.taken);
    expect(first?.from).toEqual({ name: '首访', address: 'xinfang@ymj.example' });
    expect(first?.text).toContain(number);
  });

  it('does not start without one', () => {
    expect(() => composeMailing({ ...settings, ...bureau.tables.env })).toThrow('names a relay');
  });
});

/** The same bureau, its mail carried by SMTP; what a schedule wants to befall a mail, the relay does to it. */
const byRelay = (): MailBureau => {
  const smtp = smtpTransport(`smtp://127.0.0.1:${String(relay.port)}`, { patienceMs: 250 });
  let fate: Carrier = () => Promise.resolve({ accepted: true, messageId: '' });
  const send = async (raw: Uint8Array, from: string, to: string) => {
    const told = await fate(to);
    const lost = !told.accepted && told.reason === 'TimeoutError';
    const refused = told.accepted || lost ? undefined : told.failure;
    relay.refuse('recipient', refused && (refused === 'permanent' ? [550, `5.1.1 no ${to} here`] : [451, '4.7.1 later']));
    relay.refuse('data', lost ? 'SILENT' : undefined);
    return smtp.send(raw, from, to);
  };
  return {
    ...bureau,
    mailing: { ...bureau.mailing, post: postRoom({ send }, { from: 'xinfang@ymj.example' }, Date.now) },
    carry: (by) => void (fate = by ?? fate),
  };
};

describe('whatever befalls a mail on its way to the relay', () => {
  const deliverAll = [0, 1, 2].map((which) => ({ does: 'deliver' as const, which }));
  it.each<[string, Schedule]>([
    ['later, no answer, refused for good', { steps: deliverAll, faults: ['THROTTLED', 'LOST_ANSWER', 'REFUSED'] }],
    [
      'the mailer dies before and after, and twice at the same mail',
      { steps: [{ does: 'race', which: 0 }, ...deliverAll], faults: ['DIES_BEFORE', 'DIES_AFTER', 'FINE', 'LOST_ANSWER'] },
    ],
    ['nothing but sweeps', { steps: [], faults: ['LOST_ANSWER', 'THROTTLED', 'REFUSED', 'DIES_AFTER'] }],
  ])('%s: each is delivered or a task, none is left', async (_what, schedule) => {
    const { mails, left } = await runSchedule(byRelay(), schedule);
    expect(left).toBe(0);
    expect(mails.map(({ state }) => state)).toEqual(mails.map(({ refusedForGood }) => (refusedForGood ? 'failed' : 'accepted')));
    const reached = new Set(relay.taken.flatMap(({ to }) => to));
    expect(reached.size).toBe(mails.filter(({ state }) => state === 'accepted').length);
  });

  it('the ledger says why one failed, without an address', async () => {
    const { mails } = await runSchedule(byRelay(), { steps: deliverAll, faults: ['REFUSED'] });
    expect(mails.filter(({ state }) => state === 'failed')).toHaveLength(1);
    const rows = await bureau.everyRow();
    const failed = rows.filter(({ state }) => state === 'failed');
    expect(failed.at(-1)).toMatchObject({ reason: 'SMTP: 550 5.1.1' });
    expect(JSON.stringify(failed)).not.toContain('@');
  });
});

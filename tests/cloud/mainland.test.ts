// The stage of a mainland region at work, with the bundles of every other: no pipe and no SES, so the schedule looks for mail and a relay takes it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { assemble } from '../../lib/cloud/assemble.ts';
import { config } from '../../lib/cloud/config.ts';
import { openRelay, type Relay } from '../support/smtp-relay.ts';
import { type Client, clientOf } from './support/client.ts';
import { openStage, type Stage } from './support/stage.ts';
import { placeOf } from './support/staged.ts';
import { bundled } from './support/synthesized.ts';
import { cdkContext } from './templates/synthesised.ts';

const opened = new AsyncDisposableStack();
let stage: Stage;
let relay: Relay;
let room: Client;
beforeAll(async () => {
  const bundles = await bundled();
  const out = mkdtempSync(join(tmpdir(), 'shoufang-mainland-'));
  opened.defer(() => rmSync(out, { recursive: true, force: true }));
  const folder = (name: string): string => join(bundles, name);
  // Without its region, so that the stage stands where the services of these tests stand.
  const app = new App({ context: cdkContext(), outdir: out });
  assemble(app, config('mainland', { region: undefined }), {
    console: folder('console'),
    public: folder('public'),
    mailer: folder('mailer'),
    inbound: folder('inbound'),
    importer: folder('importer'),
    projector: folder('projector'),
    clock: folder('clock'),
  });
  app.synth();
  relay = await openRelay({ accounts: { bureau: 'of-the-test-only' }, allowInsecureAuth: true, hideSTARTTLS: true });
  opened.defer(() => relay.stop());
  stage = await openStage(out);
  opened.defer(() => stage.stop());
  const secret = stage.functions.mailer.setup.env['SMTP_SECRET'] ?? '';
  stage.services.secrets.set(secret, `smtp://bureau:of-the-test-only@127.0.0.1:${relay.port}`);
  const { address, signIn } = placeOf(stage);
  room = clientOf(address, await signIn('P01'));
});
afterAll(() => opened.disposeAsync());

const mailsSchema = z.object({ items: z.array(z.object({ state: z.string() })) });
const states = async (): Promise<string[]> =>
  mailsSchema.parse(JSON.parse((await room.get('/api/v1/mails')).text)).items.map(({ state }) => state);

describe('a mainland stage', () => {
  it('sends what is owed when the schedule asks, through the relay that the secret names', async () => {
    const contact = {
      channel: 'VISIT',
      township: '990581102',
      story: '路坏了。',
      receiver: 'F03',
      petitioners: [{ name: '某人', phone: '10051234567' }],
    };
    expect((await room.json('/api/v1/contacts', contact)).status).toBe(201);
    await stage.settle();
    expect([await states(), relay.taken.length]).toEqual([['owed'], 0]);

    expect(await stage.tick('mailer')).toEqual([{ ok: true, payload: { looked: 1, outcomes: { ACCEPTED: 1 } } }]);
    expect(relay.taken).toEqual([expect.objectContaining({ to: ['f03@ymj.example'], user: 'bureau' })]);
    expect(await states()).toEqual(['accepted']);

    expect(await stage.tick('mailer')).toEqual([{ ok: true, payload: { looked: 0, outcomes: {} } }]);
    expect(relay.taken).toHaveLength(1);
  });

  it('counts, keeps files and takes stock like every other stage', async () => {
    expect((await room.multipart('/api/v1/blobs', { file: new File(['扫描件'], '信.pdf') })).status).toBe(201);
    await stage.settle();
    const report = await room.get(`/api/v1/reports/${stage.deps.now().slice(0, 7)}`);
    expect(JSON.parse(report.text)).toMatchObject({ petitions: { contacts: 1 } });
    expect(await stage.tick('clock')).toEqual([expect.objectContaining({ ok: true })]);
  });

  it('was refused nothing by its own policies, and gave nothing up', () => {
    expect([stage.refused(), stage.givenUp()]).toEqual([[], []]);
  });
});

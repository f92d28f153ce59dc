// Every setting that is not needed, switched on or off: the stage can still be made, cdk-nag finds nothing, and whoever has deployed
// already can follow. Empty functions; what is in the templates is said elsewhere.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble } from '../../lib/cloud/assemble.ts';
import { config } from '../../lib/cloud/config.ts';
import { cdkContext, type StackName, synthesised, type Synthesised } from './templates/synthesised.ts';

const SES = { transport: 'ses', domain: 'ymj.example', from: 'shoufang@ymj.example' };
const SMTP = {
  transport: 'smtp',
  from: 'shoufang@ymj.example',
  secretArn: 'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:shoufang/smtp-000000',
};
const OPTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'all that can be added': {
    alarmEmail: 'it@ymj.example',
    domain: { name: 'xf.ymj.example', certificateArn: 'arn:aws:acm:ap-southeast-1:000000000000:certificate/1' },
    apiClients: ['statistics', 'province'],
    signInPrefix: 'xf-ymj',
    mail: { ...SES, sandboxRecipients: ['f01@ymj.example'] },
  },
  'no received mail': { mail: { ...SES, receive: false }, reserveImporter: false },
  'a relay and an issuer': {
    mail: SMTP,
    apiClients: ['statistics'],
    oidc: {
      issuer: 'https://id.ymj.example',
      clientId: 'shoufang',
      clientSecretArn: 'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:shoufang/oidc-000000',
    },
  },
  'no pipe': { pipe: false },
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoufang-options-'));
  mkdirSync(join(folder, 'function'));
  writeFileSync(join(folder, 'function', 'index.mjs'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a stage can be deployed with', () => {
  it.each(Object.entries(OPTIONS))('%s', (name, overrides) => {
    const outdir = join(folder, name);
    const empty = join(folder, 'function');
    const app = new App({ context: cdkContext(), outdir });
    const folders = { console: empty, public: empty, mailer: empty, inbound: empty, importer: empty, projector: empty, clock: empty };
    assemble(app, config('prod', { region: 'ap-southeast-1', ...overrides }), folders);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
    app.synth();
    expect(JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'))).toMatchObject({ pluginReports: [] });
  });
});

// CloudFormation does not take an export away while another stack imports it.
const ORDER: readonly StackName[] = ['watch', 'app', 'mail', 'data'];
const exportsOf = ({ templates }: Synthesised, stack: StackName): readonly string[] =>
  Object.values(templates.get(stack)?.Outputs ?? {}).flatMap(({ Export }) => Export?.Name ?? []);
const importsOf = ({ templates }: Synthesised, stack: StackName): readonly string[] =>
  [...JSON.stringify(templates.get(stack) ?? {}).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name = '']) => name);

describe.each(['no received mail', 'no pipe', 'a relay and an issuer'])('prod, deployed as it is, can be brought to %s', (name) => {
  const [before, after] = [synthesised('prod'), synthesised('prod', OPTIONS[name])];
  /** What a stack would import from nowhere, or an export still imported that would be taken away, at the moment each stack is deployed. */
  const refused = (order: readonly StackName[]): readonly string[] =>
    order.flatMap((stack, n) => {
      const now = (other: StackName): Synthesised => (order.slice(0, n + 1).includes(other) ? after : before);
      const there = new Set(ORDER.flatMap((other) => exportsOf(now(other), other)));
      return ORDER.flatMap((other) => importsOf(now(other), other)).filter((wanted) => !there.has(wanted));
    });

  it('stack by stack, those that import before those that export', () => {
    expect(refused(ORDER)).toEqual([]);
  });

  it('and not in the order in which they were made', () => {
    expect(refused(ORDER.toReversed())).not.toEqual([]);
  });
});

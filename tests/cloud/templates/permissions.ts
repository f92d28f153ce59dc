// Who may do what in the cloud: the whole list as a reviewed text, and the sentences it must never contradict.
// A wrong permission is noticed neither by the emulator nor by CloudFormation, so every line here is looked at when it changes.
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../../lib/cloud/bundle.ts';
import { differences, matrix, permissionsOf } from './permission-list.ts';
import { ofType, synthesised } from './synthesised.ts';

const prod = synthesised('prod');
const mainland = synthesised('mainland');
const permissions = permissionsOf(prod);
const everywhere = [...permissions, ...permissionsOf(mainland)];

const rolesWith = (matches: (permission: (typeof permissions)[number]) => boolean): readonly string[] =>
  [...new Set(everywhere.filter(matches).map(({ role }) => role))].sort();

describe('the permissions', () => {
  it('are exactly those of the reviewed list', async () => {
    const { more, less } = differences(permissions, permissionsOf(mainland));
    const text = [
      '# prod',
      matrix(permissions),
      '',
      '# mainland has besides',
      matrix(more),
      '',
      '# mainland has not',
      matrix(less),
      '',
    ].join('\n');
    await expect(text).toMatchFileSnapshot('iam-matrix.txt');
  });

  it('belong to one role a function, and each role to one function or to one service', () => {
    const app = prod.templates.get('app');
    if (!app) throw new Error('no app');
    const used = ofType(app, 'AWS::Lambda::Function').map(({ properties }) => JSON.stringify(properties['Role']));
    expect(new Set(used).size).toBe(FUNCTIONS.length);
    expect(
      ofType(app, 'AWS::IAM::Role')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...FUNCTIONS, 'Outbox', 'Schedules'].map((name) => `${name}Role`).sort());
  });

  it('name every action, and every thing but files, whose names are made by chance', () => {
    expect(everywhere.filter(({ action }) => /[*?]/.test(action))).toEqual([]);
    const wild = new Set(everywhere.filter(({ resource }) => /[*?]/.test(resource)).map(({ resource }) => resource));
    expect([...wild].sort()).toEqual(['Blobs/blobs/*', 'Mails/raw/*']);
  });

  it('let only the mailer send, from one domain, under one configuration set, as one sender', () => {
    const sending = everywhere.filter(({ action }) => action.startsWith('ses:'));
    expect(new Set(sending.map(({ role }) => role))).toEqual(new Set(['mailer']));
    expect(new Set(sending.map(({ condition }) => condition))).toEqual(new Set(['ses:FromAddress = shoufang@ymj.example']));
    expect(sending).toHaveLength(2);
  });

  it('let the mailer send to those named, while the account is in the sandbox, and to nobody by default', () => {
    const mail = { transport: 'ses', domain: 'ymj.example', from: 'shoufang@ymj.example', sandboxRecipients: ['f01@ymj.example'] };
    const { more, less } = differences(permissions, permissionsOf(synthesised('prod', { mail })));
    expect(less).toEqual([]);
    expect(more).toEqual([
      {
        role: 'mailer',
        action: 'ses:SendRawEmail',
        resource: 'ses identity/f01@ymj.example',
        condition: 'ses:FromAddress = shoufang@ymj.example',
      },
    ]);
  });

  it('let nobody but console and importer open a person’s number, and public no more than a query code', () => {
    const vault = everywhere.filter(({ resource }) => resource === 'VaultKey');
    const uses = (role: string) => new Set(vault.filter((permission) => permission.role === role).map(({ condition }) => condition));
    const all = 'kms:EncryptionContext:bureau = 990581, kms:EncryptionContext:use = seal | blind | code';
    expect([...new Set(vault.map(({ role }) => role))].sort()).toEqual(['console', 'importer', 'public']);
    expect(uses('console')).toEqual(new Set([all]));
    expect(uses('importer')).toEqual(new Set([all]));
    expect(uses('public')).toEqual(new Set(['kms:EncryptionContext:bureau = 990581, kms:EncryptionContext:use = code']));
  });

  it('let only the projector write totals', () => {
    const reads = new Set(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query']);
    expect(rolesWith(({ resource, action }) => resource === 'reports' && !reads.has(action))).toEqual(['projector']);
  });

  it('show people of the roll to console and importer alone', () => {
    const limited = (condition: string) => condition.startsWith('dynamodb:LeadingKeys = ');
    expect(rolesWith(({ resource, condition }) => /^directory(\/index|$)/.test(resource) && !limited(condition))).toEqual([
      'console',
      'importer',
    ]);
    expect(everywhere.filter(({ condition }) => limited(condition) && condition.includes('PERSON'))).toEqual([]);
  });

  it('show received mail to console alone, and secrets to whoever needs that one', () => {
    expect(rolesWith(({ resource }) => resource === 'Mails/raw/*')).toEqual(['console']);
    const secrets = everywhere.filter(({ action }) => action.startsWith('secretsmanager:'));
    expect(secrets.map(({ role, action, resource }) => `${role} ${action} ${resource}`).sort()).toEqual([
      'console secretsmanager:GetSecretValue secretsmanager secret:shoufang/oidc-000000',
      'mailer secretsmanager:GetSecretValue secretsmanager secret:shoufang/smtp-000000',
    ]);
  });

  it('never scan, and never change a table, a key, a bucket or a role', () => {
    const verbs = new Set(everywhere.map(({ action }) => action.split(':')[1] ?? ''));
    expect(
      [...verbs].filter((verb) =>
        /^(Scan|Create(?!LogStream)|Update(?!Item)|Delete(?!Item|Object|Message)|Put(?!Item|Object|LogEvents)|Attach|Pass)/.test(verb),
      ),
    ).toEqual([]);
  });
});

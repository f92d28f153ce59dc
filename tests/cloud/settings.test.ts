// The settings of a deployment: what may be said on the command line, and the sentence that refuses what cannot be deployed.
import { describe, expect, it } from 'vitest';
import { config, overridesIn } from '../../lib/cloud/config.ts';

const SMTP_CN = 'arn:aws-cn:secretsmanager:cn-north-1:000000000000:secret:relay-000000';
const refusal = (stage: string, overrides: Readonly<Record<string, unknown>>): string => {
  try {
    config(stage, overrides);
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('the settings', () => {
  it('of every stage can be deployed as they are', () => {
    for (const stage of ['prod', 'trial', 'mainland']) expect(config(stage).stage).toBe(stage);
  });

  it('are replaced from the command line, where everything is text', () => {
    const given = { region: 'ap-southeast-1', keepData: 'false', recoveryDays: '7', apiClients: '["province"]', bureau: '510000' };
    expect(config('prod', given)).toMatchObject({
      region: 'ap-southeast-1',
      keepData: false,
      recoveryDays: 7,
      apiClients: ['province'],
      bureau: '510000',
    });
  });

  it('are told from what the CDK itself has in its context', () => {
    const context = {
      '@aws-cdk/core:x': true,
      'aws:cdk:path': 1,
      'cli-telemetry': false,
      stage: 'trial',
      bundles: 'x',
      region: 'eu-west-1',
    };
    expect(overridesIn(context)).toEqual({ region: 'eu-west-1' });
  });

  it.each(['Bureau', 'alarm_email', 'alarm-email', 'BUREAU', 'log.days'])('are not mistaken for others: %s', (key) => {
    expect(refusal('prod', overridesIn({ [key]: 'x' }))).toMatch(`no setting is called "${key}"; there are: stage, region, `);
  });

  it('give a stage to try things on a mail domain of its own', () => {
    const domains = ['prod', 'trial'].map((stage) => config(stage).mail).map((mail) => (mail.transport === 'ses' ? mail.domain : ''));
    expect(new Set(domains).size).toBe(2);
  });

  it.each([
    ['an unknown stage', 'staging', {}, /no stage is called "staging"; there are: prod, trial, mainland/],
    ['an unknown setting', 'prod', { beureau: '510000' }, /no setting is called "beureau"; there are: stage, region, /],
    ['a region that is none', 'prod', { region: 'Beijing' }, /region: must be a region such as ap-southeast-1\./],
    ['a bureau without six digits', 'prod', { bureau: '9905' }, /bureau: must be six digits\./],
    [
      'more days than the tables can be wound back',
      'prod',
      { recoveryDays: '40' },
      /recoveryDays: must be a whole number of days from 1 to 35\./,
    ],
    ['a log kept for a number of days that AWS has not', 'prod', { logDays: '33' }, /logDays: must be one of 7, 14, 30, .*, 731\./],
    ['what is neither true nor false', 'prod', { pipe: 'perhaps' }, /pipe: must be true or false\./],
    ['mail by no known way', 'prod', { mail: '{"transport":"fax"}' }, /mail.*: must have transport "ses" or "smtp"/],
    ['a program named twice', 'prod', { apiClients: '["a","a"]' }, /apiClients: must name each program once\./],
    ['a prefix that Cognito keeps', 'prod', { signInPrefix: 'my-cognito' }, /signInPrefix: must not hold "aws", "amazon" or "cognito"/],
    ['the mainland without an issuer', 'mainland', { oidc: undefined }, /no Cognito, so the issuer/],
    [
      'the mainland with SES',
      'mainland',
      { mail: { transport: 'ses', domain: 'a.example', from: 'x@a.example' } },
      /no SES, so give transport "smtp"/,
    ],
    ['a mainland region under other rules', 'prod', { region: 'cn-north-1' }, /begins with cn- lies in mainland China/],
    ['mainland rules elsewhere', 'mainland', { region: 'eu-west-1' }, /this region does not begin with cn-/],
    [
      'a secret of the other partition',
      'prod',
      { mail: { transport: 'smtp', from: 'x@a.example', secretArn: SMTP_CN } },
      /all others do not/,
    ],
    [
      'a secret of another region',
      'mainland',
      { mail: { transport: 'smtp', from: 'x@a.example', secretArn: SMTP_CN } },
      /must lie in the region of the stacks/,
    ],
    [
      'a sender outside of the verified domain',
      'prod',
      { mail: { transport: 'ses', domain: 'a.example', from: 'x@b.example' } },
      /must be an address of mail.domain/,
    ],
    ['an issuer without encryption', 'prod', { oidc: { issuer: 'http://id.example', clientId: 'x' } }, /oidc.issuer: /],
    [
      'a prefix for a Cognito that is not made',
      'prod',
      { oidc: { issuer: 'https://id.example', clientId: 'x' }, signInPrefix: 'abc' },
      /belongs to Cognito/,
    ],
  ])('refuse %s with a sentence', (_, stage, overrides, sentence) => {
    expect(refusal(stage, overrides)).toMatch(sentence);
  });
});

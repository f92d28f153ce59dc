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

  it.each([
    ['an unknown stage', 'staging', {}, /no stage is called "staging"; there are: prod, trial, mainland/],
    ['an unknown setting', 'prod', { beureau: '510000' }, /no setting is called "beureau"; there are: stage, region, /],
    ['a region that is none', 'prod', { region: 'Beijing' }, /region: /],
    ['a bureau without six digits', 'prod', { bureau: '9905' }, /bureau: /],
    ['more days than the tables can be wound back', 'prod', { recoveryDays: '40' }, /recoveryDays: /],
    ['a log kept for a number of days that AWS has not', 'prod', { logDays: '33' }, /logDays: /],
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

// The doors of the cloud: which path goes to which function, what is written down of a request, who vouches for people, and the road of a mail.
// Templates of prod only.
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { TABLES } from '../../../functions/store/tables.ts';
import { ofType, synthesised, type Resource } from './synthesised.ts';

const cloud = synthesised('prod');
const functions = cloud.all('AWS::Lambda::Function');
const idOf = (name: string): string => functions.find((made) => made.name === name)?.id ?? 'nobody';
const only = (type: string): Resource => {
  const [first, ...more] = cloud.all(type);
  if (!first || more.length > 0) throw new Error(`not exactly one ${type}`);
  return first;
};

/** A stage with everything that can be had besides. */
const TRIAL = {
  region: 'ap-southeast-1',
  apiClients: ['province'],
  domain: { name: 'xf.ymj.example', certificateArn: 'arn:aws:acm:ap-southeast-1:000000000000:certificate/1' },
};

describe('the HTTP API', () => {
  it('hands public what needs no sign-in, by the concrete bureau, and console everything else', () => {
    const integrations = new Map(
      cloud.all('AWS::ApiGatewayV2::Integration').map(({ id, properties }) => [id, JSON.stringify(properties['IntegrationUri'])]),
    );
    const routes = cloud.all('AWS::ApiGatewayV2::Route').map(({ properties }) => {
      const target = [...integrations].find(([id]) => JSON.stringify(properties['Target']).includes(id))?.[1] ?? '';
      return [properties['RouteKey'], ['console', 'public'].find((name) => target.includes(idOf(name)))];
    });
    expect(Object.fromEntries(routes)).toEqual({
      'ANY /990581/a': 'public',
      'ANY /990581/a/{proxy+}': 'public',
      'ANY /990581/status': 'public',
      'ANY /990581/open': 'public',
      'ANY /990581/open/{proxy+}': 'public',
      'ANY /api/public/{proxy+}': 'public',
      $default: 'console',
    });
  });

  it('has no stage in its paths, is throttled, more so where anybody may knock', () => {
    expect(only('AWS::ApiGatewayV2::Stage').properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      RouteSettings: { 'ANY /990581/status': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 } },
    });
  });

  it('writes down neither path nor query, neither address nor person', () => {
    const { Format } = z
      .object({ AccessLogSettings: z.object({ Format: z.string() }) })
      .parse(only('AWS::ApiGatewayV2::Stage').properties).AccessLogSettings;
    const fields = z.record(z.string(), z.string()).parse(JSON.parse(Format));
    expect(Object.values(fields).sort()).toEqual([
      '$context.httpMethod',
      '$context.integrationErrorMessage',
      '$context.requestId',
      '$context.requestTime',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.routeKey',
      '$context.status',
    ]);
  });

  it('can have a name of its own, and is then found under no other', () => {
    const named = synthesised('trial', TRIAL);
    expect(named.all('AWS::ApiGatewayV2::Api')[0]?.properties).toMatchObject({ DisableExecuteApiEndpoint: true });
    expect(named.all('AWS::ApiGatewayV2::DomainName')[0]?.properties).toMatchObject({
      DomainName: 'xf.ymj.example',
      DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2' }],
    });
    const names = [...named.templates.values()].flatMap(({ Resources }) => Object.keys(Resources));
    expect(names.filter((name) => name.includes('undefined'))).toEqual([]);
    expect(named.all('AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1);
    const urls = named
      .all('AWS::Lambda::Function')
      .map(
        ({ properties }) =>
          z.object({ Variables: z.object({ PUBLIC_URL: z.unknown() }) }).parse(properties['Environment']).Variables.PUBLIC_URL,
      );
    expect(new Set(urls)).toEqual(new Set(['https://xf.ymj.example']));
  });
});

describe('sign-in', () => {
  it('is by a code sent to the mailbox of somebody whom an administrator has entered', () => {
    expect(only('AWS::Cognito::UserPool').properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      UserPoolTier: 'ESSENTIALS',
      UsernameAttributes: ['email'],
      Schema: [{ Name: 'email', Required: true, Mutable: false }],
      DeletionProtection: 'ACTIVE',
      EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' },
    });
    expect(only('AWS::Cognito::UserPoolDomain').properties).toMatchObject({ ManagedLoginVersion: 2 });
  });

  it('knows one public client for the pages, and one with a secret for each program', () => {
    const [pages, program, ...more] = synthesised('trial', TRIAL)
      .all('AWS::Cognito::UserPoolClient')
      .map(({ properties }) => properties);
    expect(pages).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      PreventUserExistenceErrors: 'ENABLED',
    });
    expect(pages).toMatchObject({
      CallbackURLs: ['https://xf.ymj.example/sign-in/callback'],
      LogoutURLs: ['https://xf.ymj.example/sign-in/out'],
    });
    expect(program).toMatchObject({ GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'], ClientName: 'province' });
    expect(more).toEqual([]);
  });
});

describe('the environment', () => {
  const COMMON = [
    'COOKIE_SECURE',
    'MAILBOX',
    'MAIL_FROM',
    'PUBLIC_URL',
    'SHOUFANG_BUREAU',
    ...Object.keys(TABLES).map((name) => `TABLE_${name.toUpperCase()}`),
  ];
  const MORE: Readonly<Record<string, readonly string[]>> = {
    console: ['BLOB_BUCKET', 'MAIL_BUCKET', 'OIDC_CLIENT_ID', 'OIDC_ISSUER', 'VAULT_KMS_KEY'],
    public: ['VAULT_KMS_KEY'],
    mailer: ['MAIL_TRANSPORT', 'SES_CONFIGURATION_SET'],
    importer: ['BLOB_BUCKET', 'VAULT_KMS_KEY'],
    inbound: [],
    projector: [],
    clock: [],
  };

  it.each(Object.entries(MORE))('of %s holds what it needs and no more', (name, more) => {
    const made = functions.find((candidate) => candidate.name === name);
    const { Variables } = z.object({ Variables: z.record(z.string(), z.unknown()) }).parse(made?.properties['Environment']);
    expect(Object.keys(Variables).sort()).toEqual([...COMMON, ...more].sort());
  });
});

describe('the road of a mail', () => {
  it('begins with new rows of the outbox alone, in small batches that are split when they fail', () => {
    const { SourceParameters } = z
      .object({
        SourceParameters: z.object({
          FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })).length(1) }),
          DynamoDBStreamParameters: z.record(z.string(), z.unknown()),
        }),
      })
      .parse(only('AWS::Pipes::Pipe').properties);
    expect(JSON.parse(SourceParameters.FilterCriteria.Filters[0]?.Pattern ?? '')).toEqual({
      eventName: ['INSERT'],
      dynamodb: { Keys: { sk: { S: [{ prefix: 'OUT#' }] } } },
    });
    expect(SourceParameters.DynamoDBStreamParameters).toMatchObject({
      OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 3_600,
    });
    expect(JSON.stringify(SourceParameters.DynamoDBStreamParameters['DeadLetterConfig'])).toContain('pipefailed');
  });

  it('carries which row it is, and nothing that stands in it', () => {
    expect(only('AWS::Pipes::Pipe').properties['TargetParameters']).toEqual({
      InputTemplate: '{"eventName":"INSERT","dynamodb":{"Keys":<$.dynamodb.Keys>}}',
    });
  });

  it('rests in the queue six times as long as the mailer may work', () => {
    const owed = cloud.all('AWS::SQS::Queue').find(({ name }) => name === 'owed');
    const mailer = functions.find(({ name }) => name === 'mailer');
    expect(z.number().parse(owed?.properties['VisibilityTimeout'])).toBeGreaterThanOrEqual(
      6 * z.number().parse(mailer?.properties['Timeout']),
    );
    const mapping = cloud.all('AWS::Lambda::EventSourceMapping').find(({ name }) => name === 'OwedToMailer');
    expect(mapping?.properties).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  });

  it('ends with SES, which tells what became of it and lays answers down', () => {
    const mail = cloud.templates.get('mail');
    if (!mail) throw new Error('no mail stack');
    expect(only('AWS::SES::ConfigurationSet').properties).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    expect(only('AWS::SES::ConfigurationSetEventDestination').properties).toMatchObject({
      EventDestination: { MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject', 'renderingFailure', 'deliveryDelay'] },
    });
    expect(ofType(mail, 'AWS::SES::ReceiptRule')[0]?.properties).toMatchObject({
      Rule: {
        Enabled: true,
        ScanEnabled: true,
        TlsPolicy: 'Require',
        Recipients: ['ymj.example'],
        Actions: [{ S3Action: { ObjectKeyPrefix: 'raw/' } }],
      },
    });
  });

  it('hands on files as S3 itself would tell of them', () => {
    const templates = cloud
      .all('AWS::Events::Rule')
      .map(
        ({ properties }) =>
          z.array(z.object({ InputTransformer: z.object({ InputTemplate: z.string() }) })).parse(properties['Targets'])[0]?.InputTransformer
            .InputTemplate ?? '',
      );
    expect(templates).toHaveLength(2);
    for (const template of templates) {
      const event: unknown = JSON.parse(template.replaceAll(/<[\w-]+>/g, '"$&"'));
      expect(event).toEqual({
        Records: [
          {
            eventSource: 'aws:s3',
            eventName: 'ObjectCreated:Put',
            eventTime: '<time>',
            s3: { bucket: { name: '<detail-bucket-name>' }, object: { key: '<detail-object-key>', size: '<detail-object-size>' } },
          },
        ],
      });
    }
  });
});

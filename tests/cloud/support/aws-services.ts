// The services of AWS on one machine for the synthesized functions, each behind a door that asks the caller's policies.
// It must not know what is kept in them.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../../lib/local/engine.ts';
import { listenOn } from '../../../lib/local/listen.ts';
import { type MailFolder, openMailFolder } from '../../../lib/local/mail-folder.ts';
import { sesEndpoint } from '../../../lib/local/mailbox.ts';
import { fakeKms } from '../../support/fake-kms.ts';
import { fakeS3, type FakeS3 } from '../../support/fake-s3.ts';
import { fakeSecrets } from '../../support/fake-secrets.ts';
import { DYNAMODB, KMS, openDoor, S3, SECRETS, SES } from './aws-door.ts';
import type { Wish } from './iam.ts';
import { REGION } from './lambda-host.ts';

export interface AwsServices {
  /** Where the doors are, as the SDK reads it from the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The engine itself, past its door. */
  readonly engine: string;
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly bucket: FakeS3;
  /** Name or ARN to text. */
  readonly secrets: Map<string, string>;
  readonly sent: MailFolder;
  readonly stop: () => Promise<void>;
}

export interface ServiceOptions {
  readonly mayEnter: (who: string, wish: Wish) => boolean;
  /** An object was put: `bucket/key`. */
  readonly created: (at: string, bytes: number) => void;
  /** SES has something to say of a mail it took. */
  readonly news: (message: unknown) => void;
}

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

export const openServices = async ({ mayEnter, created, news }: ServiceOptions): Promise<AwsServices> => {
  const stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'shoufang-stage-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const engine = await startEngine();
  stack.defer(() => engine.stop());
  const [kms, bucket, secrets, sent] = await Promise.all([fakeKms(), fakeS3(), fakeSecrets(), openMailFolder(folder)]);
  for (const fake of [kms, bucket, secrets]) stack.defer(() => fake.stop());
  const carrier = sesEndpoint(sent, ({ Records }) => {
    for (const { Sns } of Records) news(JSON.parse(Sns.Message));
  });
  const ses = await listenOn(carrier.fetch, ['127.0.0.1'], 0);
  stack.defer(() => ses.close(0));
  const door = async (service: typeof S3, upstream: string, passed?: Parameters<typeof openDoor>[0]['passed']): Promise<string> => {
    const opened = await openDoor({ service, upstream, mayEnter, ...(passed && { passed }) });
    stack.defer(() => opened.stop());
    return opened.url;
  };
  const [dynamodb, s3, keys, secretStore, mail] = await Promise.all([
    door(DYNAMODB, engine.endpoint),
    door(S3, bucket.url, ({ method, path }) => {
      const at = path.slice(1);
      if (method === 'PUT') created(at, bucket.objects.get(at)?.length ?? 0);
    }),
    door(KMS, kms.url),
    door(SECRETS, secrets.url),
    door(SES, `http://127.0.0.1:${ses.port}`),
  ]);
  const settings = { endpoint: engine.endpoint, region: REGION, credentials: CREDENTIALS };
  const client = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  stack.defer(() => {
    client.destroy();
    streams.destroy();
  });
  return {
    env: {
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      AWS_ENDPOINT_URL_S3: s3,
      AWS_ENDPOINT_URL_KMS: keys,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretStore,
      AWS_ENDPOINT_URL_SES: mail,
    },
    engine: engine.endpoint,
    client,
    streams,
    bucket,
    secrets: secrets.secrets,
    sent,
    stop: () => stack.disposeAsync(),
  };
};

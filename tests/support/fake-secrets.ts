// The secret store on loopback: GetSecretValue and nothing besides. The SDK finds it by AWS_ENDPOINT_URL_SECRETS_MANAGER.
import * as z from 'zod';
import { type Endpoint, endpoint, json, jsonError } from './fake-aws.ts';

export interface FakeSecrets extends Endpoint {
  readonly env: Readonly<Record<string, string>>;
  /** Name or ARN to text; a test may change it while it runs. */
  readonly secrets: Map<string, string>;
  /** Names asked for, in order. */
  readonly asked: string[];
  /** Every answer from now on is this error, e.g. `AccessDeniedException`; undefined ends that. */
  readonly fail: (error: string | undefined) => void;
}

const Get = z.object({ SecretId: z.string() });

export const fakeSecrets = async (given: Readonly<Record<string, string>> = {}): Promise<FakeSecrets> => {
  const secrets = new Map(Object.entries(given));
  const asked: string[] = [];
  let failure: string | undefined;
  const { url, stop } = await endpoint(({ header, body }) => {
    if (header('x-amz-target') !== 'secretsmanager.GetSecretValue') return jsonError('UnknownOperationException');
    const { SecretId } = Get.parse(JSON.parse(body.toString('utf8')));
    asked.push(SecretId);
    if (failure !== undefined) return jsonError(failure, `about ${SecretId}`);
    const SecretString = secrets.get(SecretId);
    if (SecretString === undefined) return jsonError('ResourceNotFoundException');
    return json({ ARN: SecretId, Name: SecretId, SecretString, VersionStages: ['AWSCURRENT'] });
  });
  return {
    url,
    stop,
    env: { AWS_ENDPOINT_URL_SECRETS_MANAGER: url },
    secrets,
    asked,
    fail: (error) => {
      failure = error;
    },
  };
};

// The client of the secret store. Loaded when the first secret is needed; functions/secrets.ts keeps what it brings.
// It must not know what a secret is for.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

let client: SecretsManagerClient | undefined;

/** The text of a secret, as it is now. */
export const secretText = async (arn: string): Promise<string | undefined> => {
  client ??= new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  return (await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString;
};

// Accounts of the staff in a Cognito user pool, one for each mail address. Roles are no business of the pool: they stand in the directory.
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

export interface Accounts {
  readonly has: (email: string) => Promise<boolean>;
  /** Without a password: whoever it is proves themselves by a code sent to the address, which therefore counts as verified. */
  readonly make: (email: string) => Promise<void>;
}

/** @param invite whether Cognito writes to each new person; otherwise the bureau tells them */
export const cognitoAccounts = ({ pool, region, invite }: { pool: string; region: string; invite: boolean }): Accounts => {
  const client = new CognitoIdentityProviderClient({ region, maxAttempts: 5 }); // its quotas are small, and a bureau is not
  return {
    has: async (email) => {
      try {
        await client.send(new AdminGetUserCommand({ UserPoolId: pool, Username: email }));
        return true;
      } catch (error) {
        if (error instanceof UserNotFoundException) return false;
        throw error;
      }
    },
    make: async (email) => {
      try {
        await client.send(
          new AdminCreateUserCommand({
            UserPoolId: pool,
            Username: email,
            UserAttributes: [
              { Name: 'email', Value: email },
              { Name: 'email_verified', Value: 'true' },
            ],
            ...(invite ? { DesiredDeliveryMediums: ['EMAIL'] } : { MessageAction: 'SUPPRESS' }),
          }),
        );
      } catch (error) {
        if (!(error instanceof UsernameExistsException)) throw error; // somebody else was faster
      }
    },
  };
};

// Who vouches for the people who sign in: a Cognito pool that mails them a code, or an issuer that is there already.
// It must not know roles: those stand in the directory.
import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolEmail,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';

export interface Identity {
  readonly issuer: string;
  readonly clientId: string;
  /** ARN of a secret; a public client with PKCE has none. */
  readonly clientSecret: string | undefined;
  readonly apiClients: readonly string[];
}

/** @param url where the pages are, without a slash at the end */
export const identity = (scope: Construct, { config, url }: { readonly config: Config; readonly url: string }): Identity => {
  const { oidc, apiClients } = config;
  if (oidc) return { issuer: oidc.issuer, clientId: oidc.clientId, clientSecret: oidc.clientSecretArn, apiClients };
  const pool = userPool(scope, config);
  const client = pool.addClient('Pages', {
    generateSecret: false, // the code is bound to the browser's session by PKCE instead
    authFlows: { user: true },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [`${url}/sign-in/callback`],
      logoutUrls: [`${url}/sign-in/out`],
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    authSessionValidity: Duration.minutes(5),
    // The pages open a session of their own and keep no token.
    accessTokenValidity: Duration.minutes(15),
    idTokenValidity: Duration.minutes(15),
    refreshTokenValidity: Duration.hours(1),
  });
  new CfnManagedLoginBranding(scope, 'SignInLook', {
    userPoolId: pool.userPoolId,
    clientId: client.userPoolClientId,
    useCognitoProvidedValues: true,
  });
  return {
    issuer: pool.userPoolProviderUrl,
    clientId: client.userPoolClientId,
    clientSecret: undefined,
    apiClients: programs(pool, apiClients).map((program) => program.userPoolClientId),
  };
};

const userPool = (scope: Construct, { stage, bureau, keepData, mail, signInPrefix }: Config): UserPool => {
  const pool = new UserPool(scope, 'Staff', {
    featurePlan: FeaturePlan.ESSENTIALS, // the least that mails a code
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    // The address says who somebody is, so nobody may give themselves another one.
    standardAttributes: { email: { required: true, mutable: false } },
    // Cognito insists that a password be possible; accounts are made without one.
    signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true } },
    passwordPolicy: { minLength: 16, requireLowercase: true, requireUppercase: true, requireDigits: true, requireSymbols: true },
    mfa: Mfa.OFF,
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    deletionProtection: keepData,
    removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(mail.transport === 'ses' && {
      email: UserPoolEmail.withSES({
        fromEmail: mail.from,
        fromName: 'Shoufang',
        sesVerifiedDomain: mail.domain,
        sesRegion: Stack.of(scope).region,
      }),
    }),
  });
  acknowledge(pool, {
    'AwsSolutions-COG2':
      'A second factor forbids the mailed code, which is the one proof everybody here can give; no password is ever set.',
    'AwsSolutions-COG8':
      'What the dearer plan adds judges passwords and devices, and a code mailed to a known officer leaves it little to judge.',
  });
  const domain = pool.addDomain('SignIn', {
    cognitoDomain: { domainPrefix: signInPrefix ?? `shoufang-${stage}-${bureau}` },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  new CfnOutput(scope, 'SignInAddress', { value: domain.baseUrl() });
  new CfnOutput(scope, 'StaffPool', { description: 'Where an account is made for each officer', value: pool.userPoolId });
  return pool;
};

// A program proves itself by a secret that Cognito keeps; what it may do stands in the directory, under its client id.
const programs = (pool: UserPool, names: readonly string[]): readonly UserPoolClient[] => {
  if (names.length === 0) return [];
  const scope = new ResourceServerScope({ scopeName: 'api', scopeDescription: 'The API, as far as the directory lets this program' });
  const server = pool.addResourceServer('Api', { identifier: 'shoufang', scopes: [scope] });
  return names.map((name) =>
    pool.addClient(`Program-${name}`, {
      userPoolClientName: name,
      generateSecret: true,
      oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, scope)] },
      accessTokenValidity: Duration.minutes(15),
      enableTokenRevocation: true,
    }),
  );
};

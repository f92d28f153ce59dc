// A real issuer on loopback: a certified OpenID Connect server, whose sign-in page the test answers in the person's place.
// It must not know the console.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type Context } from 'oidc-provider';
import { listening } from './loopback.ts';

export interface Account {
  readonly email: string;
  readonly email_verified: boolean | string;
}

export const CLIENT = { id: 'console', secret: 'of-the-test-console-only' } as const;
export const PROGRAM = { id: 'county-exchange', secret: 'of-the-test-program-only' } as const;

export interface RealIssuer {
  readonly url: string;
  /** Who signs in next, in every browser. */
  readonly person: { as: string };
  readonly stop: () => Promise<void>;
}

export const realIssuer = async (console: string, accounts: Readonly<Record<string, Account>>): Promise<RealIssuer> => {
  const server = createServer();
  const { url, stop } = await listening(server);
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const person = { as: 'nobody' };

  const provider = new Provider(url, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${console}/sign-in/callback`],
        post_logout_redirect_uris: [`${console}/sign-in/out`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
      {
        client_id: PROGRAM.id,
        client_secret: PROGRAM.secret,
        redirect_uris: [],
        grant_types: ['client_credentials'],
        response_types: [],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'one', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['of the test issuer only'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => console,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'api', audience: console, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
      },
    },
    pkce: { required: () => true },
    ttl: { Session: 600, Grant: 600, IdToken: 600, AccessToken: 600, ClientCredentials: 600, AuthorizationCode: 60, Interaction: 600 },
    findAccount: (_: Context, sub: string) => accounts[sub] && { accountId: sub, claims: () => ({ sub, ...accounts[sub] }) },
    extraTokenClaims: (_: Context, token: { accountId?: string }) => accounts[token.accountId ?? ''],
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email');
      grant.addResourceScope(console, 'api');
      await grant.save();
      return grant;
    },
    interactions: { url: (_: Context, { uid }: { uid: string }) => `/person/${uid}` },
  });

  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/person/') !== true) return void answer(request, response);
    const result =
      person.as === 'changes-their-mind'
        ? { error: 'access_denied', error_description: 'changed my mind' }
        : { login: { accountId: person.as } };
    void provider.interactionFinished(request, response, result);
  });
  return { url, person, stop };
};

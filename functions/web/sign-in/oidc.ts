// The issuer of identities: where a person is sent, what comes back and whether it proves an e-mail address, where signing out ends.
// It must not know cookies, pages or the directory. The library behind it is loaded when somebody first signs in.
import type * as openid from 'openid-client';
import type { Attempt } from './attempt.ts';
import { verifiedEmail } from './claims.ts';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Asked anew every quarter of an hour; a public client has none, and PKCE alone. */
  readonly clientSecret?: () => Promise<string>;
  /** Client ids whose tokens the API takes, besides `clientId`. */
  readonly apiClients: readonly string[];
}

/** What an answer of the issuer came to. `code` is a fixed word, never anything the answer said. */
export type Proof =
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'no-email' }
  | { readonly kind: 'refused' | 'unreachable'; readonly code: string };

type Trouble = Extract<Proof, { code: string }>;

export interface Issuer {
  /** @throws what `troubleOf` reads */
  readonly metadata: () => Promise<openid.ServerMetadata>;
  readonly authorizationUrl: (attempt: Attempt, to: { readonly callback: string; readonly language: string }) => Promise<URL | Trouble>;
  /** `answer` is the whole address the browser came back to. */
  readonly prove: (answer: URL, attempt: Attempt) => Promise<Proof>;
  /** What the issuer itself says of the person of an access token. */
  readonly personOf: (accessToken: string, subject: string) => Promise<Proof>;
  /** Where its own session is ended; undefined where it offers none or does not answer. */
  readonly endSessionUrl: (returnTo: string) => Promise<URL | undefined>;
}

/** Asymmetric only: with HS256 a public key could pass for a secret, and `none` proves nothing. */
export const ALGORITHMS: readonly string[] = ['RS256', 'PS256', 'ES256'];
export const TOLERANCE_SECONDS = 10;
export const TIMEOUT_SECONDS = 5;
const KEPT_MS = 15 * 60_000;
const SCOPE = 'openid email';
const NO_SECRET = 'NO_SECRET';

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const COGNITO = /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;
const isCognito = (issuer: string): boolean => COGNITO.test(new URL(issuer).hostname);

/** @throws Error when the issuer is neither https nor on this machine */
export const issuerOf = (settings: OidcSettings): Issuer => {
  const server = new URL(settings.issuer);
  const plain = server.protocol === 'http:' && LOOPBACK.includes(server.hostname);
  if (server.protocol !== 'https:' && !plain) throw new Error('OIDC_ISSUER must be an https address');
  let held: { readonly until: number; readonly configuration: Promise<openid.Configuration> } | undefined;

  const discovered = async (): Promise<openid.Configuration> => {
    const client = await import('openid-client');
    const secret = await settings.clientSecret?.().catch(() => {
      throw Object.assign(new Error('the secret of this client cannot be read'), { code: NO_SECRET });
    });
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- meant to stand out: an issuer on this very machine has no certificate
    const execute: ((config: openid.Configuration) => void)[] = plain ? [client.allowInsecureRequests] : [];
    const found = await client.discovery(server, settings.clientId, undefined, client.None(), { execute, timeout: TIMEOUT_SECONDS });
    const metadata = found.serverMetadata();
    const offered = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
    const pinned = { id_token_signing_alg_values_supported: offered.filter((name) => ALGORITHMS.includes(name)) };
    const configuration = new client.Configuration(
      Object.assign({ ...metadata }, pinned),
      settings.clientId,
      { [client.clockTolerance]: TOLERANCE_SECONDS },
      authentication(client, metadata, secret),
    );
    configuration.timeout = TIMEOUT_SECONDS;
    client.enableNonRepudiationChecks(configuration); // the signature of an ID token is checked, not only the connection it came by
    for (const allow of execute) allow(configuration);
    return configuration;
  };

  const configuration = (): Promise<openid.Configuration> => {
    if (held && held.until > performance.now()) return held.configuration;
    const made = { until: performance.now() + KEPT_MS, configuration: discovered() };
    held = made;
    made.configuration.catch(() => {
      if (held === made) held = undefined; // a failure is not remembered
    });
    return made.configuration;
  };

  const emailOf = async (config: openid.Configuration, accessToken: string, subject: string): Promise<Proof> => {
    const { fetchUserInfo } = await import('openid-client');
    const email = verifiedEmail(await fetchUserInfo(config, accessToken, subject));
    return email === undefined ? { kind: 'no-email' } : { kind: 'email', email };
  };

  return {
    metadata: async () => (await configuration()).serverMetadata(),

    authorizationUrl: async (attempt, { callback, language }) => {
      try {
        const [config, client] = await Promise.all([configuration(), import('openid-client')]);
        return client.buildAuthorizationUrl(config, {
          redirect_uri: callback,
          scope: SCOPE,
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
          ui_locales: language,
          ...(isCognito(settings.issuer) && { lang: language }),
        });
      } catch (error) {
        return troubleOf(error);
      }
    },

    prove: async (answer, { state, nonce, verifier }) => {
      try {
        const [config, client] = await Promise.all([configuration(), import('openid-client')]);
        const tokens = await client.authorizationCodeGrant(config, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
        });
        const claims = tokens.claims();
        if (!claims) return { kind: 'refused', code: 'NO_ID_TOKEN' };
        // An issuer may keep addresses out of the ID token and tell them to whoever holds the access token.
        if (claims['email'] === undefined && config.serverMetadata().userinfo_endpoint !== undefined)
          return await emailOf(config, tokens.access_token, claims.sub);
        const email = verifiedEmail(claims);
        return email === undefined ? { kind: 'no-email' } : { kind: 'email', email };
      } catch (error) {
        return troubleOf(error);
      }
    },

    personOf: async (accessToken, subject) => {
      try {
        const config = await configuration();
        if (config.serverMetadata().userinfo_endpoint === undefined) return { kind: 'no-email' };
        return await emailOf(config, accessToken, subject);
      } catch (error) {
        return troubleOf(error);
      }
    },

    endSessionUrl: async (returnTo) => {
      try {
        return endSessionAddress((await configuration()).serverMetadata(), { clientId: settings.clientId, returnTo });
      } catch (error) {
        troubleOf(error);
        return undefined;
      }
    },
  };
};

const authentication = (client: typeof openid, metadata: openid.ServerMetadata, secret: string | undefined): openid.ClientAuth => {
  if (secret === undefined) return client.None();
  const ways = metadata.token_endpoint_auth_methods_supported;
  return ways === undefined || ways.includes('client_secret_basic') ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret);
};

type Ends = Pick<openid.ServerMetadata, 'issuer' | 'authorization_endpoint' | 'end_session_endpoint'>;

/** Where a person is sent to sign out at the issuer as well. Cognito has an address of its own for it, beside the one it sends people to. */
export const endSessionAddress = (
  { issuer, authorization_endpoint, end_session_endpoint }: Ends,
  { clientId, returnTo }: { readonly clientId: string; readonly returnTo: string },
): URL | undefined => {
  const cognito = isCognito(issuer);
  const end = cognito && authorization_endpoint !== undefined ? new URL('/logout', authorization_endpoint).href : end_session_endpoint;
  if (end === undefined) return undefined;
  const url = new URL(end);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set(cognito ? 'logout_uri' : 'post_logout_redirect_uri', returnTo);
  return url;
};

// Words of RFC 6749 and OpenID Connect Core. An answer may hold anything in their place, and that must not reach a log.
const SAID: readonly string[] = [
  'access_denied',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'login_required',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_response_type',
];
// Ours or the issuer's to mend; beginning again would not help the person.
const NOT_THE_PERSON: readonly string[] = [
  'invalid_client',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
  'NO_CONNECTION',
  NO_SECRET,
];

const wordOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('error' in error && typeof error.error === 'string') return SAID.includes(error.error) ? error.error : 'OTHER';
  if (error instanceof TypeError && error.message === 'fetch failed') return 'NO_CONNECTION';
  if ('code' in error && typeof error.code === 'string' && (error.code === NO_SECRET || /^OAUTH_[A-Z_]+$/.test(error.code)))
    return error.code;
  return error.name === 'WWWAuthenticateChallengeError' ? 'CHALLENGED' : undefined;
};

/** @throws the error itself where it is none that talking to an issuer brings about */
export const troubleOf = (error: unknown): Trouble => {
  const code = wordOf(error);
  if (code === undefined) throw error;
  return { kind: NOT_THE_PERSON.includes(code) ? 'unreachable' : 'refused', code };
};

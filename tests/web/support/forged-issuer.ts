// An issuer in the hands of the test: it signs whatever it is told, with whichever key, and shows whichever keys it likes.
// For what a decent issuer would never send. It must not know the console.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { listening } from './loopback.ts';

type Claims = Readonly<Record<string, unknown>>;

export interface ForgedIssuer {
  readonly url: string;
  /** Paths asked for; and the form sent to the token endpoint last, with the authorization it came with. */
  readonly asked: string[];
  readonly form: () => URLSearchParams;
  readonly authorization: () => string | undefined;
  /** What it does next; a test changes it. */
  readonly acts: {
    /** The ID token it answers a code with. */
    idToken: () => string | Promise<string>;
    user: Claims | undefined;
    /** Instead of an answer of the token endpoint: a status and an OAuth error. */
    fails: { status: number; error: string } | undefined;
    down: boolean;
  };
  /** The public key as it is shown, for whoever takes it for a secret. */
  readonly shown: () => JWK;
  /** Signs as itself; a claim given as undefined is left out. */
  readonly sign: (claims: Claims, header?: { alg?: string; typ?: string; kid?: string }) => Promise<string>;
  /** From now on it signs with a new key, and shows that alone. */
  readonly rotate: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Key {
  readonly jwk: JWK;
  readonly secret: CryptoKey;
}

const newKey = async (alg: string, kid: string): Promise<Key> => {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }, secret: privateKey };
};

const bodyOf = async (request: IncomingMessage): Promise<string> => (await request.toArray()).map(String).join('');

export const forgedIssuer = async (): Promise<ForgedIssuer> => {
  const server = createServer();
  const { url, stop } = await listening(server);
  let keys = new Map<string, Key>([
    ['RS256', await newKey('RS256', 'rs-1')],
    ['ES256', await newKey('ES256', 'es-1')],
  ]);
  let form = new URLSearchParams();
  let authorization: string | undefined;
  const asked: string[] = [];
  const acts: ForgedIssuer['acts'] = { idToken: () => '', user: undefined, fails: undefined, down: false };

  const metadata = {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
    userinfo_endpoint: `${url}/userinfo`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256', 'ES256', 'HS256', 'none'],
  };
  const answers: Readonly<Partial<Record<string, () => Promise<readonly [number, unknown]>>>> = {
    '/.well-known/openid-configuration': async () => [200, metadata],
    '/jwks': async () => [200, { keys: [...keys.values()].map(({ jwk }) => jwk) }],
    '/token': async () =>
      acts.fails
        ? [acts.fails.status, { error: acts.fails.error }]
        : [200, { access_token: 'opaque', token_type: 'Bearer', expires_in: 300, id_token: await acts.idToken() }],
    '/userinfo': async () => (acts.user ? [200, acts.user] : [401, { error: 'invalid_token' }]),
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', url).pathname;
    asked.push(path);
    const body = await bodyOf(request);
    if (path === '/token') [form, authorization] = [new URLSearchParams(body), request.headers.authorization];
    const [status, json] = acts.down ? [503, { error: 'temporarily_unavailable' }] : ((await answers[path]?.()) ?? [404, {}]);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  };
  server.on('request', (request, response) => void answer(request, response));

  const keyFor = (alg: string): Key => {
    const key = keys.get(alg);
    if (!key) throw new Error(`no key for ${alg}`);
    return key;
  };
  return {
    url,
    asked,
    form: () => form,
    authorization: () => authorization,
    acts,
    shown: () => keyFor('RS256').jwk,
    sign: (claims, { alg = 'RS256', typ, kid } = {}) => {
      const key = keyFor(alg);
      const agreed: Claims = { iss: url, ...claims };
      const given = Object.fromEntries(Object.entries(agreed).filter(([, value]) => value !== undefined));
      return new SignJWT(given)
        .setProtectedHeader({ alg, kid: kid ?? key.jwk.kid ?? '', ...(typ !== undefined && { typ }) })
        .sign(key.secret);
    },
    rotate: async () => {
      keys = new Map([['RS256', await newKey('RS256', 'rs-2')]]);
    },
    stop,
  };
};

// Whose bearer token this is: a program's or a person's, signed by the issuer, made for us, and for a row of the directory that still stands.
// It must not know what that row may do. The library behind it is loaded when the first token comes.
import { createHash } from 'node:crypto';
import type * as jose from 'jose';
import { refuse, ok, type Result } from '../../domain/result.ts';
import type { Staff } from '../../domain/staff/staff.ts';
import type { Deps } from '../../services/deps.ts';
import { staffOfClient, staffOfEmail } from '../../services/staff.ts';
import { clientOf, isAccessToken, isForUs, isProgram, tokenClaims, verifiedEmail } from './claims.ts';
import { ALGORITHMS, TIMEOUT_SECONDS, TOLERANCE_SECONDS, troubleOf, type Issuer, type OidcSettings } from './oidc.ts';

const KEPT_MS = 60_000; // as long as the directory is kept
const KEPT_TOKENS = 1_000;
const LONGEST = 8 * 1024;
const COOLDOWN_MS = 30_000; // an unknown key is asked for at most this often, whoever makes keys up

type Holder = { readonly kind: 'program'; readonly client: string } | { readonly kind: 'person'; readonly email: string };
type Verified = { readonly holder: Holder; readonly expires: number };

type BearerDeps = Pick<Deps, 'db' | 'now' | 'publicUrl'>;

// Of jose's errors, those that speak of fetching the keys and not of the token.
const NO_KEYS: readonly string[] = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

const rowOf = (deps: BearerDeps, holder: Holder): Promise<Staff | undefined> =>
  holder.kind === 'program' ? staffOfClient(deps, holder.client) : staffOfEmail(deps, holder.email);

/** The check of a console; it keeps the keys of the issuer, and the hashes of tokens found good within the last minute. */
export const bearerCheck = (settings: OidcSettings, issuer: Issuer) => {
  const kept = new Map<string, { readonly until: number; readonly holder: Holder }>();
  let keys: { readonly address: string; readonly find: jose.JWTVerifyGetKey } | undefined;

  const keysAt = ({ createRemoteJWKSet }: typeof jose, address: string): jose.JWTVerifyGetKey => {
    if (keys?.address !== address) {
      const find = createRemoteJWKSet(new URL(address), { timeoutDuration: TIMEOUT_SECONDS * 1000, cooldownDuration: COOLDOWN_MS });
      keys = { address, find };
    }
    return keys.find;
  };

  const signed = async (token: string): Promise<Result<{ payload: Record<string, unknown>; type: string | undefined }>> => {
    const library = await import('jose');
    try {
      const metadata = await issuer.metadata();
      if (metadata.jwks_uri === undefined) return refuse('SIGN_IN');
      const wanted: jose.JWTVerifyOptions = {
        issuer: metadata.issuer,
        algorithms: [...ALGORITHMS],
        clockTolerance: TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'sub'],
      };
      const { payload, protectedHeader } = await library.jwtVerify(token, keysAt(library, metadata.jwks_uri), wanted);
      return ok({ payload, type: protectedHeader.typ });
    } catch (error) {
      if (error instanceof library.errors.JOSEError) return refuse(NO_KEYS.includes(error.code) ? 'BUSY' : 'SIGN_IN');
      return refuse(troubleOf(error).kind === 'unreachable' ? 'BUSY' : 'SIGN_IN');
    }
  };

  const person = async (token: string, subject: string, payload: Record<string, unknown>): Promise<Result<Holder>> => {
    if (payload['email'] !== undefined) {
      const email = verifiedEmail(payload);
      return email === undefined ? refuse('SIGN_IN') : ok({ kind: 'person', email });
    }
    const proof = await issuer.personOf(token, subject); // Cognito's access tokens name nobody
    if (proof.kind === 'unreachable') return refuse('BUSY');
    return proof.kind === 'email' ? ok({ kind: 'person', email: proof.email }) : refuse('SIGN_IN');
  };

  const verify = async (token: string, publicUrl: string): Promise<Result<Verified>> => {
    const found = await signed(token);
    if (!found.ok) return found;
    const { payload, type } = found.value;
    const claims = tokenClaims(payload);
    const clients = [settings.clientId, ...settings.apiClients];
    if (claims?.sub === undefined || !isAccessToken(type, claims) || !isForUs(claims, { clients, publicUrl })) return refuse('SIGN_IN');
    const expires = Number(payload['exp']) * 1000;
    const client = clientOf(claims);
    if (client !== undefined && isProgram(claims)) {
      // The console's own client is everybody's: it can stand for nobody in particular.
      return settings.apiClients.includes(client) ? ok({ holder: { kind: 'program', client }, expires }) : refuse('SIGN_IN');
    }
    const holder = await person(token, claims.sub, payload);
    return holder.ok ? ok({ holder: holder.value, expires }) : holder;
  };

  return async (deps: BearerDeps, token: string): Promise<Result<Staff>> => {
    if (token.length > LONGEST) return refuse('SIGN_IN');
    const hash = createHash('sha256').update(token).digest('base64url');
    const held = kept.get(hash);
    let holder = held && held.until > performance.now() ? held.holder : undefined;
    if (!holder) {
      const verified = await verify(token, deps.publicUrl);
      if (!verified.ok) return verified;
      ({ holder } = verified.value);
      if (kept.size >= KEPT_TOKENS) kept.clear();
      kept.set(hash, { until: performance.now() + Math.min(KEPT_MS, verified.value.expires - Date.now()), holder });
    }
    const staff = await rowOf(deps, holder);
    return staff ? ok(staff) : refuse('SIGN_IN');
  };
};

// One attempt to sign in, kept by the browser that began it: a random seed, when it began, and where it leads.
// State, nonce and the verifier of PKCE are all made from the seed, so whoever holds one of them knows none of the others.
import { createHmac } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Deps } from '../../services/deps.ts';
import { safePath } from '../safe-path.ts';
import { cookieAttributes, hostCookie } from '../session.ts';

const MOST_SECONDS = 10 * 60; // a code by e-mail takes its time
const SEED_BYTES = 32;

type AttemptDeps = Pick<Deps, 'cookieSecure' | 'now' | 'random'>;

export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
}

const from = (seed: string, use: string): string => createHmac('sha256', seed).update(use).digest('base64url');

const attemptOf = (seed: string, next: string): Attempt => ({
  state: from(seed, 'state'),
  nonce: from(seed, 'nonce'),
  verifier: from(seed, 'verifier'), // 43 characters: the shortest RFC 7636 takes
  next: safePath(next),
});

const seconds = ({ now }: Pick<Deps, 'now'>): number => Math.floor(Date.parse(now()) / 1000);
const cookieName = (deps: AttemptDeps): string => hostCookie(deps, 'sign-in');

export const beginAttempt = (deps: Pick<Deps, 'random'>, next: string): { readonly seed: string; readonly attempt: Attempt } => {
  const seed = Buffer.from(deps.random(SEED_BYTES)).toString('base64url');
  return { seed, attempt: attemptOf(seed, next) };
};

export const keepAttempt = (c: Context, deps: AttemptDeps, { seed, attempt }: ReturnType<typeof beginAttempt>): void =>
  setCookie(c, cookieName(deps), `${seed}.${seconds(deps)}.${attempt.next}`, { ...cookieAttributes(deps), maxAge: MOST_SECONDS });

/** The attempt this browser began, at most ten minutes ago. It is taken: a second answer to it finds none. */
export const takeAttempt = (c: Context, deps: AttemptDeps): Attempt | undefined => {
  const [, seed, begun, next] = /^([\w-]{43})\.(\d{1,12})\.(.*)$/.exec(getCookie(c, cookieName(deps)) ?? '') ?? [];
  deleteCookie(c, cookieName(deps), cookieAttributes(deps));
  if (seed === undefined || next === undefined) return undefined;
  return Math.abs(seconds(deps) - Number(begun)) <= MOST_SECONDS ? attemptOf(seed, next) : undefined;
};

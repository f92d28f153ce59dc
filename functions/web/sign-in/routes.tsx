// What each address around signing in answers: sent to the issuer, come back with an answer, on the way out, and the plain pages between.
// It must not know tokens or keys; nothing of an answer, proof or person is written to a log or a page.
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Deps } from '../../services/deps.ts';
import { closeSession, openSession, staffOfEmail } from '../../services/staff.ts';
import { Page } from '../look/page.tsx';
import { send } from '../look/send.ts';
import { safePath } from '../safe-path.ts';
import { giveSession, sessionOf, shownCookie, type WebEnv } from '../session.ts';
import { wordsFor } from '../words/index.ts';
import { beginAttempt, keepAttempt, takeAttempt } from './attempt.ts';
import type { Issuer } from './oidc.ts';
import { SIGN_IN, type SignInPage } from './paths.ts';
import { SIGN_IN_WORDS, type PlainPage } from './words.ts';

interface Room {
  readonly deps: Deps;
  readonly issuer: Issuer;
}
type Answer = (c: Context<WebEnv>, room: Room) => Promise<Response>;

const RETRY_SECONDS = '60';

const plain = (
  c: Context<WebEnv>,
  name: PlainPage,
  { status = 200, to = SIGN_IN.begin }: { status?: ContentfulStatusCode; to?: string } = {},
): Promise<Response> => {
  const { lang, nonce } = c.var;
  const words = SIGN_IN_WORDS[name][lang];
  if (status === 503) c.header('Retry-After', RETRY_SECONDS);
  return send(
    c,
    <Page title={words.title} lang={lang} nonce={nonce} narrow>
      <h1>{words.title}</h1>
      <p class="gap-small">{words.sentence}</p>
      <p class="actions gap-small">
        <a class="button first" href={to}>
          {words.way}
        </a>
      </p>
    </Page>,
    status,
  );
};

const turnedDown = async (c: Context<WebEnv>, { deps }: Room, trouble: { kind: 'refused' | 'unreachable'; code: string }) => {
  console.warn(JSON.stringify({ level: 'warn', event: 'sign-in-failed', kind: trouble.kind, code: trouble.code }));
  if (trouble.kind === 'unreachable') return plain(c, 'unreachable', { status: 503 });
  // Two windows signed in at once: the second is let in, the first finds its attempt taken but the person signed in.
  return (await sessionOf(c, deps)) ? c.redirect('/', 303) : plain(c, 'refused', { status: 400 });
};

const begin: Answer = async (c, room) => {
  const { deps, issuer } = room;
  const next = safePath(c.req.query('next') ?? '/');
  if (await sessionOf(c, deps)) return c.redirect(next, 303);
  const begun = beginAttempt(deps, next);
  const url = await issuer.authorizationUrl(begun.attempt, {
    callback: new URL(SIGN_IN.callback, deps.publicUrl).href,
    language: wordsFor(c.var.lang).htmlLang,
  });
  if (!(url instanceof URL)) return turnedDown(c, room, url);
  keepAttempt(c, deps, begun);
  return c.redirect(url.href, 303);
};

const callback: Answer = async (c, room) => {
  const { deps, issuer } = room;
  const attempt = takeAttempt(c, deps);
  if (!attempt) return turnedDown(c, room, { kind: 'refused', code: 'NO_ATTEMPT' });
  // Behind a gateway a request may name another host than the one the issuer was told.
  const answer = new URL(SIGN_IN.callback + new URL(c.req.url).search, deps.publicUrl);
  const proof = await issuer.prove(answer, attempt);
  if (proof.kind === 'refused' || proof.kind === 'unreachable') return turnedDown(c, room, proof);
  const staff = proof.kind === 'email' ? await staffOfEmail(deps, proof.email) : undefined;
  const opened = staff && (await openSession(deps, staff.id));
  if (!opened?.ok) {
    console.warn(JSON.stringify({ level: 'warn', event: 'sign-in-failed', kind: 'unknown', code: proof.kind }));
    return plain(c, 'unknown', { status: 403, to: SIGN_IN.leave });
  }
  const before = shownCookie(c, deps);
  if (before !== undefined) await closeSession(deps, before);
  giveSession(c, deps, opened.value);
  return c.redirect(attempt.next, 303);
};

const leave: Answer = async (c, { deps, issuer }) => {
  const url = await issuer.endSessionUrl(new URL(SIGN_IN.out, deps.publicUrl).href);
  if (!url) return c.redirect(SIGN_IN.out, 303);
  c.header('Refresh', `0; url=${url.href}`);
  return plain(c, 'leaving', { to: url.href });
};

export const signInPages: Readonly<Record<SignInPage, Answer>> = {
  begin,
  callback,
  again: (c) => plain(c, 'again'),
  leave,
  out: (c) => plain(c, 'out'),
};

// The addresses behind action links: a first load swaps the token for a cookie, so that it stands in no history and no referrer.
// GET and HEAD change nothing and consume nothing; only a posted choice does. It must not decide what a choice means.
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { REFUSALS, type Refusal, type Result } from '../../domain/result.ts';
import { readLink, undoLink, useLink, type LinkView } from '../../services/action-links.ts';
import type { Deps } from '../../services/deps.ts';
import { readTyped } from '../forms/typed.ts';
import { send } from '../look/send.ts';
import { doorPage } from '../door-page.tsx';
import { DOOR_MESSAGES } from '../schema/messages.ts';
import { BODY_BYTES, isSameOrigin, limitBody, securityHeaders } from '../security.ts';
import { isLanguage, speak, type WebEnv } from '../session.ts';
import { ActionPage, GonePage } from './page.tsx';

const COOKIE_SECONDS = 15 * 60;
/** 128 bits in Crockford's base32. */
const TOKEN = /^[0-9a-hjkmnp-tv-z]{26}$/;

// Letters that people read for one another are one another (Crockford's base32).
const normal = (token: string): string => token.toLowerCase().replaceAll('o', '0').replace(/[il]/g, '1');

type C = Context<WebEnv>;

// Besides the nonce: a form that says it comes from elsewhere is not ours. Mail programs' own browsers may say nothing at all.
const namesAnother = (c: C): boolean => ![undefined, 'null'].includes(c.req.header('origin')) && !isSameOrigin(c);

/**
 * Answers `/<bureau>/a` and what lies below it.
 * @example new Hono().route('/', actionApp(deps))
 */
export const actionApp = (deps: Deps): Hono<WebEnv> => {
  const here = `/${deps.bureau}/a`;
  // Bound to this path, so __Host- (which wants the whole host) cannot be its prefix.
  const cookie = deps.cookieSecure ? '__Secure-action' : 'action';
  const bound = { path: here, httpOnly: true, sameSite: 'Lax', secure: deps.cookieSecure } as const;
  const tokenOf = (c: C): string => getCookie(c, cookie) ?? '';

  const gone = (c: C): Promise<Response> => {
    deleteCookie(c, cookie, bound);
    return send(c, <GonePage lang={c.var.lang} nonce={c.var.nonce} />, 404);
  };

  const show = (c: C, view: LinkView, refusal?: Refusal): Promise<Response> => {
    const chosen = getCookie(c, 'lang');
    const lang = isLanguage(chosen) ? chosen : view.language;
    return send(
      c,
      <ActionPage lang={lang} nonce={c.var.nonce} here={here} view={view} refusal={refusal} />,
      refusal ? REFUSALS[refusal.code] : 200,
    );
  };

  // Done: back to the clean address, which shows the result. Refused: the page as it is now, with the reason.
  const answer = async (c: C, result: Result<LinkView>): Promise<Response> => {
    if (result.ok) return c.redirect(here, 303);
    const { refusal } = result;
    const present = refusal.code === 'NOT_FOUND' ? result : await readLink(deps, tokenOf(c));
    return present.ok ? show(c, present.value, refusal) : gone(c);
  };

  const app = new Hono<WebEnv>();
  app.use(`${here}/*`, securityHeaders, speak, async (c, next) => {
    await next();
    c.res.headers.set('X-Robots-Tag', 'noindex, nofollow');
  });
  app.post(`${here}/*`, async (c, next) => (namesAnother(c) ? doorPage(c, DOOR_MESSAGES.CROSS_ORIGIN[c.var.lang]) : next()));
  app.post(
    `${here}/*`,
    limitBody(BODY_BYTES.other, (c) => c.text('', REFUSALS.TOO_LARGE)),
  );

  app.get(here, async (c) => {
    const opened = await readLink(deps, tokenOf(c));
    return opened.ok ? show(c, opened.value) : gone(c);
  });

  app.get(`${here}/:token`, (c) => {
    const token = normal(c.req.param('token'));
    if (!TOKEN.test(token)) return gone(c);
    setCookie(c, cookie, token, { ...bound, maxAge: COOKIE_SECONDS });
    return c.redirect(here, 303);
  });

  app.post(here, async (c) => {
    const form = await readTyped(c);
    return answer(c, await useLink(deps, tokenOf(c), { outcome: form['outcome'], nonce: form['nonce'] ?? '' }));
  });

  app.post(`${here}/undo`, async (c) => {
    const form = await readTyped(c);
    return answer(c, await undoLink(deps, tokenOf(c), { sure: form['sure'] === '1', nonce: form['nonce'] ?? '' }));
  });

  return app;
};

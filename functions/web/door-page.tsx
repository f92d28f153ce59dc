// The page for a request that is turned away at the door: not from our own pages, or a form without this session's token.
// It must not know which page was asked for.
import type { Context } from 'hono';
import { Page } from './look/page.tsx';
import { send } from './look/send.ts';
import type { WebEnv } from './session.ts';
import { wordsFor } from './words/index.ts';

const FORBIDDEN = 403;

export const doorPage = (c: Context<WebEnv>, sentence: string): Promise<Response> => {
  const { lang, nonce } = c.var;
  const words = wordsFor(lang);
  return send(
    c,
    <Page title={words.refusals.title} lang={lang} nonce={nonce} narrow>
      <h1>{words.refusals.title}</h1>
      <p class="lead">{sentence}</p>
      <p class="gap">
        <a class="button first" href="/">
          {words.frame.nav.today}
        </a>
      </p>
    </Page>,
    FORBIDDEN,
  );
};

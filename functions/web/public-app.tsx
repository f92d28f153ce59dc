// What is answered without signing in, as one application: action links, and the petitioner's own question.
// It must not know any page; whatever nobody in here answers gets one answer.
import { Hono } from 'hono';
import { REFUSALS } from '../domain/result.ts';
import type { Deps } from '../services/deps.ts';
import { actionApp } from './action/app.tsx';
import { send } from './look/send.ts';
import { BrokenPage, RefusalPage } from './pages/plain.tsx';
import { failed, turnedAway, unexpected } from './problem.ts';
import { securityHeaders } from './security.ts';
import { languageOf, speak, type WebEnv } from './session.ts';
import { statusApp } from './status/app.tsx';

const isApi = (path: string): boolean => path.startsWith('/api/');

/**
 * The public function whole.
 * @example await publicApp(compose(process.env)).request('/990581/status')
 */
export const publicApp = (deps: Deps): Hono<WebEnv> => {
  const app = new Hono<WebEnv>();
  app.onError((error, c) => {
    if (isApi(c.req.path)) return failed(c, error);
    const outcome = unexpected(error, c.req.method);
    const frame = { lang: languageOf(c), nonce: c.var.nonce };
    return 'code' in outcome
      ? send(c, <RefusalPage frame={frame} refusal={outcome} />, REFUSALS[outcome.code])
      : send(c, <BrokenPage frame={frame} />, 500);
  });
  app.route('/', actionApp(deps));
  app.route('/', statusApp(deps));
  app.all('*', securityHeaders, speak, (c) =>
    isApi(c.req.path)
      ? turnedAway(c, 'UNKNOWN')
      : send(c, <RefusalPage frame={{ lang: c.var.lang, nonce: c.var.nonce }} refusal={{ code: 'NOT_FOUND', data: {} }} />, 404),
  );
  return app;
};

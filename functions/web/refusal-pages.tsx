// Pages for a request that no room answers: refused, unknown, broken, or turned away at the door.
// It must not know programs: those get problem details. Brought in when it is first needed.
import type { Context } from 'hono';
import { REFUSALS, type Refusal } from '../domain/result.ts';
import { doorPage } from './door-page.tsx';
import { send } from './look/send.ts';
import { BrokenPage, RefusalPage } from './pages/plain.tsx';
import { unexpected } from './problem.ts';
import { DOOR_MESSAGES, FIELD_MESSAGES } from './schema/messages.ts';
import type { WebEnv } from './session.ts';

const frameOf = (c: Context<WebEnv>) => ({ lang: c.var.lang, nonce: c.var.nonce });

export const refusedPage = (c: Context<WebEnv>, refusal: Refusal): Promise<Response> =>
  send(c, <RefusalPage frame={frameOf(c)} refusal={refusal} />, REFUSALS[refusal.code]);

export const brokenPage = (c: Context<WebEnv>, error: Error): Promise<Response> => {
  const outcome = unexpected(error, c.req.method);
  return 'code' in outcome ? refusedPage(c, outcome) : send(c, <BrokenPage frame={frameOf(c)} />, 500);
};

export const fromElsewherePage = (c: Context<WebEnv>): Promise<Response> => doorPage(c, DOOR_MESSAGES.CROSS_ORIGIN[c.var.lang]);
export const oldFormPage = (c: Context<WebEnv>): Promise<Response> => doorPage(c, FIELD_MESSAGES.formToken[c.var.lang]);

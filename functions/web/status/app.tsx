// The doors through which a petitioner asks how things stand: a page and a JSON address, both without signing in.
// Number and code travel in the body only. It must not decide who is answered, nor say why somebody is not.
import { Hono, type Context } from 'hono';
import { shanghaiDay } from '../../domain/calendar/days.ts';
import { REFUSALS, type Refusal } from '../../domain/result.ts';
import { petitionStatus, readNumber, type PetitionStatus, type StatusDeps } from '../../services/status.ts';
import { clientAddress } from '../client-address.ts';
import { readTyped } from '../forms/typed.ts';
import type { Mistake, Typed } from '../look/form.tsx';
import { send } from '../look/send.ts';
import { problem, turnedAway } from '../problem.ts';
import { readJson } from '../request-body.ts';
import { fieldSentence } from '../schema/messages.ts';
import { readWith } from '../schema/read.ts';
import { refusalSentence } from '../sentences.ts';
import { BODY_BYTES, limitBody, securityHeaders } from '../security.ts';
import { speak, type WebEnv } from '../session.ts';
import { wordsFor, type Language } from '../words/index.ts';
import { AnswerPage, AskPage } from './page.tsx';
import { statusAnswer, statusBody, statusForm } from './shapes.ts';
import { statusWords } from './words.ts';

const PAGE = '/:bureau{\\d{6}}/status';
const API = '/api/public/status';

type C = Context<WebEnv>;

/**
 * Answers `/<bureau>/status` and `POST /api/public/status`.
 * @example await statusApp(deps).request('/990581/status')
 */
export const statusApp = (deps: StatusDeps): Hono<WebEnv> => {
  const app = new Hono<WebEnv>();
  app.use(PAGE, securityHeaders, speak);
  app.use(API, securityHeaders, speak);

  const ask = (c: C, again: { typed?: Typed; mistakes?: readonly Mistake[]; sentence?: string } = {}, refusal?: Refusal) =>
    send(
      c,
      <AskPage lang={c.var.lang} nonce={c.var.nonce} here={new URL(c.req.url).pathname} {...again} />,
      refusal ? REFUSALS[refusal.code] : 200,
    );

  app.get(PAGE, (c) => ask(c));

  app.post(
    PAGE,
    limitBody(BODY_BYTES.other, (c) => c.text('', REFUSALS.TOO_LARGE)),
    async (c) => {
      const { lang, nonce } = c.var;
      const typed = await readTyped(c).catch((): Typed => ({})); // a multipart body whose boundary does not fit
      const read = readWith(statusForm, typed);
      if (!read.ok) return ask(c, { typed, mistakes: mistakesOf(read.refusal, lang) }, read.refusal);
      const { number, code } = read.value;
      const status = await petitionStatus(deps, { bureau: c.req.param('bureau'), number, code, address: clientAddress(c.env) });
      if (!status.ok) {
        const page = await ask(c, { typed, sentence: sentenceOf(status.refusal, lang) }, status.refusal);
        return withRetry(page, status.refusal);
      }
      const here = new URL(c.req.url).pathname;
      const today = shanghaiDay(deps.now());
      return send(
        c,
        <AnswerPage lang={lang} nonce={nonce} here={here} number={readNumber(number) ?? number} status={status.value} today={today} />,
      );
    },
  );

  app.post(API, limitBody(BODY_BYTES.other, problem), async (c) => {
    const body = await readJson(c);
    if (!body.ok) return problem(c, body.refusal);
    const read = readWith(statusBody, body.value);
    if (!read.ok) return problem(c, read.refusal);
    const status = await petitionStatus(deps, { ...read.value, address: clientAddress(c.env) });
    return status.ok ? c.json(answerOf(status.value, c.var.lang)) : withRetry(problem(c, status.refusal), status.refusal);
  });
  app.all(API, (c) => {
    c.header('Allow', 'POST');
    return turnedAway(c, 'METHOD_NOT_ALLOWED');
  });

  return app;
};

const answerOf = ({ standing, officer, nextDate, closedOn }: PetitionStatus, lang: Language) => {
  const words = statusWords(lang);
  return statusAnswer.parse({
    state: words.standings[standing],
    officer: { ...officer, name: officer.name ?? words.room },
    ...(nextDate && { nextDate: { ...nextDate, means: words.promises[nextDate.code] } }),
    closedOn,
  });
};

const mistakesOf = ({ data }: Refusal, lang: Language): Mistake[] => {
  const labels: Readonly<Record<string, string>> = statusWords(lang).fields;
  return (data.fields ?? []).map((error) => ({
    field: error.path,
    label: labels[error.path] ?? error.path,
    sentence: fieldSentence(error, lang),
  }));
};

const sentenceOf = (refusal: Refusal, lang: Language): string => {
  const words = statusWords(lang);
  if (refusal.code === 'NOT_FOUND') return words.wrong;
  return refusal.code === 'TOO_MANY' ? words.wait(Math.ceil(secondsOf(refusal) / 60)) : refusalSentence(refusal, wordsFor(lang));
};

const secondsOf = ({ data }: Refusal): number => Number(data['retryAfter'] ?? 1);

const withRetry = (response: Response, refusal: Refusal): Response => {
  if (refusal.code === 'TOO_MANY') response.headers.set('Retry-After', String(secondsOf(refusal)));
  return response;
};

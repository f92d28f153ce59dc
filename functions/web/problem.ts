// Answers that say no, as RFC 9457 problem details: a stable code, the HTTP status, a sentence, and the wrong fields.
// It must not know which page or command was asked; nothing of the request is repeated in an answer or a log.
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod/mini';
import { REFUSALS, type Refusal } from '../domain/result.ts';
import { DOOR_MESSAGES, fieldSentence, PROGRAM_MESSAGES } from './schema/messages.ts';
import { refusalSentence } from './sentences.ts';
import type { WebEnv } from './session.ts';
import { refusalWordsFor } from './words/refusals.ts';

/** Codes of the door itself, which no rule of the bureau knows. */
export const DOOR = { UNKNOWN: 404, METHOD_NOT_ALLOWED: 405, CROSS_ORIGIN: 403 } as const satisfies Record<
  keyof typeof DOOR_MESSAGES,
  ContentfulStatusCode
>;
export type DoorCode = keyof typeof DOOR;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

// Facts of a refusal that a program can act on; whatever else a rule puts there stays inside.
export const FACTS = z.object({
  version: z.optional(z.number()),
  state: z.optional(z.string()),
  command: z.optional(z.string()),
  by: z.optional(z.string()),
  on: z.optional(z.string()),
  limit: z.optional(z.string()),
  from: z.optional(z.string()),
  tries: z.optional(z.number()),
  needed: z.optional(z.number()),
  most: z.optional(z.number()),
  unit: z.optional(z.string()),
  capacity: z.optional(z.number()),
  paper: z.optional(z.number()),
  system: z.optional(z.number()),
  session: z.optional(z.string()),
});

const RETRY_SECONDS = '2';

interface Problem {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly [fact: string]: unknown;
}

const answer = (c: Context<WebEnv>, { status, code, detail, ...rest }: Problem): Response => {
  c.header('Content-Type', 'application/problem+json; charset=utf-8');
  c.header('Content-Language', c.var.lang === 'en' ? 'en' : 'zh-CN');
  if (status === 429 || status === 503) c.header('Retry-After', RETRY_SECONDS);
  return c.body(JSON.stringify({ type: 'about:blank', title: TITLES[status], status, code, detail, ...rest }), status);
};

/** The answer to a refusal of the domain or the services. */
export const problem = (c: Context<WebEnv>, refusal: Refusal): Response => {
  const words = refusalWordsFor(c.var.lang);
  const { fields } = refusal.data;
  return answer(c, {
    status: REFUSALS[refusal.code],
    code: refusal.code,
    detail: PROGRAM_MESSAGES[refusal.code]?.[c.var.lang] ?? refusalSentence(refusal, words),
    ...FACTS.safeParse(refusal.data).data,
    ...(fields && { errors: fields.map((field) => ({ path: field.path, message: fieldSentence(field, c.var.lang) })) }),
  });
};

/** The answer of the door: no such address, no such method, not from here. */
export const turnedAway = (c: Context<WebEnv>, code: DoorCode): Response =>
  answer(c, { status: DOOR[code], code, detail: DOOR_MESSAGES[code][c.var.lang] });

// Errors of the database and its connection that pass by themselves; the caller may simply try again.
const PASSING: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionInProgressException',
  'TransactionConflictException',
  'InternalServerError',
  'ServiceUnavailable',
  'TimeoutError',
  'ECONNREFUSED',
  'ECONNRESET',
]);

/** What became of an error nobody expected: logged under an id without its message, which may quote what a person typed. */
export const unexpected = (error: Error, method: string): Refusal | { readonly id: string } => {
  const id = randomUUID();
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
  const passing = PASSING.has(error.name) || PASSING.has(code);
  console.error(JSON.stringify({ level: passing ? 'warn' : 'error', event: 'request-failed', id, error: error.name, code, method, at }));
  return passing ? { code: 'BUSY', data: {} } : { id };
};

/** The answer of the API to an error nobody expected: 503 where it passes by itself, else 500 with the id of the log line. */
export const failed = (c: Context<WebEnv>, error: Error): Response => {
  const outcome = unexpected(error, c.req.method);
  if ('code' in outcome) return problem(c, outcome);
  return answer(c, { status: 500, code: 'INTERNAL', detail: refusalWordsFor(c.var.lang).refusals.broken, id: outcome.id });
};

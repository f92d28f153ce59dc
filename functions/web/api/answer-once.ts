// A file sent under an Idempotency-Key: the same bytes under the same key get the same answer, letter for letter.
// It must not know what is done with the file.
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Deps } from '../../services/deps.ts';
import type { Result } from '../../domain/result.ts';
import { answerOnce } from '../../services/kept-answers.ts';
import { problem } from '../problem.ts';
import { requestKey, type SentFile } from '../request-body.ts';
import type { WebEnv } from '../session.ts';

type Status = 200 | 201 | 202;

interface Asked {
  readonly route: string;
  readonly file: SentFile;
  /** What else makes it this request and no other. */
  readonly with: Readonly<Record<string, string | boolean>>;
  /** Told from the answer where it depends on it. */
  readonly status: Status | ((text: string) => Status);
}

/** Answers with the JSON of `work`, or of the first time this was asked. */
export const answerFile = async (c: Context<WebEnv>, deps: Deps, asked: Asked, work: () => Promise<Result<unknown>>): Promise<Response> => {
  const body = { ...asked.with, sha256: createHash('sha256').update(asked.file.bytes).digest('hex') };
  const key = requestKey(c, asked.route, body);
  if (!key.ok) return problem(c, key.refusal);
  const done = await answerOnce(deps, c.var.session, key.value, async () => {
    const made = await work();
    return made.ok ? { ok: true, value: JSON.stringify(made.value) } : made;
  });
  if (!done.ok) return problem(c, done.refusal);
  const { status } = asked;
  return c.body(done.value, typeof status === 'function' ? status(done.value) : status, { 'Content-Type': 'application/json' });
};

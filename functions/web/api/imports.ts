// The API of imports. Each route is read → ask the service → show.
// It must not know any rule; refusals come back from the services and are shown as they are.
import { Hono } from 'hono';
import { ok } from '../../domain/result.ts';
import type { Deps } from '../../services/deps.ts';
import { importContacts } from '../../services/imports.ts';
import { problem } from '../problem.ts';
import { readFile } from '../request-body.ts';
import { importQuery } from '../schema/queries.ts';
import { readWith } from '../schema/read.ts';
import type { WebEnv } from '../session.ts';
import { answerFile } from './answer-once.ts';
import { importView } from './row-views.ts';

export const importApi = (deps: Deps): Hono<WebEnv> => {
  const api = new Hono<WebEnv>();

  api.post('/imports/contacts', async (c) => {
    const query = readWith(importQuery, c.req.query());
    if (!query.ok) return problem(c, query.refusal);
    const file = await readFile(c);
    if (!file.ok) return problem(c, file.refusal);
    const { dryRun } = query.value;
    return answerFile(c, deps, { route: 'POST /imports/contacts', file: file.value, with: { dryRun }, status: 200 }, async () => {
      const done = await importContacts(deps, c.var.session, { bytes: file.value.bytes, dryRun });
      return done.ok ? ok(importView(done.value, c.var.lang)) : done;
    });
  });

  return api;
};

/** Addresses and the methods they take. */
export const METHODS_OF_IMPORTS: Readonly<Record<string, string>> = { '/imports/contacts': 'POST' };

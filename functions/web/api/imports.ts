// The API of imports. Each route is read → ask the service → show.
// It must not know any rule; refusals come back from the services and are shown as they are.
import { Hono } from 'hono';
import { ok, type Refusal } from '../../domain/result.ts';
import { IMPORT_KINDS } from '../../domain/staff/rooms.ts';
import type { Deps } from '../../services/deps.ts';
import { importsOf, openImport, verdictsOf } from '../../services/import-jobs.ts';
import { importNow } from '../../services/imports.ts';
import { problem } from '../problem.ts';
import { readFile } from '../request-body.ts';
import { importQuery, importsQuery } from '../schema/queries.ts';
import { readWith } from '../schema/read.ts';
import type { WebEnv } from '../session.ts';
import { answerFile } from './answer-once.ts';
import { pageView } from './answers.ts';
import { importView, jobListAnswer, jobRowView, jobView } from './import-views.ts';

// API Gateway gives up after 29 seconds; what takes longer goes on without its sender.
const PATIENCE_MS = 20_000;

// What programs call a file of rows: CSV by its three names, a workbook, bytes, a form, or nothing at all.
const FILE_TYPES: readonly string[] = [
  '',
  'text/csv',
  'application/csv',
  'text/plain',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
  'multipart/form-data',
];
const isFileType = (header: string): boolean => FILE_TYPES.includes((header.split(';')[0] ?? '').trim().toLowerCase());
const NO_FILE_TYPE: Refusal = { code: 'INVALID', data: { fields: [{ path: 'Content-Type', message: 'fileType' }] } };

const HANDED_ON = '{"import":';

export const importApi = (deps: Deps, patienceMs = PATIENCE_MS): Hono<WebEnv> => {
  const api = new Hono<WebEnv>();

  for (const kind of IMPORT_KINDS) {
    const route = `POST /imports/${kind}`;
    api.post(`/imports/${kind}`, async (c) => {
      const began = performance.now();
      const query = readWith(importQuery, c.req.query());
      if (!query.ok) return problem(c, query.refusal);
      if (!isFileType(c.req.header('content-type') ?? '')) return problem(c, NO_FILE_TYPE);
      const file = await readFile(c);
      if (!file.ok) return problem(c, file.refusal);
      const { dryRun } = query.value;
      const status = (text: string) => (text.startsWith(HANDED_ON) ? 202 : 200);
      return answerFile(c, deps, { route, file: file.value, with: { dryRun }, status }, async () => {
        const timeUp = (): boolean => performance.now() - began >= patienceMs;
        const done = await importNow(deps, c.var.session, { kind, ...file.value, dryRun }, timeUp);
        return done.ok ? ok(importView(done.value, c.var.lang)) : done;
      });
    });
  }

  api.get('/imports', async (c) => {
    const query = readWith(importsQuery, c.req.query());
    if (!query.ok) return problem(c, query.refusal);
    const page = await importsOf(deps, c.var.session, query.value);
    return c.json(pageView(jobListAnswer, page, jobRowView));
  });

  api.get('/imports/:id{[0-9a-f]{24}}', async (c) => {
    const opened = await openImport(deps, c.var.session, c.req.param('id'));
    if (!opened.ok) return problem(c, opened.refusal);
    return c.json(jobView(opened.value, c.var.lang, await verdictsOf(deps, opened.value)));
  });

  return api;
};

/** Addresses and the methods they take. */
export const METHODS_OF_IMPORTS: Readonly<Record<string, string>> = {
  '/imports': 'GET, HEAD',
  ...Object.fromEntries(IMPORT_KINDS.map((kind) => [`/imports/${kind}`, 'POST'])),
  '/imports/:id{[0-9a-f]{24}}': 'GET, HEAD',
};

// Files in and out: taken as bytes, handed out as bytes to be saved, whatever they claim to be.
// It must not know what a file holds, nor serve one in a way that a browser would open.
import { Hono } from 'hono';
import { ok } from '../../domain/result.ts';
import { keepAttachment, openAttachment } from '../../services/attachments.ts';
import type { Deps } from '../../services/deps.ts';
import { problem } from '../problem.ts';
import { readFile } from '../request-body.ts';
import type { WebEnv } from '../session.ts';
import { answerFile } from './answer-once.ts';
import { blobAnswer } from './answers.ts';

export const attachmentRoutes = (deps: Deps): Hono<WebEnv> => {
  const api = new Hono<WebEnv>();

  api.post('/blobs', async (c) => {
    const file = await readFile(c);
    if (!file.ok) return problem(c, file.refusal);
    const { name } = file.value;
    return answerFile(c, deps, { route: 'POST /blobs', file: file.value, with: { name }, status: 201 }, async () => {
      const kept = await keepAttachment(deps, c.var.session, file.value);
      return kept.ok ? ok(blobAnswer.parse({ blobId: kept.value.id })) : kept;
    });
  });

  api.get('/petitions/:number/attachments/:id', async (c) => {
    const opened = await openAttachment(deps, c.var.session, c.req.param('number'), c.req.param('id'));
    if (!opened.ok) return problem(c, opened.refusal);
    const { bytes, name } = opened.value;
    return c.body(Uint8Array.from(bytes), 200, {
      'Content-Type': 'application/octet-stream',
      // Headers are ASCII; the real name goes in RFC 5987 form.
      'Content-Disposition': `attachment; filename="attachment"; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  });

  return api;
};

export const METHODS_OF_ATTACHMENTS: Readonly<Record<string, string>> = {
  '/blobs': 'POST',
  '/petitions/:number/attachments/:id': 'GET, HEAD',
};

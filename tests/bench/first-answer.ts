// How many bytes of code a bundled console has read when it has answered its first request, counted in a clean process as files are loaded.
// The request is nobody's, so it ends at the sign-in gate; its room is brought in before that, as for everybody.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { STAGE } from './imports.ts';

const run = promisify(execFile);

const CHILD = `
import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
let bytes = 0;
registerHooks({
  load: (url, context, next) => {
    if (url.startsWith('file:')) bytes += statSync(fileURLToPath(url)).size;
    return next(url, context);
  },
});
const { app } = await import(process.argv[1]);
await app.request(process.argv[2]);
process.stdout.write(String(bytes));
`;

/** @example await bytesToAnswer(bundle.directory, '/api/v1/petitions') */
export const bytesToAnswer = async (directory: string, path: string): Promise<number> => {
  const url = pathToFileURL(join(directory, 'index.mjs')).href;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', CHILD, url, path], { env: STAGE });
  return Number(stdout);
};

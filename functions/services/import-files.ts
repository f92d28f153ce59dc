// The two files of an import: the one that was brought, sealed, and the verdicts on its rows. Both lie here for a week.
// It must not know how rows are taken.
import * as z from 'zod/mini';
import type { ImportJob } from '../store/import-jobs.ts';
import { sha256 } from '../store/keys.ts';
import type { Deps } from './deps.ts';
import { VERDICTS, type RowVerdict } from './import-kinds/kind.ts';

type FileDeps = Pick<Deps, 'blobs' | 'vault' | 'bureau'>;
type Id = Pick<ImportJob, 'id'>;

const blobOf = ({ bureau }: FileDeps, { id }: Id, part: 'file' | 'verdicts'): string =>
  sha256(['import', bureau, id, part].join('\n')).slice(0, 32);

// Bound to its import: the bytes of one cannot be put in the place of another's.
const bindingOf = ({ bureau }: FileDeps, { id }: Id): string => `${bureau}#IMPORT#${id}`;

/** Identity numbers stand in these files, so nothing of them is ever stored in the clear. */
export const keepFile = async (deps: FileDeps, job: Id, bytes: Uint8Array): Promise<void> => {
  const sealed = await deps.vault.seal(Buffer.from(bytes).toString('base64'), bindingOf(deps, job));
  await deps.blobs.put(blobOf(deps, job, 'file'), Buffer.from(sealed));
};

/** The file as it was brought; undefined once it is cleared away. */
export const keptFile = async (deps: FileDeps, job: Id): Promise<Uint8Array | undefined> => {
  const sealed = await deps.blobs.get(blobOf(deps, job, 'file'));
  if (!sealed) return undefined;
  return Buffer.from(await deps.vault.open(Buffer.from(sealed).toString(), bindingOf(deps, job)), 'base64');
};

const fieldSchema = z.object({
  path: z.string(),
  message: z.string(),
  data: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number()]))),
});
const verdictsSchema = z.array(
  z.object({
    row: z.int(),
    verdict: z.enum(VERDICTS),
    number: z.exactOptional(z.string()),
    petition: z.exactOptional(z.string()),
    errors: z.exactOptional(z.array(fieldSchema)),
    warnings: z.exactOptional(z.array(fieldSchema)),
  }),
);

/** Row numbers, verdicts, columns and reasons; nothing of what stood in a row. */
export const keepVerdicts = (deps: FileDeps, job: Id, verdicts: readonly RowVerdict[]): Promise<void> =>
  deps.blobs.put(blobOf(deps, job, 'verdicts'), Buffer.from(JSON.stringify(verdictsSchema.parse(verdicts))));

/** In the order of the rows; undefined before the import is finished and once they are cleared away. */
export const keptVerdicts = async (deps: FileDeps, job: Id): Promise<RowVerdict[] | undefined> => {
  const bytes = await deps.blobs.get(blobOf(deps, job, 'verdicts'));
  return bytes && verdictsSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
};

export const dropFiles = async (deps: FileDeps, job: Id): Promise<void> => {
  await deps.blobs.delete(blobOf(deps, job, 'file'));
  await deps.blobs.delete(blobOf(deps, job, 'verdicts'));
};

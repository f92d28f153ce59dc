// Imports and their verdicts as the API shows them: built field by field and parsed again.
// It must not know who may read one; no verdict carries anything that stood in a row.
import * as z from 'zod';
import type { FieldError } from '../../domain/result.ts';
import { IMPORT_KINDS } from '../../domain/staff/rooms.ts';
import type { ImportJob } from '../../services/import-jobs.ts';
import { VERDICTS, type RowVerdict } from '../../services/import-kinds/kind.ts';
import type { ImportReport } from '../../services/imports.ts';
import { fieldSentence } from '../schema/messages.ts';
import { defined } from '../schema/read.ts';
import type { Language } from '../words/index.ts';
import { pageOf } from './answers.ts';

const text = z.string().optional();
const said = z.array(z.object({ path: z.string(), message: z.string() })).optional();
export const rowVerdictAnswer = z.object({
  row: z.int(),
  verdict: z.enum(VERDICTS),
  number: text,
  petition: text,
  errors: said,
  warnings: said,
});

const counts = { rows: z.int(), created: z.int(), updated: z.int(), unchanged: z.int(), rejected: z.int() };
export const importAnswer = z.object({ ...counts, verdicts: z.array(rowVerdictAnswer) });
export const handedOnAnswer = z.object({ import: z.string() });

const sentences = (errors: readonly FieldError[] | undefined, language: Language) =>
  errors?.map((error) => ({ path: error.path, message: fieldSentence(error, language) }));

const verdictView = ({ row, verdict: name, number, petition, errors, warnings }: RowVerdict, language: Language) =>
  defined({
    row,
    verdict: name,
    number,
    petition,
    errors: sentences(errors, language),
    warnings: sentences(warnings, language),
  });

/** The verdicts, or the number under which the import goes on. */
export const importView = (
  done: ImportReport | { readonly import: string },
  language: Language,
): z.output<typeof importAnswer> | z.output<typeof handedOnAnswer> =>
  'import' in done
    ? handedOnAnswer.parse({ import: done.import })
    : importAnswer.parse({
        rows: done.rows,
        created: done.created,
        updated: done.updated,
        unchanged: done.unchanged,
        rejected: done.rejected,
        verdicts: done.verdicts.map((one) => verdictView(one, language)),
      });

export const jobRowAnswer = z.object({
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  state: z.enum(['WAITING', 'RUNNING', 'DONE', 'FAILED']),
  dryRun: z.boolean(),
  by: z.string(),
  acceptedAt: z.string(),
  finishedAt: text,
  failure: z.enum(['NOT_YOURS', 'UNREADABLE', 'GIVEN_UP']).optional(),
  ...counts,
  done: z.int(),
});
export const jobListAnswer = pageOf(jobRowAnswer);
export const jobAnswer = jobRowAnswer.extend({ verdicts: z.array(rowVerdictAnswer).optional() });

/** How far an import has come. The name of the file stays with the pages. */
export const jobRowView = (one: ImportJob): z.input<typeof jobRowAnswer> => ({
  id: one.id,
  kind: one.kind,
  state: one.state,
  dryRun: one.dryRun,
  by: one.by,
  acceptedAt: one.acceptedAt,
  finishedAt: one.finishedAt,
  failure: one.failure,
  rows: one.rows,
  done: one.done,
  created: one.created,
  updated: one.updated,
  unchanged: one.unchanged,
  rejected: one.rejected,
});

/** The same with its verdicts, once there are any. */
export const jobView = (one: ImportJob, language: Language, verdicts?: readonly RowVerdict[]): z.output<typeof jobAnswer> =>
  jobAnswer.parse(defined({ ...jobRowView(one), verdicts: verdicts?.map((verdictOf) => verdictView(verdictOf, language)) }));

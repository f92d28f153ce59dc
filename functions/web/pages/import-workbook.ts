// The workbook that goes back: the list as it was brought, with result and reason in words.
// It must not know how a workbook is written.
import { annotatedWorkbook, type RowResult } from '../../services/annotated-workbook.ts';
import type { Deps } from '../../services/deps.ts';
import { broughtLines, verdictsOf, type ImportJob } from '../../services/import-jobs.ts';
import { wordsFor, type Language, type Words } from '../words/index.ts';
import { columnLabel } from './imports.tsx';
import { reasonsOf } from './import.tsx';

const LANGUAGES: readonly Language[] = ['zh', 'en'];

/** Undefined while the import is not finished, and once its files are cleared away. */
export const workbookOf = async (deps: Deps, words: Words, job: ImportJob): Promise<Uint8Array | undefined> => {
  const [verdicts, lines] = await Promise.all([verdictsOf(deps, job), broughtLines(deps, job)]);
  if (!verdicts || !lines) return undefined;
  const { imports } = words;
  const results = new Map(
    verdicts.map((verdict) => {
      const reasons = reasonsOf(words, verdict);
      const said = reasons.map(({ column, sentence }) =>
        column === '' ? sentence : imports.reasonOf(columnLabel(words, column), sentence),
      );
      const reason = said.join(imports.reasonSeparator);
      const tone: RowResult['tone'] = verdict.verdict === 'rejected' ? 'rejected' : reasons.length > 0 ? 'warned' : undefined;
      const result = (job.dryRun ? imports.foretold : imports.verdict)[verdict.verdict];
      return [verdict.row, { result, reason, ...(tone && { tone }) }] as const;
    }),
  );
  return annotatedWorkbook(lines, (row) => results.get(row), {
    result: imports.result,
    reason: imports.reason,
    formerly: LANGUAGES.map(wordsFor).flatMap((each) => [each.imports.result, each.imports.reason]),
    sheet: imports.sheets.result,
  });
};

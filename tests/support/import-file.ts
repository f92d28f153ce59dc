// Brings a file to be imported, the way each kind of test needs it: through the whole of it, or only through its kind.
// It must not know what a kind makes of a row.
import { refuse, ok, type Result } from '../../functions/domain/result.ts';
import { mayImport, type ImportKindName } from '../../functions/domain/staff/rooms.ts';
import type { Deps } from '../../functions/services/deps.ts';
import { IMPORTS } from '../../functions/services/import-kinds/index.ts';
import type { RowVerdict, VerdictName } from '../../functions/services/import-kinds/kind.ts';
import { importNow, type ImportReport } from '../../functions/services/imports.ts';
import type { Caller } from '../../functions/services/shapes.ts';
import { readTable } from '../../functions/services/table.ts';
import { everyRow, type Row } from './whole-table.ts';

interface Brought {
  readonly kind?: ImportKindName;
  readonly bytes: Uint8Array;
  readonly dryRun?: boolean;
}

/** As the API does it, with all the patience in the world. */
export const importFile = async (
  deps: Deps,
  caller: Caller,
  { kind = 'contacts', bytes, dryRun = false }: Brought,
): Promise<Result<ImportReport>> => {
  const done = await importNow(deps, caller, { kind, bytes, name: '', dryRun }, () => false);
  if (!done.ok) return done;
  if ('import' in done.value) throw new Error(`import ${done.value.import} was not finished`);
  return ok(done.value);
};

/** Only what the kind does with the rows, under an import's number of the test's choosing. */
export const takeRows = async (
  deps: Deps,
  caller: Caller,
  { kind = 'contacts', bytes, dryRun = false, importId }: Brought & { readonly importId: string },
): Promise<Result<ImportReport>> => {
  const taker = IMPORTS[kind];
  if (!mayImport(caller.staff, kind)) return refuse('NOT_YOURS');
  const table = await readTable(bytes, taker.columns);
  if (!table.ok) return table;
  const verdicts: RowVerdict[] = [];
  await taker.take(deps, caller, table.value, {
    dryRun,
    importId,
    note: (more) => void verdicts.push(...more),
    timeUp: () => false,
  });
  const count = (name: VerdictName): number => verdicts.filter(({ verdict }) => verdict === name).length;
  return ok({
    rows: verdicts.length,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected: count('rejected'),
    verdicts: verdicts.sort((a, b) => a.row - b.row),
  });
};

/** Every row besides those that say which files were brought. */
export const everyRowButImports = async (db: Deps['db']): Promise<Row[]> =>
  (await everyRow(db)).filter(({ pk }) => !String(pk).startsWith(`${db.bureau}#IMPORTS`));

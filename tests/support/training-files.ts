// The half-year's training files brought into a bureau of a test, past the jobs: rows in, verdicts out.
// It must not know what any verdict should be.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportKind, RowVerdict } from '../../functions/services/import-kinds/kind.ts';
import { readTable, type TableRow } from '../../functions/services/table.ts';
import { HEAD, personPk } from '../../functions/store/keys.ts';
import { connect } from '../../functions/store/client.ts';
import { createTables, tableNames, tidyStreamRecords } from '../../lib/local/engine-tables.ts';
import { startEngine } from '../../lib/local/engine.ts';
import { seedDirectory } from '../../lib/local/sample/index.ts';
import { freshBureau, valueOf, type TestBureau } from './bureau.ts';
import { halfYearFile } from './half-year.ts';

export const fileRows = async (name: string): Promise<TableRow[]> => valueOf(await readTable(readFileSync(halfYearFile(name)), []));

/** Rows of a table written in a test: the header's names, then a line a row. */
export const rowsOf = (columns: readonly string[], ...lines: readonly (readonly (string | number)[])[]): TableRow[] =>
  lines.map((cells, index) => ({
    row: index + 2,
    cells: Object.fromEntries(columns.map((name, at) => [name, String(cells[at] ?? '')])),
    surplus: cells.length > columns.length,
  }));

let imports = 0;
/** Another import than all before. */
export const newImport = (): string => String((imports += 1)).padStart(24, '0');

interface Bringing {
  readonly by?: string;
  readonly importId?: string;
  readonly dryRun?: boolean;
  readonly timeUp?: () => boolean;
}

export const bring = async (
  { deps, callerOf }: TestBureau,
  kind: ImportKind,
  rows: readonly TableRow[],
  { by = 'S01', importId = newImport(), dryRun = false, timeUp = () => false }: Bringing = {},
): Promise<{ done: 'done' | 'paused'; verdicts: RowVerdict[] }> => {
  const verdicts: RowVerdict[] = [];
  const note = (noted: readonly RowVerdict[]): void => {
    verdicts.push(...noted);
  };
  const done = await kind.take(deps, callerOf(by), rows, { dryRun, importId, note, timeUp });
  return { done, verdicts: verdicts.sort((a, b) => a.row - b.row) };
};

export const tally = (verdicts: readonly RowVerdict[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { verdict } of verdicts) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
};

/** The roll of the half-year as rows, without what nobody looks at here. */
export const enterHalfYearRoll = async ({ deps }: TestBureau): Promise<void> => {
  const rows = await fileRows('people-2013.csv');
  const items = rows.map(({ cells }) => ({
    pk: personPk(deps.bureau, cells['personId'] ?? ''),
    sk: HEAD,
    personId: cells['personId'],
    name: cells['name'],
    township: cells['township'],
    village: cells['village'],
    resettlementType: cells['resettlementType'],
    version: 1,
    ...(cells['removedOn'] !== '' && { removedOn: cells['removedOn'], removedReason: cells['removedReason'] }),
  }));
  const TableName = deps.db.tables.directory;
  for (let from = 0; from < items.length; from += 100) {
    const TransactItems = items.slice(from, from + 100).map((Item) => ({ Put: { TableName, Item } }));
    await deps.db.doc.send(new TransactWriteCommand({ TransactItems }));
  }
};

/** A bureau on an engine as it runs at home, its stream records indexed in a file: without that, ten thousand writes slow each other down. */
export const bureauAtHome = async (): Promise<TestBureau> => {
  const fresh = await freshBureau();
  await fresh.stop();
  const folder = mkdtempSync(join(tmpdir(), 'shoufang-engine-'));
  const dbPath = join(folder, 'engine.db');
  const engine = await startEngine({ dbPath });
  const tables = tableNames('home-');
  await createTables(new DynamoDBClient({ endpoint: engine.endpoint, region: 'local' }), tables);
  await engine.whileStopped(() => void tidyStreamRecords(dbPath, {}, Date.now()));
  const deps = { ...fresh.deps, db: connect({ tables, bureau: fresh.deps.bureau, region: 'local', endpoint: engine.endpoint }) };
  await seedDirectory(deps);
  const stop = async () => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...fresh, deps, stop };
};

// The lines a terminal shows while files are imported.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { acceptImport, workImports } from '../../functions/services/import-jobs.ts';
import { importTeller } from '../../lib/local/tell-imports.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { ledgerFile } from '../support/ledger-file.ts';

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
});
afterAll(() => bureau.stop());

const bring = async (): Promise<string> => {
  const bytes = ledgerFile([{}, { channel: 'OWL' }]);
  const file = { kind: 'contacts', bytes, name: '罗先强.csv', dryRun: false } as const;
  return valueOf(await acceptImport(bureau.deps, bureau.callerOf('S01'), file)).id;
};

it('one line says that a file is in, once, without the name of the file or anybody in it; what is told elsewhere is left out', async () => {
  const lines: string[] = [];
  const elsewhere = new Set<string>();
  const tell = importTeller({
    deps: bureau.deps,
    language: 'en',
    log: (line) => lines.push(line),
    isToldElsewhere: (id) => elsewhere.has(id),
  });
  await bring();
  await tell();
  expect(lines).toEqual([]); // it waits
  await workImports(bureau.deps, { timeUp: () => false });
  elsewhere.add(await bring());
  await workImports(bureau.deps, { timeUp: () => false });
  await tell();
  await tell();
  expect(lines).toEqual(['import: contacts done, 2 rows, 1 created, 1 rejected']);
});

it('a start says nothing of what was over before it', async () => {
  bureau.setNow('2026-09-19');
  const lines: string[] = [];
  await importTeller({ deps: bureau.deps, language: 'zh', log: (line) => lines.push(line), isToldElsewhere: () => false })();
  expect(lines).toEqual([]);
});

// `npm run check:workbook`: has a real spreadsheet program open the workbooks that the product hands out, and looks at what it understood:
// numbers as numbers, and no formula anywhere, whatever people's names begin with. Not among the tests, because it needs LibreOffice.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importFile, signIn, type Client } from '../tests/journeys/support/api.ts';
import { startBureau } from '../tests/journeys/support/bureau.ts';
import { csvOf } from '../tests/journeys/support/draw.ts';
import { cellsOf, type Cell } from './spreadsheet-cells.ts';

/** What a spreadsheet would act on if a cell were not said to be text. */
const HOSTILE = ['=1+1', '@SUM(A1)', '+1+1', '-2+3', '=HYPERLINK("http://evil.example","x")', "=cmd|' /C calc'!A0"] as const;
const SESSIONS = HOSTILE.map((topic, index) => ({
  sessionId: `PX-2013-000${String(index + 1)}`,
  kind: 'PRACTICAL',
  date: `2013-02-0${String(index + 1)}`,
  startsAt: '09:00',
  hours: 3,
  topic,
  coOrganiser: HOSTILE[(index + 1) % HOSTILE.length] ?? '',
  township: '990581101',
  village: topic,
  lecturer: topic,
  capacity: 40,
  handouts: 21 + index,
}));
const PEOPLE = HOSTILE.map((name, index) => ({
  personId: `H${String(index + 1)}`,
  name,
  sex: index === 0 ? 'X' : 'F', // the first row is rejected, so that there is something to say about it
  birthDate: '1970-02-03',
  township: '990581101',
  townshipName: '柏坝镇',
  village: name,
  household: name,
  resettlementType: name,
}));
const SIGN_INS = SESSIONS.flatMap(({ sessionId }) => [
  { sessionId, personId: 'H2', slot: 1, method: 'PAPER' },
  ...HOSTILE.map((walkInName, index) => ({
    sessionId,
    walkInId: `w${String(index)}`,
    walkInName,
    walkInVillage: walkInName,
    slot: 1,
    method: 'NAME',
  })),
]);
const PERSON_TIMES = SIGN_INS.length;
const HANDOUTS = SESSIONS.reduce((sum, { handouts }) => sum + handouts, 0);

const columnsOf = (...rows: readonly object[]): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))];
const file = (rows: readonly Readonly<Record<string, string | number>>[], ...more: string[]): string =>
  csvOf([...columnsOf(...rows), ...more], rows);

/** As LibreOffice understands the workbook. */
const opened = (folder: string, name: string, bytes: Uint8Array): readonly Cell[] => {
  writeFileSync(join(folder, `${name}.xlsx`), bytes);
  // A profile of its own: one that is in use elsewhere makes the conversion end without a word.
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  const args = [profile, '--headless', '--convert-to', 'fods', '--outdir', folder, join(folder, `${name}.xlsx`)];
  const { status, stderr } = spawnSync('soffice', args, { encoding: 'utf8', timeout: 120_000 });
  assert.equal(status, 0, `soffice could not open ${name}.xlsx: ${stderr}`);
  return cellsOf(readFileSync(join(folder, `${name}.fods`), 'utf8'));
};

const isText = (cells: readonly Cell[], text: string): boolean => cells.some((cell) => cell.kind === 'string' && cell.text === text);

const checkReport = (cells: readonly Cell[]): void => {
  for (const text of HOSTILE) {
    assert(isText(cells, text), `the report has lost the topic ${text}`);
    const row = cells.find((cell) => cell.text === text);
    const beside = cells.filter((cell) => cell.sheet === row?.sheet && cell.row === row.row && cell.kind === 'float');
    assert(beside.length > 0, `no number stands beside the topic ${text}`);
  }
  for (const figure of [SESSIONS.length, PERSON_TIMES, HANDOUTS]) {
    assert(
      cells.some((cell) => cell.kind === 'float' && cell.value === figure),
      `${String(figure)} is not there as a number`,
    );
  }
  const digits = cells.filter((cell) => cell.kind === 'string' && /^\d+$/.test(cell.text));
  assert.deepEqual(
    digits.map(({ text }) => text),
    [],
    'numbers were written as text',
  );
};

const checkAnnotated = (cells: readonly Cell[]): void => {
  for (const text of HOSTILE) assert(isText(cells, text), `the list that goes back has lost the name ${text}`);
};

const bring = async (client: Client): Promise<void> => {
  const idAndPhone = ['idNumber', 'phone', 'removedOn', 'removedReason'];
  const taken = [
    await importFile(client, 'people', file(PEOPLE, ...idAndPhone)),
    await importFile(client, 'sessions', file(SESSIONS)),
    await importFile(client, 'attendance', file(SIGN_INS)),
  ];
  assert.deepEqual(
    taken.map(({ body }) => [body.created, body.rejected]),
    [
      [PEOPLE.length - 1, 1],
      [SESSIONS.length, 0],
      [SIGN_INS.length, 0],
    ],
  );
};

const check = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'shoufang-workbooks-'));
  mkdirSync(join(folder, 'profile'));
  const bureau = await startBureau({ empty: true });
  try {
    const admin = await signIn(bureau.url, 'S01');
    await bring(admin);
    const { id = '' } = (await admin.get('/imports')).body.items.find(({ kind }) => kind === 'people') ?? {};
    const leader = await signIn(bureau.url, 'L01');
    const report = opened(folder, 'report', await leader.download('/api/v1/reports/2013-H1?format=xlsx'));
    const annotated = opened(folder, 'annotated', await admin.download(`/imports/${id}/workbook`));
    for (const [name, cells] of Object.entries({ report, annotated })) {
      assert.deepEqual(
        cells.filter(({ formula }) => formula !== undefined),
        [],
        `${name} holds a formula`,
      );
    }
    checkReport(report);
    checkAnnotated(annotated);
    console.log(
      `workbooks: ${String(report.length)} cells of the report and ${String(annotated.length)} of the annotated list opened as they should`,
    );
  } finally {
    await bureau.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

if (spawnSync('soffice', ['--version']).error) {
  console.error('LibreOffice is not on this machine: apt-get install --no-install-recommends libreoffice-calc, and run this again.');
  process.exitCode = 1;
} else {
  await check();
}

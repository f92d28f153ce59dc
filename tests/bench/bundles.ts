// B1 to B3: what a function reads and does before its first request, against bare functions that use the same tables.
// The bundles are those a cloud would be given, the references are bundled in the same way.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEntry, bundleFunctions, type Bundle, type FunctionName } from '../../lib/cloud/bundle.ts';
import { bytesToAnswer } from './first-answer.ts';
import { importsCompared } from './imports.ts';
import { measured, type Measured } from './measure.ts';

const REFERENCES = {
  web: 'tests/bench/references/hono-dynamodb.ts',
  tables: 'tests/bench/references/dynamodb.ts',
} as const;

export type Bundles = Readonly<Record<FunctionName | keyof typeof REFERENCES, Bundle>>;

/** What each function is measured against, and by which budget. */
export const BUDGETS = {
  console: { bytes: 'B1', cpu: 'B2', reference: 'web', bound: 1.6 },
  mailer: { bytes: 'B3', cpu: 'B3', reference: 'tables', bound: 1.3 },
  projector: { bytes: 'B3', cpu: 'B3', reference: 'tables', bound: 1.3 },
  clock: { bytes: 'B3', cpu: 'B3', reference: 'tables', bound: 1.3 },
} as const;
type Judged = keyof typeof BUDGETS;
const JUDGED = Object.keys(BUDGETS) as Judged[];

/** The functions, and their references bundled into a folder beside them. */
export const withReferences = async (functions: Readonly<Record<FunctionName, Bundle>>, folder: string): Promise<Bundles> => {
  const [web, tables] = await Promise.all([
    bundleEntry(REFERENCES.web, join(folder, 'web')),
    bundleEntry(REFERENCES.tables, join(folder, 'tables')),
  ]);
  return { ...functions, web, tables };
};

export const bytesOfStart = (bundles: Bundles): Measured[] =>
  JUDGED.map((name) => {
    const { bytes, reference, bound } = BUDGETS[name];
    return measured(bytes, `bytes of ${name} at its start`, 'B', bundles[name].startBytes, bundles[reference].startBytes, bound);
  });

/** Rounds is odd; 21 and more for a figure to be trusted. */
export const cpuOfStart = async (bundles: Bundles, rounds: number): Promise<Measured[]> => {
  const pair = (name: Judged) => ({ ours: bundles[name].directory, reference: bundles[BUDGETS[name].reference].directory });
  const pairs = { console: pair('console'), mailer: pair('mailer'), projector: pair('projector'), clock: pair('clock') };
  const times = await importsCompared(pairs, rounds);
  return JUDGED.map((name) => {
    const { cpu, bound } = BUDGETS[name];
    const { ours, reference, ratio } = times[name];
    return { ...measured(cpu, `import of ${name}`, 'ms', ours, reference, bound), ratio: Math.round(ratio * 100) / 100 };
  });
};

const FIRST = ['/api/v1/petitions', '/', '/people', '/sessions/PX-2026-0001/door'];

/** Shown beside B1 so that it cannot be kept by putting everything off: all bytes that are read once the first request is answered. */
const bytesOfFirstAnswer = (bundles: Bundles): Promise<Measured[]> =>
  Promise.all(
    FIRST.map(async (path) =>
      measured('', `bytes until GET ${path}`, 'B', await bytesToAnswer(bundles.console.directory, path), bundles.web.startBytes, Infinity),
    ),
  );

export const bundlesOfFunctions = async (): Promise<Measured[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'shoufang-bundles-'));
  try {
    const bundles = await withReferences(await bundleFunctions(folder), folder);
    return [...bytesOfStart(bundles), ...(await cpuOfStart(bundles, 31)), ...(await bytesOfFirstAnswer(bundles))];
  } finally {
    rmSync(folder, { recursive: true });
  }
};

// `npm run bench`: ratios against physical minima and bare references, as a table and as bench.json. It must not run among the tests.
// Absolute times are shown for the curious; only ratios are judged, because machines are shared.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { bundlesOfFunctions } from './bundles.ts';
import { callsOfRoutes } from './calls.ts';
import { cpuOfRoutes } from './cpu.ts';
import { keeps, table } from './measure.ts';
import { unitsOfJobs } from './units.ts';

const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
const rows = [...(await bundlesOfFunctions()), ...(await cpuOfRoutes()), ...(await unitsOfJobs()), ...(await callsOfRoutes())];
writeFileSync('bench.json', `${JSON.stringify({ machine, rows }, null, 2)}\n`);
console.log(`${machine.cpu}, ${String(machine.cores)} cores, Node ${machine.node}\n\n${table(rows)}`);
const over = rows.filter((row) => !keeps(row));
console.log(over.length === 0 ? '\nevery bound is kept' : `\n${String(over.length)} over their bound`);
process.exitCode = over.length === 0 ? 0 : 1;

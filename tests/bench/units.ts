// B5: capacity units of each job over its budget.
import { openCase } from '../../functions/services/petitions.ts';
import { freshBureau } from '../support/bureau.ts';
import { JOBS } from '../support/jobs.ts';
import { billed } from '../support/meter.ts';
import { measured, type Measured } from './measure.ts';

export const unitsOfJobs = async (): Promise<Measured[]> => {
  const bureau = await freshBureau();
  await openCase(bureau.deps, bureau.callerOf('F03'), 'XF-2026-0001'); // the directory is in memory and not counted
  const rows: Measured[] = [];
  for (const { name, measure, most, prepare } of JOBS) {
    const cost = await billed(bureau.deps.db.doc, await prepare(bureau));
    rows.push(measured('B5', name, measure === 'written' ? 'WCU' : 'RCU', cost[measure], most, 1));
  }
  await bureau.stop();
  return rows;
};

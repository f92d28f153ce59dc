// Fills a new data folder: the directory of the fictional bureau always, its live cases unless an empty one is asked for.
import { PUBLISHED_YEARS } from '../../../functions/domain/calendar/published-years.ts';
import type { Deps } from '../../../functions/services/deps.ts';
import { replaceDirectory } from '../../../functions/services/staff.ts';
import { STAFF, TOWNSHIPS } from './cast.ts';

export { loadSample } from './play.ts';

/** Staff, townships and work calendar; rows that exist are replaced. */
export const seedDirectory = (deps: Pick<Deps, 'db'>): Promise<void> =>
  replaceDirectory(deps, { staff: STAFF, townships: TOWNSHIPS, years: PUBLISHED_YEARS });

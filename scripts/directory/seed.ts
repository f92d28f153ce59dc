// Brings a bureau's directory to what its files say: reads, checks all of it, tells what changes, and only then writes.
// It must not know the command line.
import { shanghaiDay, yearOf } from '../../functions/domain/calendar/days.ts';
import { PUBLISHED_YEARS } from '../../functions/domain/calendar/published-years.ts';
import { stillServes } from '../../functions/domain/staff/staff.ts';
import type { Db } from '../../functions/store/client.ts';
import { directory, removeFromDirectory, writeDirectory } from '../../functions/store/directory.ts';
import type { Accounts } from './accounts.ts';
import { readCalendar, readStaff, readTownships } from './files.ts';
import { type Change, contradictions, gaps, type Plan, planOf } from './plan.ts';
import { type Finding, finding } from './words.ts';

export interface File {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface SeedOptions {
  readonly db: Db;
  readonly staff?: File | undefined;
  readonly townships?: File | undefined;
  readonly calendar?: File | undefined;
  /** Rows that a given file does not name are removed. */
  readonly remove: boolean;
  readonly dryRun: boolean;
  readonly accounts?: Accounts | undefined;
  readonly now: string;
  readonly print: (sentence: Finding) => void;
}

/** @returns whether everything was in order; where it was not, nothing has been written */
export const seed = async (options: SeedOptions): Promise<boolean> => {
  const { db, remove, dryRun, accounts, now, print } = options;
  const [staff, townships] = await Promise.all([
    options.staff && readStaff(options.staff),
    options.townships && readTownships(options.townships, db.bureau),
  ]);
  const calendar = options.calendar && readCalendar(options.calendar);
  const faults = [staff, townships, calendar].flatMap((read) => read?.wrong ?? []);
  if (faults.length > 0) return refuse(faults, print);

  const wanted = { staff: staff?.value, townships: townships?.value, years: { ...PUBLISHED_YEARS, ...calendar?.value } };
  const plan = planOf(await directory(db), wanted, remove);
  const clashes = contradictions(plan);
  if (clashes.length > 0) return refuse(clashes, print);

  tell(plan.changes, print);
  for (const gap of gaps(plan, yearOf(shanghaiDay(now)))) print(gap);
  if (!dryRun) await write(db, plan);
  if (accounts) await open(accounts, plan, options);
  print(dryRun ? finding('dryRun') : finding('written', { table: db.tables.directory }));
  return true;
};

const refuse = (wrong: readonly Finding[], print: SeedOptions['print']): false => {
  for (const one of wrong) print(one);
  print(wrong.length === 1 ? finding('wrongOne') : finding('wrong', { n: wrong.length }));
  return false;
};

// By ids alone: what scrolls by in a terminal is kept by some.
const tell = (changes: readonly Change[], print: SeedOptions['print']): void => {
  const count = (verdict: Change['verdict']): number => changes.filter((change) => change.verdict === verdict).length;
  for (const { kind, id, verdict, fields } of changes) {
    if (verdict !== 'SAME') print(finding(verdict, { kind: finding(kind), id, fields: fields.join(', ') }));
  }
  print(
    finding('counted', {
      added: count('ADDED'),
      changed: count('CHANGED'),
      same: count('SAME'),
      left: count('LEFT'),
      removed: count('REMOVED'),
    }),
  );
};

const write = async (db: Db, { write: rows, remove }: Plan): Promise<void> => {
  await writeDirectory(db, rows);
  await removeFromDirectory(db, remove);
};

const open = async (accounts: Accounts, { after }: Plan, { dryRun, now, print }: SeedOptions): Promise<void> => {
  let [made, there] = [0, 0];
  for (const { id, email } of after.staff.filter((person) => stillServes(person, shanghaiDay(now)))) {
    if (await accounts.has(email)) {
      there += 1;
      continue;
    }
    if (!dryRun) await accounts.make(email);
    made += 1;
    print(finding(dryRun ? 'accountToMake' : 'accountMade', { id }));
  }
  print(finding('accounts', { made: dryRun ? 0 : made, there }));
};

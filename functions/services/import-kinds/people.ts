// Takes in the roll of people: a hundred rows at a time, one read and one transaction each. A person who is there already is
// changed where the row says something new, and otherwise left alone.
// It must not know the rules of the roll; roll.ts decides. No cell of a row is kept in a verdict.
import { doubtsAbout, factsIn, importPerson, type Decided, type RollCircumstances } from '../../domain/people/roll.ts';
import { ok, type FieldError, type Result } from '../../domain/result.ts';
import { readRecords, WRITE_AT_ONCE, writePeople, type PersonWrite } from '../../store/people.ts';
import { contentOf, type PersonRecord } from '../../store/person-items.ts';
import { patiently } from '../contention.ts';
import type { Deps } from '../deps.ts';
import { rollCircumstances } from '../people-changes.ts';
import { PEOPLE_COLUMNS, PEOPLE_OPTIONAL, readRollLine, type RollLine } from '../people-file.ts';
import { householdersOf, type Householders } from '../people-households.ts';
import type { ImportKind, ImportRun, RowVerdict } from './kind.ts';

const READ_AT_ONCE = 100;

/** A line that may be taken, with the keyed hash of all it says. */
interface ReadyLine extends RollLine {
  readonly row: number;
  readonly content: string;
}

interface Run extends ImportRun {
  readonly circumstances: RollCircumstances;
  readonly householders: Householders;
}

export const peopleImport: ImportKind = {
  columns: PEOPLE_COLUMNS,
  optional: PEOPLE_OPTIONAL,
  take: async (deps, caller, rows, run) => {
    const circumstances = await rollCircumstances(deps, caller);
    const lines: ReadyLine[] = [];
    const settled: RowVerdict[] = [];
    const contents = new Map<string, string>(); // of each person's first row in this file
    for (const given of rows) {
      const { row } = given;
      const read = readRollLine(given);
      if ('errors' in read) {
        settled.push({ row, verdict: 'rejected', errors: read.errors });
        continue;
      }
      const content = await contentOf(read.line.cells, deps.vault);
      const first = contents.get(read.line.personId);
      if (first === undefined) {
        contents.set(read.line.personId, content);
        lines.push({ ...read.line, row, content });
      } else if (first === content) settled.push({ row, verdict: 'unchanged' });
      else settled.push({ row, verdict: 'rejected', errors: [{ path: 'personId', message: 'personTwice' }] });
    }
    await run.note(settled);
    const householders = await householdersOf(deps, lines);
    for (let at = 0; at < lines.length; at += READ_AT_ONCE) {
      if (run.timeUp()) return 'paused';
      await run.note(await takeBatch(deps, lines.slice(at, at + READ_AT_ONCE), { ...run, circumstances, householders }));
    }
    return 'done';
  },
};

/** What becomes of one line: a verdict at once, or one that holds when the write does. */
interface Taken {
  readonly verdict: RowVerdict;
  readonly write?: PersonWrite;
}

const takeBatch = async (deps: Deps, lines: readonly ReadyLine[], run: Run): Promise<RowVerdict[]> => {
  const taken = await decideAll(deps, lines, run);
  if (run.dryRun) return taken.map(({ verdict }) => verdict);
  const verdicts = taken.filter(({ write }) => !write).map(({ verdict }) => verdict);
  for (const part of partsOf(taken.filter(({ write }) => write))) {
    const saved = await writePeople(deps.db, writesIn(part), deps.vault);
    if (saved.ok) verdicts.push(...part.map(({ verdict }) => verdict));
    else verdicts.push(...(await oneByOne(deps, lines, part, run)));
  }
  return verdicts;
};

const writesIn = (taken: readonly Taken[]): PersonWrite[] => taken.flatMap(({ write }) => (write ? [write] : []));

// A person who is changed brings an event along.
const partsOf = (taken: readonly Taken[]): Taken[][] => {
  const parts: Taken[][] = [];
  let room = 0;
  for (const one of taken) {
    const needs = one.write?.event ? 2 : 1;
    const last = parts.at(-1);
    if (last && needs <= room) last.push(one);
    else {
      parts.push([one]);
      room = WRITE_AT_ONCE;
    }
    room -= needs;
  }
  return parts;
};

// Somebody changed one of them meanwhile: each is read and decided again by itself.
const oneByOne = async (deps: Deps, lines: readonly ReadyLine[], part: readonly Taken[], run: Run): Promise<RowVerdict[]> => {
  const verdicts: RowVerdict[] = [];
  for (const { row } of part.map(({ verdict }) => verdict)) {
    const line = lines.find((one) => one.row === row);
    if (!line) throw new Error('a verdict on a row that was not taken');
    const done = await patiently(async () => {
      const [again] = await decideAll(deps, [line], run);
      if (!again) return undefined;
      const saved = again.write ? await writePeople(deps.db, [again.write], deps.vault) : { ok: true };
      return saved.ok ? ok(again.verdict) : undefined;
    });
    verdicts.push(done.ok ? done.value : { row, verdict: 'rejected', errors: [{ path: '', message: 'busy' }] });
  }
  return verdicts;
};

const decideAll = async (deps: Deps, lines: readonly ReadyLine[], run: Run): Promise<Taken[]> => {
  const ids = lines.map(({ personId }) => personId);
  const stored = await readRecords(deps.db, ids, deps.vault);
  const strangers = lines.filter(({ personId }) => !stored.has(personId));
  const heads = await run.householders(strangers);
  return lines.map((line) => {
    const before = stored.get(line.personId);
    return before ? decideKnown(line, before, run) : decideNew(line, heads.get(line.personId), run);
  });
};

const decideNew = ({ row, personId, says, content }: ReadyLine, householder: string | undefined, run: Run): Taken => {
  const facts = { ...(householder !== undefined && { householder }), ...says.facts };
  const decided = importPerson(personId, undefined, { ...says, facts }, run.circumstances);
  if (!decided.ok) return rejected(row, decided);
  const { now: at, by } = run.circumstances;
  const record: PersonRecord = {
    ...decided.value.after,
    entered: { at, by },
    imported: { id: run.importId, row, as: 'created', content },
  };
  return { verdict: { row, verdict: 'created', ...warned(doubtsAbout(says)) }, write: { record } };
};

const decideKnown = ({ row, personId, says, content }: ReadyLine, before: PersonRecord, run: Run): Taken => {
  if (before.imported?.content === content) {
    const own = before.imported.id === run.importId && before.imported.row === row;
    const verdict = own ? before.imported.as : 'unchanged';
    return { verdict: { row, verdict, ...(own && warned(doubtsAbout(says))) } };
  }
  // A blank cell says nothing, so it takes nothing away.
  const facts = { ...factsIn(before), ...says.facts, ...(says.facts.resettlementType === '' && kindIn(before)) };
  const decided = importPerson(personId, before, { ...says, facts }, run.circumstances);
  if (!decided.ok) return rejected(row, decided);
  const { after, event } = decided.value;
  if (!event) return { verdict: { row, verdict: 'unchanged' } };
  const record: PersonRecord = { ...before, ...after, imported: { id: run.importId, row, as: 'updated', content } };
  return { verdict: { row, verdict: 'updated', ...warned(doubtsAbout(says)) }, write: { record, before: before.person.version, event } };
};

const kindIn = ({ person: { resettlementType } }: PersonRecord) => ({ resettlementType });

const rejected = (row: number, decided: Extract<Result<Decided>, { ok: false }>): Taken => ({
  verdict: { row, verdict: 'rejected', errors: decided.refusal.data.fields ?? [] },
});

const warned = (doubts: readonly FieldError[]): Pick<RowVerdict, 'warnings'> => (doubts.length > 0 ? { warnings: doubts } : {});

// Takes in the roll of people: a hundred rows at a time, one read and one transaction each. A person who is there already is
// changed where the row says something new, and otherwise left alone.
// It must not know the rules of the roll; roll.ts decides. No cell of a row is kept in a verdict.
import { doubtsAbout, factsIn, importPerson, type Decided, type ImportedPerson, type RollCircumstances } from '../../domain/people/roll.ts';
import { ok, type FieldError, type Result } from '../../domain/result.ts';
import { readRecords, WRITE_AT_ONCE, writePeople, type PersonWrite } from '../../store/people.ts';
import { contentOf, type PersonRecord } from '../../store/person-items.ts';
import { patiently } from '../contention.ts';
import type { Deps } from '../deps.ts';
import { rollCircumstances } from '../people-changes.ts';
import { PEOPLE_COLUMNS, PEOPLE_OPTIONAL, readRollLine, type RollLine } from '../people-file.ts';
import { householdersOf, householdsTogether, newNames, type Householders, type NewNames } from '../people-households.ts';
import { sameNumbers, type SameNumbers } from '../people-same-numbers.ts';
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
  readonly newNames: NewNames;
  readonly sameNumbers: SameNumbers;
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
    const householders = await householdersOf(deps, lines, circumstances.townships);
    const shared = sameNumbers(deps, lines, householders.anybodyBefore);
    const all: Run = { ...run, circumstances, householders, newNames: newNames(), sameNumbers: shared };
    // A head who is renamed is read together with the household.
    for (const batch of filled(
      householdsTogether(lines, (line) => line),
      () => 1,
      READ_AT_ONCE,
    )) {
      if (run.timeUp()) return 'paused';
      await run.note(await takeBatch(deps, batch, all));
    }
    return 'done';
  },
};

/** What becomes of one line: a verdict at once, or one that holds when the write does. */
interface Taken {
  readonly line: ReadyLine;
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
    else verdicts.push(...(await oneByOne(deps, part, run)));
  }
  return verdicts;
};

const writesIn = (taken: readonly Taken[]): PersonWrite[] => taken.flatMap(({ write }) => (write ? [write] : []));

// A person who is changed brings an event along. A household is written at once: cut off in between, nobody would know the head's old name.
const partsOf = (taken: readonly Taken[]): Taken[][] =>
  filled(
    householdsTogether(taken, ({ line }) => line),
    ({ write }) => (write?.event ? 2 : 1),
    WRITE_AT_ONCE,
  );

/** Groups put together as far as there is room; one that is too large by itself is cut. */
const filled = <T>(groups: readonly (readonly T[])[], needs: (one: T) => number, room: number): T[][] => {
  const parts: T[][] = [];
  let left = 0;
  const sum = (group: readonly T[]): number => group.reduce((all, one) => all + needs(one), 0);
  for (const group of groups) {
    if (sum(group) > left) left = 0;
    for (const one of group) {
      const last = parts.at(-1);
      if (last && needs(one) <= left) last.push(one);
      else {
        parts.push([one]);
        left = room;
      }
      left -= needs(one);
    }
  }
  return parts;
};

// Somebody changed one of them meanwhile: each is read and decided again by itself.
const oneByOne = async (deps: Deps, part: readonly Taken[], run: Run): Promise<RowVerdict[]> => {
  const verdicts: RowVerdict[] = [];
  for (const { line } of part) {
    const done = await patiently(async () => {
      const [again] = await decideAll(deps, [line], run);
      if (!again) return undefined;
      const saved = again.write ? await writePeople(deps.db, [again.write], deps.vault) : { ok: true };
      return saved.ok ? ok(again.verdict) : undefined;
    });
    verdicts.push(done.ok ? done.value : { row: line.row, verdict: 'rejected', errors: [{ path: '', message: 'busy' }] });
  }
  return verdicts;
};

const decideAll = async (deps: Deps, lines: readonly ReadyLine[], run: Run): Promise<Taken[]> => {
  const ids = lines.map(({ personId }) => personId);
  const stored = await readRecords(deps.db, ids, deps.vault);
  const strangers = lines.filter(({ personId }) => !stored.has(personId));
  const [heads, shared] = await Promise.all([
    run.householders.of(strangers),
    run.sameNumbers(lines.filter((line) => bringsNumber(line, stored.get(line.personId), run))),
  ]);
  for (const { personId, says, content } of lines) {
    const before = stored.get(personId);
    if (!before || before.imported?.content === content || before.person.name === says.facts.name) continue;
    const facts = { ...factsIn(before), ...says.facts };
    if (importPerson(personId, before, { ...says, facts }, run.circumstances).ok) run.newNames.note(before.person, says.facts.name);
  }
  return lines.map((line) => {
    const before = stored.get(line.personId);
    const others = shared.get(line.personId) ?? [];
    return before ? decideKnown(line, before, others, run) : decideNew(line, heads.get(line.personId), others, run);
  });
};

// Rows of an earlier attempt say again what they said then.
const bringsNumber = ({ says: { facts } }: ReadyLine, before: PersonRecord | undefined, { importId }: Run): boolean =>
  facts.idNumber !== undefined && (facts.idNumber !== before?.identity.idNumber || before.imported?.id === importId);

const decideNew = (line: ReadyLine, named: string | undefined, others: readonly FieldError[], run: Run): Taken => {
  const { row, personId, says, content } = line;
  const householder = named && (run.newNames.forHead({ ...says.facts, householder: named }) ?? named);
  const facts = { ...(householder !== undefined && { householder }), ...says.facts };
  const decided = importPerson(personId, undefined, { ...says, facts }, run.circumstances);
  if (!decided.ok) return rejected(line, decided);
  const { now: at, by } = run.circumstances;
  const record: PersonRecord = {
    ...decided.value.after,
    entered: { at, by },
    imported: { id: run.importId, row, as: 'created', content },
  };
  return { line, verdict: { row, verdict: 'created', ...warned([...doubtsAbout(says), ...others]) }, write: { record } };
};

const decideKnown = (line: ReadyLine, before: PersonRecord, others: readonly FieldError[], run: Run): Taken => {
  const { row, personId, says, content } = line;
  const stays = staysRemoved(before, says);
  const head = says.facts.householder === undefined ? run.newNames.forHead(before.person) : undefined;
  if (before.imported?.content === content && head === undefined) {
    const own = before.imported.id === run.importId && before.imported.row === row;
    const verdict = own ? before.imported.as : 'unchanged';
    return { line, verdict: { row, verdict, ...warned(own ? [...doubtsAbout(says), ...others, ...stays] : stays) } };
  }
  // A blank cell says nothing, so it takes nothing away; a row that was here before changes no more than the head's name.
  const said = before.imported?.content === content ? {} : says.facts;
  const removal = before.imported?.content === content ? {} : removalIn(says);
  const facts = {
    ...factsIn(before),
    ...(head !== undefined && { householder: head }),
    ...said,
    ...(says.facts.resettlementType === '' && kindIn(before)),
  };
  const decided = importPerson(personId, before, { ...removal, facts }, run.circumstances);
  if (!decided.ok) return rejected(line, decided);
  const { after, event } = decided.value;
  if (!event) return { line, verdict: { row, verdict: 'unchanged', ...warned(stays) } };
  const record: PersonRecord = { ...before, ...after, imported: { id: run.importId, row, as: 'updated', content } };
  return {
    line,
    verdict: { row, verdict: 'updated', ...warned([...doubtsAbout(says), ...others, ...stays]) },
    write: { record, before: before.person.version, event },
  };
};

const kindIn = ({ person: { resettlementType } }: PersonRecord) => ({ resettlementType });

const removalIn = ({ facts: _facts, ...removal }: ImportedPerson): Omit<ImportedPerson, 'facts'> => removal;

// A list that was made before somebody left does not bring them back, and whoever sends it should know.
const staysRemoved = ({ person: { removedOn: day } }: PersonRecord, { removedOn }: ImportedPerson): FieldError[] =>
  day !== undefined && removedOn === undefined ? [{ path: 'removedOn', message: 'staysRemoved', data: { day } }] : [];

const rejected = (line: ReadyLine, decided: Extract<Result<Decided>, { ok: false }>): Taken => ({
  line,
  verdict: { row: line.row, verdict: 'rejected', errors: decided.refusal.data.fields ?? [] },
});

const warned = (doubts: readonly FieldError[]): Pick<RowVerdict, 'warnings'> => (doubts.length > 0 ? { warnings: doubts } : {});

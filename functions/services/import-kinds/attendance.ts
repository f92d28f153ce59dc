// Files of who was at which session: closed history that was imported counts them at once, a class under way takes them like paper.
// It must not know jobs; a line becomes a signature like any other, judged by the same rules.
import type { Deps } from '../deps.ts';
import type { Circumstances } from '../../domain/petitions/commands.ts';
import type { FieldError } from '../../domain/result.ts';
import { beginning, halfDays, halfDayText } from '../../domain/training/half-days.ts';
import type { Judgement, SigningEvent } from '../../domain/training/judge.ts';
import type { Session } from '../../domain/training/session.ts';
import type { SignIn } from '../../domain/training/sign-in.ts';
import { sha256 } from '../../store/keys.ts';
import { readSessionHeads } from '../../store/training.ts';
import type { SessionHead } from '../../store/training-items.ts';
import { ATTENDANCE_COLUMNS, readAttendanceLine, type AttendanceLine } from '../session-lines.ts';
import { partsOf, takePart, type SheetRun } from '../sheet-batches.ts';
import { circumstancesOf } from '../staff.ts';
import type { ImportKind, ImportRun, RowVerdict } from './kind.ts';

interface Ready extends AttendanceLine {
  readonly row: number;
}

interface Group {
  readonly head: SessionHead;
  readonly lines: readonly Ready[];
}

/** Sessions that are written at the same time. */
const AT_ONCE = 4;

export const attendanceImport: ImportKind = {
  columns: ATTENDANCE_COLUMNS,
  take: async (deps, caller, rows, run) => {
    const rejected: RowVerdict[] = [];
    const bySession = new Map<string, Ready[]>();
    for (const { row, ...line } of rows) {
      const read = readAttendanceLine(line);
      if ('errors' in read) rejected.push({ row, verdict: 'rejected', errors: read.errors });
      else {
        const lines = bySession.get(read.line.sessionId) ?? [];
        lines.push({ row, ...read.line });
        bySession.set(read.line.sessionId, lines);
      }
    }
    const [heads, circumstances] = await Promise.all([readSessionHeads(deps.db, [...bySession.keys()]), circumstancesOf(deps, caller)]);
    const groups: Group[] = [];
    for (const [sessionId, lines] of bySession) {
      const head = heads.get(sessionId);
      if (head) groups.push({ head, lines });
      else rejected.push(...lines.map(({ row }) => ({ row, verdict: 'rejected' as const, errors: [UNKNOWN_SESSION] })));
    }
    await run.note(rejected);
    const taking: Taking = { circumstances, run, ...(run.dryRun && { rehearsed: new Map<string, SignIn>() }) };
    for (const wave of wavesOf(groups, run.dryRun ? 1 : AT_ONCE)) {
      if (run.timeUp()) return 'paused';
      await Promise.all(wave.map(async (group) => run.note(await takeGroup(deps, group, taking))));
    }
    return 'done';
  },
};

const UNKNOWN_SESSION: FieldError = { path: 'sessionId', message: 'unknownSession' };

interface Taking {
  readonly circumstances: Circumstances;
  readonly run: ImportRun;
  readonly rehearsed?: Map<string, SignIn>;
}

// Sessions of the same half-day are never written at once: who is at both is at the one that stands first in the file, every time.
const wavesOf = (groups: readonly Group[], most: number): Group[][] => {
  const waves: Group[][] = [];
  let taken = new Set<string>();
  for (const group of groups) {
    const days = halfDays(group.head.session).map(halfDayText);
    const last = waves.at(-1);
    if (last && last.length < most && !days.some((day) => taken.has(day))) last.push(group);
    else {
      waves.push([group]);
      taken = new Set();
    }
    for (const day of days) taken.add(day);
  }
  return waves;
};

const takeGroup = async (deps: Deps, { head, lines }: Group, { circumstances, run, rehearsed }: Taking): Promise<RowVerdict[]> => {
  const { session } = head;
  const sheet: SheetRun = { session: session.sessionId, circumstances, from: 'FILE', seen: head, ...(rehearsed && { rehearsed }) };
  const events = lines.map((line) => eventOf(line, session, run));
  const judged: (Judgement | undefined)[] = [];
  for (const part of partsOf(events)) {
    const taken = await takePart(deps, sheet, part);
    judged.push(...(taken.ok ? taken.value : part.map(() => undefined)));
  }
  return lines.map(({ row }, index) => {
    const judgement = judged[index];
    return { row, ...(judgement ? outcomeOf(judgement, deviceOf(run, row)) : BUSY) };
  });
};

// The same line is the same event whatever file it comes in, so that what was taken back stays so; the device tells which line made it.
const eventOf = ({ row, ...line }: Ready, session: Session, run: ImportRun): SigningEvent => {
  const { who, walkIn, slot, method } = line;
  const eventId = `file-${sha256([session.sessionId, who, String(slot)].join('\n')).slice(0, 24)}`;
  return { eventId, who, ...(walkIn && { walkIn }), slot, at: beginning(session), method, device: deviceOf(run, row) };
};

const deviceOf = ({ importId }: ImportRun, row: number): string => `import-${importId}-${String(row)}`;

type Outcome = Omit<RowVerdict, 'row'>;
const BUSY: Outcome = { verdict: 'rejected', errors: [{ path: '', message: 'busy' }] };

const WHY: Readonly<Record<NonNullable<Judgement['reason']>, FieldError>> = {
  UNKNOWN_PERSON: { path: 'personId', message: 'unknownPerson' },
  HALF_DAY: { path: 'sessionId', message: 'halfDay' },
  ANNULLED: { path: '', message: 'takenBack' },
  WRONG_STATE: { path: 'sessionId', message: 'sessionSealed' },
  UNKNOWN_EVENT: { path: '', message: 'invalid' },
  TOO_LATE: { path: '', message: 'invalid' },
  INVALID: { path: '', message: 'invalid' },
};

const outcomeOf = ({ verdict, reason, session, device }: Judgement, own: string): Outcome => {
  if (verdict === 'recorded' || device === own) return { verdict: 'created' };
  if (verdict === 'duplicate' || reason === undefined) return { verdict: 'unchanged' };
  return { verdict: 'rejected', errors: [{ ...WHY[reason], ...(session !== undefined && { data: { session } }) }] };
};

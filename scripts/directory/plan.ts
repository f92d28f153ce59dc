// What a bureau's directory will be, against what it is: what is new, changed or gone, and whether the whole of it holds together.
// It must not know files, or write anything.
import type { Role, Staff } from '../../functions/domain/staff/staff.ts';
import type { Directory, Township } from '../../functions/store/directory.ts';
import { type Finding, finding } from './words.ts';

export interface Wanted {
  /** Undefined: not spoken of, and left as they are. */
  readonly staff: readonly Staff[] | undefined;
  readonly townships: readonly Township[] | undefined;
  readonly years: Directory['years'];
}

type Kind = 'staff' | 'township' | 'year';
type Verdict = 'ADDED' | 'CHANGED' | 'SAME' | 'LEFT' | 'REMOVED';

export interface Change {
  readonly kind: Kind;
  readonly id: string;
  readonly verdict: Verdict;
  /** Columns that differ. */
  readonly fields: readonly string[];
}

export interface Plan {
  readonly changes: readonly Change[];
  readonly write: Directory;
  readonly remove: { readonly staff: readonly string[]; readonly townships: readonly string[] };
  /** The whole directory once it is done. */
  readonly after: Directory;
}

type Rows = ReadonlyMap<string, object>;

const compare = (kind: Kind, before: Rows, wanted: Rows | undefined, absent: 'LEFT' | 'REMOVED'): Change[] => {
  if (!wanted) return [];
  const named = [...wanted].map(([id, row]): Change => {
    const old = before.get(id);
    const fields = old ? differing(old, row) : [];
    return { kind, id, verdict: !old ? 'ADDED' : fields.length > 0 ? 'CHANGED' : 'SAME', fields };
  });
  const others = [...before.keys()].filter((id) => !wanted.has(id)).map((id): Change => ({ kind, id, verdict: absent, fields: [] }));
  return [...named, ...others];
};

const differing = (one: object, other: object): string[] => {
  const [before, after] = [new Map<string, unknown>(Object.entries(one)), new Map<string, unknown>(Object.entries(other))];
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name)),
  );
};

const by = <T extends object>(rows: readonly T[], id: (row: T) => string): Map<string, T> => new Map(rows.map((row) => [id(row), row]));
const staffBy = (rows: readonly Staff[]) => by(rows, ({ id }) => id);
const townshipsBy = (rows: readonly Township[]) => by(rows, ({ code }) => code);

/** @param remove whether rows that a given file does not name go, or stay */
export const planOf = (before: Directory, wanted: Wanted, remove: boolean): Plan => {
  const absent = remove ? 'REMOVED' : 'LEFT';
  const [staff, townships] = [wanted.staff && staffBy(wanted.staff), wanted.townships && townshipsBy(wanted.townships)];
  const [oldStaff, oldTownships] = [staffBy(before.staff), townshipsBy(before.townships)];
  const years = new Map(Object.entries(wanted.years));
  const changes = [
    ...compare('township', oldTownships, townships, absent),
    ...compare('staff', oldStaff, staff, absent),
    // A year is never taken away: limits were reckoned by it.
    ...compare('year', new Map(Object.entries(before.years)), years, 'LEFT').filter(({ verdict }) => verdict !== 'LEFT'),
  ];
  const ids = (kind: Kind, ...verdicts: Verdict[]): string[] =>
    changes.filter((change) => change.kind === kind && verdicts.includes(change.verdict)).map(({ id }) => id);
  const picked = <T>(rows: ReadonlyMap<string, T> | undefined, kind: Kind): T[] =>
    ids(kind, 'ADDED', 'CHANGED').flatMap((id) => rows?.get(id) ?? []);
  const gone = { staff: ids('staff', 'REMOVED'), townships: ids('township', 'REMOVED') };
  const left = <T>(old: ReadonlyMap<string, T>, next: ReadonlyMap<string, T> | undefined, removed: readonly string[]): T[] =>
    [...new Map([...old, ...(next ?? [])])].filter(([id]) => !removed.includes(id)).map(([, row]) => row);
  const changedYears = ids('year', 'ADDED', 'CHANGED');
  return {
    changes,
    write: {
      staff: picked(staff, 'staff'),
      townships: picked(townships, 'township'),
      years: Object.fromEntries([...years].filter(([year]) => changedYears.includes(year))),
    },
    remove: gone,
    after: {
      staff: left(oldStaff, staff, gone.staff),
      townships: left(oldTownships, townships, gone.townships),
      years: { ...before.years, ...wanted.years },
    },
  };
};

/** What cannot be, of the whole directory as it would be. */
export const contradictions = ({ after, remove }: Plan): Finding[] => {
  const known = new Set(after.townships.map(({ code }) => code));
  const [addresses, programs] = [new Map<string, string>(), new Map<string, string>()];
  return after.staff.flatMap(({ id, email, roles, areas, clients = [] }) => {
    const sameAddress = addresses.get(email.toLowerCase());
    addresses.set(email.toLowerCase(), id);
    const shared = clients.flatMap((value) => {
      const other = programs.get(value);
      programs.set(value, id);
      return other === undefined ? [] : [finding('clientTaken', { id, other, value })];
    });
    const strange = areas
      .filter((area) => !known.has(area))
      .map((value) => finding(remove.townships.includes(value) ? 'areaRemoved' : 'areaUnknown', { id, value }));
    return [
      ...(sameAddress === undefined ? [] : [finding('emailTaken', { id, other: sameAddress })]),
      ...shared,
      ...strange,
      ...(roles.includes('TOWNSHIP') && areas.length === 0 ? [finding('areaMissing', { id })] : []),
    ];
  });
};

// Without one of each, something the house promises has nobody to do it.
const NEEDED = ['PETITION_ROOM', 'DUTY_DESK', 'HEAD', 'ADMIN'] as const satisfies readonly Role[];

/** What will be missed, and does not stop anything. @param year the present one */
export const gaps = ({ after }: Plan, year: number): Finding[] => [
  ...(after.staff.length === 0
    ? []
    : NEEDED.filter((role) => !after.staff.some(({ roles }) => roles.includes(role))).map((role) => finding(`nobody${role}`))),
  ...(String(year) in after.years ? [] : [finding('noYear', { year })]),
];

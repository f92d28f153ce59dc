// `npm run directory`: what it refuses, what it tells, and what stands in the table afterwards; accounts in a user pool on loopback.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PUBLISHED_YEARS } from '../../functions/domain/calendar/published-years.ts';
import { connect, type Db } from '../../functions/store/client.ts';
import { directory } from '../../functions/store/directory.ts';
import { STAFF, TOWNSHIPS } from '../../lib/local/sample/cast.ts';
import { cognitoAccounts } from '../../scripts/directory/accounts.ts';
import { seed, type SeedOptions } from '../../scripts/directory/seed.ts';
import { type Finding, say } from '../../scripts/directory/words.ts';
import { type TestTables, withTables } from '../support/engine.ts';
import { type Endpoint, endpoint, json, jsonError } from '../support/fake-aws.ts';
import { rowsOf } from '../support/whole-table.ts';

const EXAMPLES = 'docs/examples';
const NOW = '2026-11-22T10:00:00.000+08:00';
let tables: TestTables;
beforeAll(async () => {
  tables = await withTables();
  for (const [name, value] of Object.entries(tables.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await tables.stop();
});

let db: Db;
// Nothing is remembered of what another test has read; and every test begins with an empty bureau.
let bureaus = 990581;
beforeEach(() => {
  bureaus += 1;
  db = connect({ tables: tables.tables, bureau: String(bureaus), region: 'ap-southeast-1', endpoint: tables.endpoint });
});

const file = (name: string, text: string): { file: string; bytes: Uint8Array } => ({ file: name, bytes: new TextEncoder().encode(text) });
const example = (name: string) => file(name, readFileSync(`${EXAMPLES}/${name}`, 'utf8').replaceAll('990581', db.bureau));
const EXAMPLE = () => ({ staff: example('staff.csv'), townships: example('townships.csv') });

const run = async (options: Partial<SeedOptions>): Promise<{ ok: boolean; said: string[] }> => {
  const said: Finding[] = [];
  const ok = await seed({ db, remove: false, dryRun: false, now: NOW, print: (sentence) => void said.push(sentence), ...options });
  for (const one of said) expect(say(one, 'zh')).not.toBe(say(one, 'en'));
  return { ok, said: said.map((one) => say(one, 'en')) };
};
const stored = async () => rowsOf(db, 'directory').then((rows) => rows.filter(({ pk }) => String(pk).startsWith(`${db.bureau}#`)));

const HEADER = 'id,name,unit,roles,areas,email,phone,language,until,clients';
const line = (change: Record<string, string> = {}): string => {
  const row: Record<string, string> = { id: 'F01', name: '某某', unit: '信访室', roles: 'OFFICER', email: 'f01@ymj.example', ...change };
  return HEADER.split(',')
    .map((column) => row[column] ?? '')
    .join(',');
};
const staff = (...lines: readonly string[]) => file('staff.csv', [HEADER, ...lines, ''].join('\r\n'));

// Beside the cast of the sample, the example shows once what an account that ends looks like, and a program.
const EXAMPLE_STAFF = [
  ...STAFF.map((person) => (person.id === 'A01' ? { ...person, until: '2027-06-30' } : person)),
  {
    id: 'X01',
    name: '县统计系统',
    unit: '外部程序',
    roles: ['AUDITOR'],
    areas: [],
    email: 'x01@ymj.example',
    language: 'zh',
    clients: ['its-client-id'],
  },
];
const EXAMPLE_ROWS = EXAMPLE_STAFF.length + TOWNSHIPS.length + 3;

describe('The examples', () => {
  it('make the bureau that the local sample is, with every published year', async () => {
    const { ok, said } = await run(EXAMPLE());
    expect(ok).toBe(true);
    const { staff, townships, years } = await directory(db);
    const here = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('990581', db.bureau));
    const byId = <T extends { id: string }>(people: readonly T[]) => people.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(staff).toEqual(here(byId(EXAMPLE_STAFF)));
    expect(townships.toSorted((a, b) => (a.code < b.code ? -1 : 1))).toEqual(
      here(TOWNSHIPS.toSorted((a, b) => (a.code < b.code ? -1 : 1))),
    );
    expect(years).toEqual(PUBLISHED_YEARS);
    expect(said).toContain(`${EXAMPLE_ROWS} new, 0 changed, 0 the same, 0 left, 0 removed.`);
    for (const { name, email } of STAFF) expect(said.join('\n')).not.toMatch(new RegExp(`${name}|${email}`));
  });

  it('change nothing the second time, and nothing at all in a dry run', async () => {
    const dry = await run({ ...EXAMPLE(), dryRun: true });
    expect(dry.said.at(-1)).toBe('Dry run: nothing was written.');
    expect(await stored()).toEqual([]);
    await run(EXAMPLE());
    const before = await stored();
    const again = await run(EXAMPLE());
    expect(again.said).toContain(`0 new, 0 changed, ${EXAMPLE_ROWS} the same, 0 left, 0 removed.`);
    expect(await stored()).toEqual(before);
  });
});

describe('A file of staff', () => {
  it('changes those it names, leaves the others, and removes them only when told to', async () => {
    await run({ staff: staff(line(), line({ id: 'F02', email: 'f02@ymj.example' })) });
    const next = staff(
      line({ roles: 'OFFICER; PETITION_ROOM', email: 'F01@YMJ.example', until: '2026-12-31', clients: 'sync statistics' }),
    );
    expect((await run({ staff: next })).said).toEqual(
      expect.arrayContaining([
        'changed: staff F01 (roles, until, clients)',
        'left as it is: staff F02, not in the file (--remove would remove it)',
      ]),
    );
    expect((await directory(db)).staff.map(({ id }) => id)).toEqual(['F01', 'F02']);
    expect((await run({ staff: next, remove: true })).said).toContain('removed: staff F02');
    expect((await directory(db)).staff).toMatchObject([
      { id: 'F01', roles: ['OFFICER', 'PETITION_ROOM'], email: 'f01@ymj.example', until: '2026-12-31', clients: ['sync', 'statistics'] },
    ]);
  });

  it('says which duties nobody has', async () => {
    const { said } = await run({ staff: staff(line({ roles: 'ADMIN,HEAD'.replace(',', ' ') })) });
    expect(said.filter((one) => one.startsWith('Note:')).map((one) => one.split(',')[0])).toEqual([
      'Note: nobody is PETITION_ROOM',
      'Note: nobody is DUTY_DESK',
    ]);
  });

  it.each<[string, () => { file: string; bytes: Uint8Array }, readonly RegExp[]]>([
    ['no role of ours', () => staff(line({ roles: 'OFFICER CHIEF' })), [/row 2: there is no role "CHIEF"; known are OFFICER /]],
    ['no role at all', () => staff(line({ roles: '' })), [/row 2: at least one role/]],
    ['an id that cannot be one', () => staff(line({ id: 'f#1' })), [/row 2: the id "f#1"/]],
    ['an address that is none', () => staff(line({ email: 'f01@' })), [/row 2: "f01@" is not a mail address/]],
    ['a day that is none', () => staff(line({ until: '2026-02-30' })), [/row 2: "2026-02-30" is not a day/]],
    ['a telephone that is none', () => staff(line({ phone: '无' })), [/row 2: the telephone has not one digit/]],
    ['a language we do not speak', () => staff(line({ language: 'fr' })), [/row 2: the language is zh or en/]],
    ['no name', () => staff(line({ name: ' ' })), [/row 2: name is empty/]],
    [
      'one person twice',
      () => staff(line(), line({ email: 'F01@ymj.example' })),
      [/row 3: id "f01" stands in row 2/, /row 3: email "f01@ymj.example" stands in row 2/],
    ],
    ['a township that is not there', () => staff(line({ areas: '990581999' })), [/F01: there is no township 990581999/]],
    ['a township officer of nowhere', () => staff(line({ roles: 'TOWNSHIP' })), [/F01: a township officer needs a township/]],
    [
      'one program for two people',
      () => staff(line({ clients: 'sync' }), line({ id: 'F02', email: 'f02@ymj.example', clients: 'sync' })),
      [/"sync" stands under both F02 and F01/],
    ],
    ['a comma too many', () => staff(`${line()},x`), [/row 2: more cells than columns/]],
    ['a column we do not know', () => file('staff.csv', `${HEADER},salary\n`), [/there is no column salary/]],
    [
      'a column too few',
      () => file('staff.csv', 'id,name\nF01,x\n'),
      [/column unit is missing/, /column roles is missing/, /column email is missing/],
    ],
    ['nobody', () => staff(), [/not one row/]],
    ['another encoding', () => ({ file: 'staff.csv', bytes: Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]) }), [/not UTF-8/]],
  ])('with %s is refused as a whole', async (_what, given, sentences) => {
    const { ok, said } = await run({ staff: given() });
    expect(ok).toBe(false);
    for (const sentence of sentences) expect(said.join('\n')).toMatch(sentence);
    expect(said.at(-1)).toMatch(/^(?:One thing is|[2-9] things are) wrong; nothing was written\.$/);
    expect(await stored()).toEqual([]);
  });

  it('whose address another already has, in the table, is refused', async () => {
    await run({ staff: staff(line()) });
    const { ok, said } = await run({ staff: staff(line({ id: 'F02' })) });
    expect([ok, said[0]]).toEqual([false, 'F02 and F01 have the same mail address: people sign in by it, so each needs their own.']);
    expect((await run({ staff: staff(line({ id: 'F02' })), remove: true })).ok).toBe(true); // who leaves gives it up
  });
});

describe('Townships and years', () => {
  it('of another bureau are refused, and one that somebody answers for is not removed', async () => {
    const strange = await run({ townships: file('t.csv', 'code,name\n123456001,别处\n') });
    expect(strange.said[0]).toMatch(/the township code "123456001" must be nine digits that begin with \d{6}/);
    await run(EXAMPLE());
    const fewer = file('t.csv', `code,name\n${db.bureau}101,柏坝镇\n`);
    expect((await run({ townships: fewer, remove: true })).said).toContain(
      `Township ${db.bureau}102 would be removed, and Z02 still answers for it.`,
    );
  });

  const calendar = (year: string, rest: readonly string[], makeUp: readonly string[]) =>
    file('2027.json', JSON.stringify({ [year]: { rest, makeUp } }));

  it('come in beside those that are known, and only as a notice could list them', async () => {
    expect((await run({ calendar: calendar('2027', ['2027-01-01', '2026-12-31'], ['2027-02-06']) })).ok).toBe(true);
    expect(Object.keys((await directory(db)).years)).toEqual([...Object.keys(PUBLISHED_YEARS), '2027']);
    const { said } = await run({ calendar: calendar('2027', ['2028-01-01', '2027-01-02'], ['2027-01-02', '2027-02-05']) });
    expect(said).toEqual([
      '2027.json: 2028-01-01 is not a day of 2027, or of the December before.',
      '2027.json: 2027-01-02 is listed both as rest and as work.',
      '2027.json: 2027-02-05 is a weekday, and cannot be worked in exchange.',
      '3 things are wrong; nothing was written.',
    ]);
    expect((await run({ calendar: file('x.json', '{"2027": []}') })).said[0]).toContain('must be JSON such as');
  });
});

describe('Accounts', () => {
  const Asked = z.object({
    Username: z.string(),
    UserPoolId: z.string(),
    MessageAction: z.string().optional(),
    UserAttributes: z.unknown().optional(),
  });
  const made: z.infer<typeof Asked>[] = [];
  const there = new Set<string>();
  let pool: Endpoint;
  beforeAll(async () => {
    pool = await endpoint(({ header, body }) => {
      const asked = Asked.parse(JSON.parse(body.toString()));
      const known = there.has(asked.Username);
      if (header('x-amz-target') === 'AWSCognitoIdentityProviderService.AdminGetUser') {
        return known ? json({ Username: asked.Username }) : jsonError('UserNotFoundException');
      }
      if (known) return jsonError('UsernameExistsException');
      made.push(asked);
      there.add(asked.Username);
      return json({ User: { Username: asked.Username } });
    });
    vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', pool.url);
  });
  afterAll(() => pool.stop());

  it('are made for those who serve and have none, with a verified address and without a letter', async () => {
    there.add('f02@ymj.example');
    const options = {
      staff: staff(
        line(),
        line({ id: 'F02', email: 'f02@ymj.example' }),
        line({ id: 'A01', email: 'a01@ymj.example', roles: 'AUDITOR', until: '2026-11-21' }),
      ),
      accounts: cognitoAccounts({ pool: 'ap-southeast-1_abc', region: 'ap-southeast-1', invite: false }),
    };
    expect((await run({ ...options, dryRun: true })).said).toContain('account to be made: F01');
    expect(made).toEqual([]);
    expect((await run(options)).said).toEqual(expect.arrayContaining(['account made: F01', 'Accounts: 1 made, 1 there already.']));
    const verified = [
      { Name: 'email', Value: 'f01@ymj.example' },
      { Name: 'email_verified', Value: 'true' },
    ];
    expect(made).toEqual([
      { Username: 'f01@ymj.example', UserPoolId: 'ap-southeast-1_abc', MessageAction: 'SUPPRESS', UserAttributes: verified },
    ]);
    expect((await run(options)).said).toContain('Accounts: 0 made, 2 there already.');
  });
});

describe('The command', () => {
  const command = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/directory.ts', ...args], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'zh_CN.UTF-8' },
    });
    return { status, said: stdout.trim().split('\n'), stderr };
  };

  it('finds the table in what cdk deploy wrote, and speaks the terminal’s language', async () => {
    const outputs = join(mkdtempSync(join(tmpdir(), 'shoufang-outputs-')), 'outputs.json');
    const arn = `arn:aws:dynamodb:cn-local-1:111122223333:table/${tables.tables.directory}`;
    writeFileSync(outputs, JSON.stringify({ 'shoufang-prod-data': { DirectoryTable: arn, Bureau: '510000' } }));
    const files = ['staff', 'townships'].flatMap((name) => {
      const path = join(dirname(outputs), `${name}.csv`);
      writeFileSync(path, readFileSync(`${EXAMPLES}/${name}.csv`, 'utf8').replaceAll('990581', '510000'));
      return [`--${name}`, path];
    });
    const { status, said, stderr } = command('--outputs', outputs, ...files);
    expect([status, stderr, said.at(-1)]).toEqual([0, '', `已写入 ${tables.tables.directory}，一分钟内生效。`]);
    const seeded = connect({ tables: tables.tables, bureau: '510000', region: 'ap-southeast-1', endpoint: tables.endpoint });
    expect((await directory(seeded)).staff).toHaveLength(EXAMPLE_STAFF.length);
    const elsewhere = command('--outputs', outputs, '--stage', 'nowhere', '--published');
    expect([elsewhere.status, elsewhere.said]).toEqual([2, [`${outputs} 中没有名为 nowhere 的部署；有：prod。`]]);
  });

  it('says how it is used, and names each of its flags', () => {
    const { status, said } = command('--help');
    const flags = [...readFileSync('scripts/directory.ts', 'utf8').matchAll(/^ {2}'?([\w-]+)'?: \{ type: '/gm)].map(
      ([, name = '']) => name,
    );
    expect([status, said[0]]).toEqual([0, '用法：npm run directory -- [选项]']);
    expect(said.flatMap((one) => /^ {2}--([\w-]+)/.exec(one)?.[1] ?? []).sort()).toEqual(flags.sort());
  });

  it.each<[readonly string[], RegExp]>([
    [['--published', '--outputs', '/nowhere.json'], /不知道写到哪张表/],
    [['--published', '--outputs', '/nowhere.json', '--table', 'directory', '--region', 'eu-west-1'], /不知道是哪个局/],
    [['--published', '--table', 'directory', '--region', 'eu-west-1', '--bureau', '9905'], /六位数字，而不是“9905”/],
    [['--staff', 'not-there.csv'], /读不到文件 not-there.csv（ENOENT）/],
  ])('%j ends with a sentence', (args, sentence) => {
    const { status, said } = command(...args);
    expect(status).toBe(2);
    expect(said.join('\n')).toMatch(sentence);
  });
});

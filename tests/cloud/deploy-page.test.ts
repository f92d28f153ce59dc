// docs/deploy.md speaks of outputs, settings, flags and counts: what of that can be looked up is looked up, and its one program is run.
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alarmsOf } from '../../lib/cloud/alarms.ts';
import { config } from '../../lib/cloud/config.ts';
import { jobs } from '../../lib/cloud/constructs/schedules.ts';
import { type TestTables, withTables } from '../support/engine.ts';
import { synthesised } from './templates/synthesised.ts';

const page = readFileSync('docs/deploy.md', 'utf8');
const sourceOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n');
const cloud = sourceOf('lib/cloud');

const callsAMonth = (pipe: boolean): number =>
  Object.values(jobs({ pipe })).reduce((sum, { every }) => {
    const minutes = Number(/^rate\((\d+) minutes?\)$/.exec(every)?.[1]);
    return sum + (30 * 24 * 60) / minutes;
  }, 0);

describe('The page on deploying', () => {
  it.each(['Address', 'SignInAddress', 'StaffPool', 'DomainTarget', 'Bureau', 'DirectoryTable', 'MailBucket'])(
    'names an output that there is: %s',
    (name) => {
      expect(page).toContain(`\`${name}\``);
      expect(cloud).toMatch(new RegExp(`new CfnOutput\\([^,]+, '${name}'`));
    },
  );

  it('names settings that there are', () => {
    const [, table = ''] = page.split('| Setting |');
    const settings = [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name);
    expect(settings).toContain('bureau');
    for (const name of settings) expect(cloud).toMatch(new RegExp(`^  ${name}: `, 'm'));
  });

  it('names flags that there are', () => {
    const command = readFileSync('scripts/directory.ts', 'utf8');
    const flags = [...page.matchAll(/^npm run directory -- (.*)/gm)].flatMap(([, line = '']) =>
      [...line.matchAll(/--([\w-]+)/g)].map(([, flag = '']) => flag),
    );
    expect(new Set(flags)).toEqual(new Set(['stage', 'staff', 'townships', 'accounts', 'dry-run']));
    for (const flag of [...flags, 'calendar', 'remove', 'user-pool', 'invite'])
      expect(command).toMatch(new RegExp(`^  '?${flag}'?: \\{`, 'm'));
  });

  it('counts alarms and calls as they are', () => {
    const [alarms, fewer] = [alarmsOf(config('prod')).length, alarmsOf(config('mainland')).length];
    expect(page).toContain(`${alarms} alarms (${fewer} without SES and pipe)`);
    const round = (n: number, to: number): string => (Math.round(n / to) * to).toLocaleString('en-US');
    expect(page).toContain(`${round(callsAMonth(true), 1000)} calls by the clock`);
    expect(page).toContain(`without a pipe ${round(callsAMonth(false) - callsAMonth(true), 100)} more`);
  });

  it('leads to files and sections that there are', () => {
    for (const [, file = '', section] of page.matchAll(/\]\((?!#|http)([^)#]+)(?:#([^)]+))?\)/g)) {
      expect(existsSync(`docs/${file}`), file).toBe(true);
      if (section !== undefined) expect(readFileSync(`docs/${file}`, 'utf8')).toContain(`\n### ${section}\n`);
    }
    const sections = [...page.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, anchor = ''] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(sections).toContain(anchor);
  });
});

describe('Counting anew, in the runbook', () => {
  it('reads bureau and tables from what cdk deploy wrote', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shoufang-outputs-'));
    try {
      const names = Object.keys(synthesised('prod').templates.get('data')?.Outputs ?? {}).filter(
        (name) => name === 'Bureau' || name.endsWith('TableName'),
      );
      const out = Object.fromEntries(names.map((name) => [name, `its-${name}`]));
      writeFileSync(join(folder, 'cdk-outputs.json'), JSON.stringify({ 'shoufang-prod-data': out }));
      const program = /^eval "\$\(node -p .*?\)"$/ms.exec(readFileSync('docs/runbook.md', 'utf8'))?.[0] ?? '';
      const said = execFileSync('bash', ['-c', `${program}\nenv`], { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
      expect(
        said
          .split('\n')
          .filter((line) => /^(?:TABLE|SHOUFANG)_/.test(line))
          .sort(),
      ).toEqual([
        'SHOUFANG_BUREAU=its-Bureau',
        'TABLE_DIRECTORY=its-directoryTableName',
        'TABLE_PETITIONS=its-petitionsTableName',
        'TABLE_REPORTS=its-reportsTableName',
        'TABLE_TRAINING=its-trainingTableName',
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('Winding one case back', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await withTables();
  });
  afterAll(() => tables.stop());

  it('brings its rows from the restored table as they were, and touches no other', async () => {
    const pk = '990581#PET#XF-2026-0041';
    const [from, to] = [tables.tables.training, tables.tables.petitions];
    const put = (TableName: string, Item: Record<string, unknown>) => tables.client.send(new PutCommand({ TableName, Item }));
    const event = { pk, sk: 'EV#000001', bytes: 1.5, list: ['一', { a: null }], set: new Set(['x']) };
    await Promise.all([
      put(from, { pk, sk: 'HEAD', version: 3 }),
      put(from, event),
      put(from, { pk: '990581#PET#XF-2026-0042', sk: 'HEAD', version: 1 }),
      put(to, { pk, sk: 'HEAD', version: 9 }),
      put(to, { pk, sk: 'EV#000009' }),
    ]);
    const program = /PK='990581#PET#XF-2026-0041' node --input-type=module -e '\n(.*?)'/s.exec(page)?.[1] ?? '';
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      env: { ...process.env, ...tables.env, AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint, FROM: from, TO: to, PK: pk },
    });
    expect(said).toBe('2 rows\n');
    const query = { TableName: to, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
    const { Items } = await tables.client.send(new QueryCommand(query));
    expect(Items).toEqual([event, { pk, sk: 'EV#000009' }, { pk, sk: 'HEAD', version: 3 }]);
  });
});

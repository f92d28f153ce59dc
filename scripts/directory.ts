// `npm run directory`: writes staff, townships and work calendars into the directory of a deployed bureau, with the credentials of whoever
// runs it. The command line and nothing else; what is done stands in scripts/directory/seed.ts.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { shanghaiInstant } from '../functions/domain/calendar/days.ts';
import { connect } from '../functions/store/client.ts';
import { terminalLanguage } from '../lib/local/words.ts';
import { type Accounts, cognitoAccounts } from './directory/accounts.ts';
import { type File, seed } from './directory/seed.ts';
import { type Finding, finding, say, type Word } from './directory/words.ts';

const FLAGS = {
  stage: { type: 'string', default: 'prod' },
  staff: { type: 'string' },
  townships: { type: 'string' },
  calendar: { type: 'string' },
  published: { type: 'boolean', default: false },
  remove: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  accounts: { type: 'boolean', default: false },
  'user-pool': { type: 'string' },
  invite: { type: 'boolean', default: false },
  outputs: { type: 'string', default: 'cdk-outputs.json' },
  table: { type: 'string' },
  bureau: { type: 'string' },
  region: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const language = terminalLanguage(process.env);
const print = (sentence: Finding): void => console.log(say(sentence, language));

/** Ends the program with one sentence. */
class Refused extends Error {
  readonly sentence: Finding;
  constructor(word: Word, data: Finding['data'] = {}) {
    super(word);
    this.sentence = finding(word, data);
  }
}

const readFlags = () => {
  try {
    return parseArgs({ options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new Refused('badOption', { value: error instanceof Error ? error.message : '' });
  }
};
type Flags = ReturnType<typeof readFlags>;

const read = (file: string | undefined): File | undefined => {
  if (file === undefined) return undefined;
  try {
    return { file, bytes: readFileSync(file) };
  } catch (error) {
    throw new Refused('noFile', { file, code: z.object({ code: z.string() }).safeParse(error).data?.code ?? 'UNKNOWN' });
  }
};

const Outputs = z.record(z.string(), z.record(z.string(), z.string()));

/** What `cdk deploy --outputs-file` wrote; nothing where there is no such file. */
const outputsIn = ({ outputs }: Flags): z.infer<typeof Outputs> => {
  try {
    return Outputs.parse(JSON.parse(readFileSync(outputs, 'utf8')));
  } catch {
    return {};
  }
};
const outputOf = (flags: Flags, stack: string, name: string): string | undefined =>
  outputsIn(flags)[`shoufang-${flags.stage}-${stack}`]?.[name];

/** What is needed and was neither given nor deployed: a stage that is not there is the first thing to say. */
const missing = (flags: Flags, word: Word): Refused => {
  const there = Object.keys(outputsIn(flags)).flatMap((name) => /^shoufang-(?<stage>.+)-data$/.exec(name)?.groups?.['stage'] ?? []);
  const { outputs: file, stage } = flags;
  return there.length > 0 && !there.includes(stage)
    ? new Refused('noStage', { file, stage, there: there.join(' ') })
    : new Refused(word, { file });
};

const TABLE_ARN = /^arn:aws[a-z-]*:dynamodb:(?<region>[a-z0-9-]+):\d{12}:table\/(?<name>[\w.-]+)$/;

const tableOf = (flags: Flags): { name: string; region: string } => {
  const given = flags.table ?? outputOf(flags, 'data', 'DirectoryTable');
  if (given === undefined) throw missing(flags, 'noTable');
  const { name = given, region = flags.region } = TABLE_ARN.exec(given)?.groups ?? {};
  if (region === undefined || !/^[\w.-]{3,255}$/.test(name)) throw new Refused('badTable', { value: given });
  return { name, region };
};

// Of the deployment and not of the settings: those may have been given on the command line, and rows under another bureau are seen by nobody.
const bureauOf = (flags: Flags): string => {
  const given = flags.bureau ?? outputOf(flags, 'data', 'Bureau');
  if (given === undefined) throw missing(flags, 'noBureau');
  if (!/^\d{6}$/.test(given)) throw new Refused('badBureau', { value: given });
  return given;
};

const accountsOf = (flags: Flags): Accounts | undefined => {
  if (!flags.accounts && flags['user-pool'] === undefined) return undefined;
  const pool = flags['user-pool'] ?? outputOf(flags, 'app', 'StaffPool');
  if (pool === undefined) throw new Refused('noPool');
  return cognitoAccounts({ pool, region: pool.split('_')[0] ?? '', invite: flags.invite });
};

const run = async (): Promise<boolean> => {
  const flags = readFlags();
  if (flags.help) {
    print(finding('usage'));
    return true;
  }
  const files = { staff: read(flags.staff), townships: read(flags.townships), calendar: read(flags.calendar) };
  if (!Object.values(files).some((file) => file !== undefined) && !flags.published) throw new Refused('nothingGiven');
  const { name, region } = tableOf(flags);
  const endpoint = process.env['DYNAMODB_ENDPOINT'];
  const db = connect({
    // The others are not touched, and so have no name here.
    tables: { directory: name, petitions: '', training: '', reports: '' },
    bureau: bureauOf(flags),
    region,
    ...(endpoint !== undefined && { endpoint }),
  });
  const now = shanghaiInstant(Date.now());
  return seed({ db, ...files, remove: flags.remove, dryRun: flags['dry-run'], accounts: accountsOf(flags), now, print });
};

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  // A refusal of AWS by its name; its message may quote a row.
  print(error instanceof Refused ? error.sentence : finding('refused', { code: error instanceof Error ? error.name : 'UNKNOWN' }));
  process.exitCode = 2;
}

// The settings of a cloud deployment, one row a stage, checked before anything is built from them.
// It must not know the stacks: they are handed a finished Config.
import * as z from 'zod';
import { refusals } from './config-rules.ts';

const DAYS_OF_RECOVERY = { least: 1, most: 35 }; // what DynamoDB's point-in-time recovery accepts

/** Days of keeping that CloudWatch Logs accepts, up to two years. */
const LOG_DAYS = [7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const;

// On the command line everything is text; what is not text by nature is read from it as JSON.
const given = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (typeof value === 'string' ? read(value) : value), schema);
const read = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

const address = z.email('must be a mail address');
const hostName = z.hostname('must be a host name').regex(/\./, 'must be a host name with a dot in it');
const yesOrNo = z.boolean('must be true or false');
const wholeDays = `must be a whole number of days from ${String(DAYS_OF_RECOVERY.least)} to ${String(DAYS_OF_RECOVERY.most)}`;
const once = (items: readonly string[]): boolean => new Set(items).size === items.length;
const arn = (service: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:.+$`), `must be an ARN of ${service}`);

const ConfigSchema = z.strictObject({
  stage: z.string().regex(/^[a-z][a-z0-9]{1,11}$/, 'must be two to twelve small letters or digits, a letter first'),
  /** Region of the stacks; undefined leaves it to the credentials of whoever deploys. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as ap-southeast-1')
    .optional(),
  /** A region of mainland China, run apart from the others and with fewer services. */
  mainland: given(yesOrNo).default(false),
  /** Six-digit division code of the bureau served; it begins every key and every public path. */
  bureau: z.string().regex(/^\d{6}$/, 'must be six digits'),
  runtime: z.string().regex(/^nodejs\d\d\.x$/, 'must be a runtime of Lambda such as nodejs24.x'),
  architecture: z.enum(['arm64', 'x86_64'], 'must be arm64 or x86_64'),
  /** Days that a table can be wound back. */
  recoveryDays: given(z.int(wholeDays).min(DAYS_OF_RECOVERY.least, wholeDays).max(DAYS_OF_RECOVERY.most, wholeDays)),
  /** Whether tables, files and keys survive the deletion of their stack, and tables refuse their own. */
  keepData: given(yesOrNo),
  logDays: given(
    z.union(
      LOG_DAYS.map((days) => z.literal(days)),
      `must be one of ${LOG_DAYS.join(', ')}`,
    ),
  ),
  /** Mail owed reaches the mailer by an EventBridge Pipe; without one the sweep of every minute brings it. */
  pipe: given(yesOrNo),
  /** A fifth of a new account's quota is kept for imports; accounts that may run only ten functions at once refuse that. */
  reserveImporter: given(yesOrNo),
  /** A name of one's own for the pages; otherwise the address that API Gateway gives. The certificate lies in the stacks' region. */
  domain: given(z.strictObject({ name: hostName, certificateArn: arn('acm') })).optional(),
  mail: given(
    z.discriminatedUnion(
      'transport',
      [
        z.strictObject({
          transport: z.literal('ses'),
          /** Verified with SES. */
          domain: hostName,
          from: address,
          /** Files answers, in those regions where SES takes mail in. */
          receive: yesOrNo.default(true),
          /** Addresses or domains verified to try with, while SES keeps the account in its sandbox: only to these can it send there. */
          sandboxRecipients: z.array(z.union([address, hostName], 'must be mail addresses or domains')).default([]),
        }),
        /** The secret holds one `smtps://user:password@host:port`. */
        z.strictObject({ transport: z.literal('smtp'), from: address, secretArn: arn('secretsmanager') }),
      ],
      'must have transport "ses" or "smtp", with what belongs to it',
    ),
  ),
  /** An issuer of one's own; otherwise a Cognito user pool is made. */
  oidc: given(
    z.strictObject({
      issuer: z.url({ protocol: /^https$/, error: 'must be an https address' }),
      clientId: z.string().min(1),
      clientSecretArn: arn('secretsmanager').optional(),
    }),
  ).optional(),
  /** First part of Cognito's sign-in address, which must be free in the whole region; otherwise stage and bureau. */
  signInPrefix: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be at most 63 small letters, digits and inner hyphens')
    .regex(/^(?!.*(?:aws|amazon|cognito))/, 'must not hold "aws", "amazon" or "cognito", which Cognito keeps to itself')
    .optional(),
  /** Programs that may use the API: with Cognito the names under which clients are made, with another issuer their client ids there. */
  apiClients: given(
    z
      .array(z.string().regex(/^[\w.-]{1,100}$/, 'must be names of at most 100 letters, digits, dots, hyphens and underscores'))
      .refine(once, 'must name each program once'),
  ).default([]),
  /** Who is told when an alarm goes off. */
  alarmEmail: address.optional(),
});

export type Config = z.infer<typeof ConfigSchema>;
type Row = Omit<z.input<typeof ConfigSchema>, 'stage'>;

const COMMON = {
  bureau: '990581',
  runtime: 'nodejs24.x',
  architecture: 'arm64',
  recoveryDays: 35,
  keepData: true,
  logDays: 180,
  pipe: true,
  reserveImporter: true,
  mail: { transport: 'ses', domain: 'ymj.example', from: 'shoufang@ymj.example' },
} as const satisfies Row;

const STAGES: Readonly<Record<string, Row>> = {
  prod: COMMON,
  // A stage to try things on holds nothing that anybody would miss, but is otherwise the same.
  trial: {
    ...COMMON,
    recoveryDays: 1,
    keepData: false,
    logDays: 14,
    reserveImporter: false,
    // SES knows a domain once in an account and region, so beside prod this has to be another.
    mail: { transport: 'ses', domain: 'trial.ymj.example', from: 'shoufang@trial.ymj.example' },
  },
  // An example: issuer and relay are the bureau's own.
  mainland: {
    ...COMMON,
    mainland: true,
    region: 'cn-northwest-1',
    architecture: 'x86_64',
    pipe: false,
    mail: {
      transport: 'smtp',
      from: 'shoufang@ymj.example',
      secretArn: 'arn:aws-cn:secretsmanager:cn-northwest-1:000000000000:secret:shoufang/smtp-000000',
    },
    oidc: {
      issuer: 'https://id.ymj.example',
      clientId: 'shoufang',
      clientSecretArn: 'arn:aws-cn:secretsmanager:cn-northwest-1:000000000000:secret:shoufang/oidc-000000',
    },
  },
};

const NAMES: ReadonlySet<string> = new Set(Object.keys(ConfigSchema.shape));

/** Read beside the settings by bin/cloud.ts, or left in the context by the command line of the CDK; its other keys hold a sign of their own. */
const NO_SETTINGS: ReadonlySet<string> = new Set(['stage', 'bundles', 'cli-telemetry', 'acknowledged-issue-numbers']);

/** What of the context of a CDK app is meant as a setting, be it spelt as none is: whatever is not the CDK's own. */
export const overridesIn = (context: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(context).filter(([key]) => !/[:@]|^aws-cdk/.test(key) && !NO_SETTINGS.has(key)));

/**
 * The settings of a stage.
 *
 * @param overrides settings that replace those of the stage, as text or as values, from outside (`cdk synth -c region=…`);
 *   those with parts are given as JSON (`-c mail='{"transport":"smtp",…}'`).
 * @throws when the stage is unknown or a setting is not allowed, with a sentence for each: a bad deployment fails before it begins.
 */
export const config = (stage: string, overrides: Readonly<Record<string, unknown>> = {}): Config => {
  const row = Object.entries(STAGES).find(([name]) => name === stage)?.[1];
  if (row === undefined) throw new Error(`no stage is called "${stage}"; there are: ${Object.keys(STAGES).join(', ')}`);
  const unknown = Object.keys(overrides).filter((name) => !NAMES.has(name));
  if (unknown.length > 0) throw new Error(`no setting is called "${unknown.join('", "')}"; there are: ${[...NAMES].join(', ')}`);

  const parsed = ConfigSchema.safeParse({ ...row, ...overrides, stage });
  const refused = parsed.success
    ? refusals(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}.`);
  if (!parsed.success || refused.length > 0) throw new Error([`stage "${stage}" cannot be deployed:`, ...refused].join('\n  '));
  return parsed.data;
};

// The settings of a cloud deployment, one row a stage, checked before anything is built from them.
// It must not know the stacks: they are handed a finished Config.
import * as z from 'zod';

const DAYS_OF_RECOVERY = { least: 1, most: 35 }; // what DynamoDB's point-in-time recovery accepts

const ConfigSchema = z.object({
  stage: z.string().regex(/^[a-z][a-z0-9]{1,11}$/),
  /** Region of the stacks; undefined leaves it to the credentials of whoever deploys. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/)
    .optional(),
  /** Six-digit division codes of the bureaus served; the first is the one that pages without a code belong to. */
  bureaus: z.array(z.string().regex(/^\d{6}$/)).min(1),
  /** Days that a table can be wound back. */
  recoveryDays: z.number().int().min(DAYS_OF_RECOVERY.least).max(DAYS_OF_RECOVERY.most),
  /** Whether tables survive the deletion of their stack, and refuse their own. */
  keepData: z.boolean(),
});

export type Config = z.infer<typeof ConfigSchema>;

const STAGES = {
  prod: { bureaus: ['990581'], recoveryDays: 35, keepData: true },
  // A stage to try things on holds nothing that anybody would miss, but is otherwise the same.
  trial: { bureaus: ['990581'], recoveryDays: 1, keepData: false },
} as const satisfies Record<string, Omit<Config, 'stage'>>;

/**
 * The settings of a stage.
 *
 * @param overrides settings that replace those of the stage, as text or as values, from outside (`cdk synth -c region=…`).
 * @throws when the stage is unknown or a setting is not allowed: a bad deployment fails before it begins.
 */
export const config = (stage: string, overrides: Readonly<Record<string, unknown>> = {}): Config => {
  const row = Object.entries(STAGES).find(([name]) => name === stage)?.[1];
  if (row === undefined) throw new Error(`no stage is called "${stage}"; there are: ${Object.keys(STAGES).join(', ')}`);
  return ConfigSchema.parse({ ...row, ...overrides, stage });
};

// Front door 1: the CDK app. Reads the settings of a stage (`-c stage=prod`), bundles the functions, makes the stacks, has them checked by cdk-nag.
// It must not know a resource: those are the business of lib/cloud/stacks.
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import * as z from 'zod';
import { assemble } from '../lib/cloud/assemble.ts';
import { bundleFunctions } from '../lib/cloud/bundle.ts';
import { config, overridesIn, type Config } from '../lib/cloud/config.ts';

const app = new App();
const given = z.record(z.string(), z.unknown()).parse(app.node.getAllContext());
const { stage, bundles } = z.object({ stage: z.string().default('prod'), bundles: z.string().default('.cache/functions') }).parse(given);

// Whoever mistyped a setting needs the sentence, and not where in the source it stands.
const settings = ((): Config => {
  try {
    return config(stage, overridesIn(given));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return process.exit(1);
  }
})();

// Said and not refused: to look at the templates nobody need be told of anything.
if (settings.alarmEmail === undefined) console.error(`stage "${stage}" has no alarmEmail: its alarms tell nobody.`);

const made = await bundleFunctions(bundles);
assemble(app, settings, {
  console: made.console.directory,
  public: made.public.directory,
  mailer: made.mailer.directory,
  inbound: made.inbound.directory,
  importer: made.importer.directory,
  projector: made.projector.directory,
  clock: made.clock.directory,
});

Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
app.synth();

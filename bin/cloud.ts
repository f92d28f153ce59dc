// Front door 1: the CDK app. Reads the settings of a stage (`-c stage=prod`), makes its stacks, has them checked by cdk-nag.
// It must not know a resource: those are the business of lib/cloud/stacks.
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import * as z from 'zod';
import { config } from '../lib/cloud/config.ts';
import { DataStack } from '../lib/cloud/stacks/data.ts';

const app = new App();
const stage = z.string().default('prod').parse(app.node.tryGetContext('stage'));
const region: unknown = app.node.tryGetContext('region');
const settings = config(stage, region === undefined ? {} : { region });

new DataStack(app, `shoufang-${settings.stage}-data`, {
  config: settings,
  description: 'Shoufang: tables and their key',
  terminationProtection: settings.keepData,
  ...(settings.region === undefined ? {} : { env: { region: settings.region } }),
});

Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
app.synth();

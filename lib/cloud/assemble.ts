// The whole cloud deployment of a stage: which stacks there are, and what each takes from those before it.
// It must not know a resource: those are the business of lib/cloud/stacks.
import type { App } from 'aws-cdk-lib';
import type { Config } from './config.ts';
import { AppStack, type Folders } from './stacks/app.ts';
import { DataStack } from './stacks/data.ts';
import { MailStack } from './stacks/mail.ts';
import { WatchStack } from './stacks/watch.ts';

export interface Cloud {
  readonly data: DataStack;
  /** Undefined where mail goes through a relay. */
  readonly mail: MailStack | undefined;
  readonly app: AppStack;
  readonly watch: WatchStack;
}

/** @param folders of the bundled functions */
export const assemble = (scope: App, config: Config, folders: Folders): Cloud => {
  const shared = (description: string, terminationProtection: boolean) => ({
    description: `Shoufang ${config.stage}: ${description}`,
    terminationProtection,
    ...(config.region !== undefined && { env: { region: config.region } }),
  });
  const id = (name: string): string => `shoufang-${config.stage}-${name}`;

  const data = new DataStack(scope, id('data'), { config, ...shared('tables, files and their keys', config.keepData) });
  const mail =
    config.mail.transport === 'ses'
      ? new MailStack(scope, id('mail'), { stage: config.stage, domain: config.mail.domain, mails: data.mails, ...shared('SES', false) })
      : undefined;
  // The pool of accounts goes with this stack, and with it everybody's sign-in.
  const app = new AppStack(scope, id('app'), { config, data, mail, folders, ...shared('functions and what calls them', config.keepData) });
  const watch = new WatchStack(scope, id('watch'), { config, data, mail, app, ...shared('alarms', false) });
  if (mail) app.addStackDependency(mail); // Cognito sends its codes from the domain verified there
  return { data, mail, app, watch };
};

// Puts together what sends mail: the use cases' needs, and a post room whose carrier is SES or whatever stands at its endpoint.
import { postRoom } from './mail/post.ts';
import { sesClient, sesTransport } from './mail/ses.ts';
import { compose } from './compose.ts';
import type { MailingDeps } from './services/mailing.ts';
import { readSettings } from './settings.ts';

/** @throws ZodError when a setting is missing or malformed */
export const composeMailing = (env: NodeJS.ProcessEnv): MailingDeps => {
  const { AWS_REGION, MAIL_FROM } = readSettings(env);
  return { ...compose(env), post: postRoom(sesTransport(sesClient(AWS_REGION)), { from: MAIL_FROM }, Date.now) };
};

// Puts together what sends mail: the use cases' needs, and a post room whose carrier is SES or an SMTP relay, as the stage has it.
// It must not decide anything.
import { composeBase } from './compose-base.ts';
import type { Post } from './domain/mail/facts.ts';
import type { MailTransport } from './mail/transport.ts';
import { readSecret } from './secrets.ts';
import type { MailingDeps } from './services/mailing.ts';
import { readSettings, type Settings } from './settings.ts';

/** @throws ZodError when a setting is missing or malformed; Error when mail is to go by a relay that no setting names */
export const composeMailing = (env: NodeJS.ProcessEnv): MailingDeps => {
  const settings = readSettings(env);
  const carrier = carrierOf(settings);
  // Words, MIME and the carrier's client are read for the first mail: a call with nothing to send has no use for them.
  const openPost = async (): Promise<Post> => {
    const { postRoom } = await import('./mail/post.ts');
    return postRoom(await carrier(), { from: settings.MAIL_FROM }, Date.now);
  };
  let post: Promise<Post> | undefined;
  return {
    ...composeBase(settings),
    post: {
      send: async (...mail) => {
        post ??= openPost().catch((error: unknown) => {
          post = undefined; // the next mail tries again
          throw error;
        });
        return (await post).send(...mail);
      },
    },
  };
};

const carrierOf = (settings: Settings): (() => Promise<MailTransport>) => {
  const { MAIL_TRANSPORT, AWS_REGION, SES_CONFIGURATION_SET, SMTP_SECRET, SMTP_URL } = settings;
  if (MAIL_TRANSPORT === 'ses') {
    return async () => {
      const { sesClient, sesTransport } = await import('./mail/ses.ts');
      return sesTransport(sesClient(AWS_REGION), SES_CONFIGURATION_SET);
    };
  }
  const relay = SMTP_SECRET === undefined ? SMTP_URL : () => readSecret(SMTP_SECRET);
  if (relay === undefined) throw new Error('MAIL_TRANSPORT is smtp, and neither SMTP_SECRET nor SMTP_URL names a relay');
  return async () => (await import('./mail/smtp.ts')).smtpTransport(relay);
};

// The pages only this machine has: the sign-in chooser without passwords, and the mailbox that receives what is sent.
// It must not know how mails arrive or how sessions are kept.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Deps } from '../../functions/services/deps.ts';
import { listStaff, openSession } from '../../functions/services/staff.ts';
import { safePath } from '../../functions/web/safe-path.ts';
import { isSameOrigin, securityHeaders } from '../../functions/web/security.ts';
import { giveSession, sessionOf, speak, type WebEnv } from '../../functions/web/session.ts';
import { page } from './frame.tsx';
import { type MailFolder, parseMail } from './mail-folder.ts';
import { MailboxList, MailView } from './mailbox-page.tsx';
import { Chooser } from './sign-in-page.tsx';
import { say } from './words.ts';

export interface LocalPagesOptions {
  readonly deps: Deps;
  /** Mails the system sent, and mails that came in and wait to be filed. */
  readonly sent: MailFolder;
  readonly received: MailFolder;
}

// Far more than a bureau of twenty gets in a day, yet a page that a browser draws at once.
const MAILS_A_PAGE = 1000;
const FORM_BYTES = 8 * 1024;

export const localPages = ({ deps, sent, received }: LocalPagesOptions): Hono<WebEnv> => {
  const app = new Hono<WebEnv>();
  app.use(securityHeaders, speak);
  app.use(bodyLimit({ maxSize: FORM_BYTES }));

  app.get('/sign-in', async (c) => {
    const next = safePath(c.req.query('next') ?? '/');
    return page(
      c,
      { title: say('signInTitle', c.var.lang) },
      <Chooser staff={await listStaff(deps)} next={next} problem={undefined} lang={c.var.lang} />,
    );
  });

  app.post('/sign-in', async (c) => {
    const { lang } = c.var;
    const refused = async (status: 403 | 404, problem: string, next = '/') =>
      page(
        c,
        { title: say('signInTitle', lang), status },
        <Chooser staff={await listStaff(deps)} next={next} problem={problem} lang={lang} />,
      );
    if (!isSameOrigin(c)) return refused(403, say('signInOrigin', lang));
    const form = await c.req.parseBody();
    const next = safePath(typeof form['next'] === 'string' ? form['next'] : '/');
    const opened = await openSession(deps, typeof form['staff'] === 'string' ? form['staff'] : '');
    if (!opened.ok) return refused(404, say('signInUnknown', lang), next);
    giveSession(c, deps, opened.value);
    return c.redirect(next, 303);
  });

  app.get('/mailbox', async (c) => {
    const session = await sessionOf(c, deps);
    if (!session) return c.redirect('/sign-in?next=/mailbox', 303);
    const { lang } = c.var;
    const mails = sent.list(MAILS_A_PAGE, c.req.query('before'));
    const oldest = mails.at(-1)?.id;
    const older = oldest !== undefined && sent.list(1, oldest).length > 0 ? oldest : undefined;
    const list = <MailboxList sent={mails} older={older} waiting={received.list(MAILS_A_PAGE)} lang={lang} />;
    return page(c, { title: say('mailbox', lang), session, active: 'mailbox' }, list);
  });

  app.get('/mailbox/:id/raw', async (c) => {
    if (!(await sessionOf(c, deps))) return c.redirect('/sign-in?next=/mailbox', 303);
    const found = await find(c.req.param('id'));
    if (!found) return c.text(say('noSuchMail', c.var.lang), 404);
    return c.body(found.raw, 200, {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${found.mail.id}.eml"`,
    });
  });

  app.get('/mailbox/:id', async (c) => {
    const session = await sessionOf(c, deps);
    if (!session) return c.redirect('/sign-in?next=/mailbox', 303);
    const { lang } = c.var;
    const found = await find(c.req.param('id'));
    if (!found) return page(c, { title: say('mailbox', lang), session, active: 'mailbox', status: 404 }, <p>{say('noSuchMail', lang)}</p>);
    const text = (await parseMail(found.raw))?.text;
    return page(
      c,
      { title: found.mail.subject || say('noSubject', lang), session, active: 'mailbox' },
      <MailView mail={found.mail} text={text} lang={lang} />,
    );
  });

  const find = async (id: string) => {
    for (const folder of [sent, received]) {
      const mail = folder.entry(id);
      const raw = mail && (await folder.raw(id));
      if (mail && raw) return { mail, raw };
    }
    return undefined;
  };

  return app;
};

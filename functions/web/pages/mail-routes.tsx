// Routes of mail: the ledger with what waits for a person, and mail that came in.
// They must not decide: they read the address, ask the services, and choose the page.
import { Hono, type Context } from 'hono';
import { REFUSALS, type Refusal } from '../../domain/result.ts';
import type { Deps } from '../../services/deps.ts';
import { dealWithHeld, dealWithMail, heldMails, mailDesk, receivedFile } from '../../services/mail-desk.ts';
import { mailLedger } from '../../services/mails.ts';
import { send } from '../look/send.ts';
import { isCursor } from '../schema/queries.ts';
import type { WebEnv } from '../session.ts';
import { HeldMailPage } from './held-mail.tsx';
import { hereOf, type Here } from './here.ts';
import { MailsPage } from './mails.tsx';
import { RefusalPage } from './plain.tsx';

const NAME = ':name{[A-Za-z0-9_-]{1,140}}';
const ID = ':id{[A-Za-z0-9-]{16,100}}';

export const mailRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();

  const refused = (c: Context<WebEnv>, here: Here, refusal: Refusal) =>
    send(
      c,
      <RefusalPage frame={here.frame} refusal={refusal} back={{ href: '/mails', label: here.words.mail.title }} />,
      REFUSALS[refusal.code],
    );

  routes.get('/mails', async (c) => {
    const here = await hereOf(c, deps);
    const cursor = c.req.query('cursor');
    const [desk, ledger] = await Promise.all([
      mailDesk(deps, here),
      mailLedger(deps, here, cursor !== undefined && isCursor(cursor) ? { cursor } : {}),
    ]);
    return ledger.ok ? send(c, <MailsPage here={here} desk={desk} ledger={ledger.value} />) : refused(c, here, ledger.refusal);
  });

  routes.post(`/mails/${NAME}/dealt`, async (c) => {
    const here = await hereOf(c, deps);
    const dealt = await dealWithMail(deps, here, c.req.param('name'));
    return dealt.ok ? c.redirect('/mails', 303) : refused(c, here, dealt.refusal);
  });

  routes.get('/held-mail', async (c) => {
    const here = await hereOf(c, deps);
    const list = await heldMails(deps, here);
    return list.ok ? send(c, <HeldMailPage here={here} list={list.value} />) : refused(c, here, list.refusal);
  });

  routes.get(`/held-mail/${ID}/raw`, async (c) => {
    const here = await hereOf(c, deps);
    const id = c.req.param('id');
    const bytes = await receivedFile(deps, here, id);
    if (!bytes.ok) return refused(c, here, bytes.refusal);
    // Anybody may have written it: it is saved, never shown, whatever it says it is.
    return c.body(Uint8Array.from(bytes.value), 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${id}.eml"`,
    });
  });

  routes.post(`/held-mail/${ID}/dealt`, async (c) => {
    const here = await hereOf(c, deps);
    const dealt = await dealWithHeld(deps, here, c.req.param('id'));
    return dealt.ok ? c.redirect('/held-mail', 303) : refused(c, here, dealt.refusal);
  });

  return routes;
};

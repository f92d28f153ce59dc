// The one place where the pages of the local front door meet the frame that all pages share.
// It must not know what stands inside.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { Page, type Tab } from '../../functions/web/look/page.tsx';
import { closedTabs } from '../../functions/web/pages/here.ts';
import { send } from '../../functions/web/look/send.ts';
import { formToken } from '../../functions/web/security.ts';
import type { Session, WebEnv } from '../../functions/web/session.ts';

interface Frame {
  readonly title: string;
  readonly session?: Session;
  readonly status?: 200 | 403 | 404;
  readonly active?: Tab;
}

/** Answers with a whole page. */
export const page = (c: Context<WebEnv>, { title, session, status = 200, active }: Frame, children: Child): Promise<Response> =>
  send(
    c,
    <Page
      title={title}
      lang={c.var.lang}
      nonce={c.var.nonce}
      here={c.req.path}
      {...(session && {
        signedIn: {
          name: session.staff.name,
          unit: session.staff.unit,
          token: formToken(session.cookie),
          closed: closedTabs(session.staff, true),
        },
      })}
      {...(active && { active })}
    >
      {children}
    </Page>,
    status,
  );

// Routes of the reception desk: the form, what this person brought before, registration, and the slip.
// They must not decide: they read the form, ask the services, and choose the page.
import { canBeFirstContact } from '../../domain/staff/staff.ts';
import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import { PETITION_NUMBER } from '../../domain/ids.ts';
import { deadline } from '../../domain/petitions/deadlines.ts';
import { suggestCategory } from '../../domain/petitions/suggest.ts';
import { REFUSALS, type Refusal } from '../../domain/result.ts';
import { keepAttachment } from '../../services/attachments.ts';
import type { Deps } from '../../services/deps.ts';
import { isRepeated, openCase, registerContact } from '../../services/petitions.ts';
import type { Registered } from '../../services/shapes.ts';
import { queryCodeOf } from '../../services/query-code.ts';
import { workCalendarOf } from '../../services/staff.ts';
import { earlierContacts } from '../../services/worklists.ts';
import { attached, contactBody, contactBox, DESK_BOXES } from '../forms/contact-form.ts';
import { mistakesOf } from '../forms/mistakes.ts';
import { formKey, given, readFiles, readTyped } from '../forms/typed.ts';
import type { Mistake, Typed } from '../look/form.tsx';
import { send } from '../look/send.ts';
import { readContact } from '../schema/contact.ts';
import { refusalSentence } from '../sentences.ts';
import type { WebEnv } from '../session.ts';
import { deskLabel, DeskPage, freshDesk } from './desk.tsx';
import { Beside, type Earlier } from './earlier.tsx';
import { hereOf, type Here } from './here.ts';
import { onceOf } from './once.ts';
import { RefusalPage } from './plain.tsx';
import { SlipPage, type SlipFacts } from './slip.tsx';

const NOT_AT_THE_DESK: Refusal = { code: 'NOT_YOURS', data: { who: 'OFFICER' } };

// Files are kept before the rest is checked: a browser forgets them when the form comes back with a mistake.
const withFilesKept = async (c: Context<WebEnv>, deps: Deps, { staff }: Here): Promise<Typed> => {
  const typed = await readTyped(c);
  const ids = [...(attached(typed) ?? [])];
  for (const file of await readFiles(c, 'files')) {
    const kept = await keepAttachment(deps, { staff }, file);
    if (kept.ok) ids.push(kept.value.id);
  }
  return ids.length === 0 ? typed : { ...typed, attached: [...new Set(ids)].join(' ') };
};

export const deskRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();

  const show = async (
    c: Context<WebEnv>,
    here: Here,
    shown: { typed: Typed; mistakes?: readonly Mistake[]; sentence?: string | undefined; earlier?: readonly Earlier[] },
    status: 200 | 422 | 409 | 503 = 200,
  ) => {
    const promised = deadline('DL-NOTICE', here.today, await workCalendarOf(deps)).rolledDue;
    const { typed, mistakes = [], sentence, earlier } = shown;
    const form = { words: here.words, typed, mistakes };
    return send(
      c,
      <DeskPage here={here} once={onceOf(deps)} form={form} promised={promised} sentence={sentence} {...(earlier && { earlier })} />,
      status,
    );
  };

  routes.get('/desk', async (c) => {
    const here = await hereOf(c, deps);
    if (!canBeFirstContact(here.staff)) return send(c, <RefusalPage frame={here.frame} refusal={NOT_AT_THE_DESK} />, 403);
    return show(c, here, { typed: freshDesk(here) });
  });

  // Asked by the page's script while somebody types; names travel in the body, never in an address.
  routes.post('/desk/earlier', async (c) => {
    const here = await hereOf(c, deps);
    const typed = await readTyped(c);
    const suggestion = suggestCategory(given(typed, 'story') ?? '');
    const earlier = canBeFirstContact(here.staff) ? await cameBefore(deps, here, typed) : undefined;
    return c.html(<Beside here={here} earlier={earlier} suggestion={suggestion} />);
  });

  routes.post('/desk', async (c) => {
    const here = await hereOf(c, deps);
    if (!canBeFirstContact(here.staff)) return send(c, <RefusalPage frame={here.frame} refusal={NOT_AT_THE_DESK} />, 403);
    const typed = await withFilesKept(c, deps, here);
    const refused = (refusal: Refusal) => {
      const mistakes = mistakesOf(refusal, {
        lang: here.lang,
        boxOf: contactBox,
        labelOf: (box) => deskLabel(here.words, box),
        order: DESK_BOXES,
      });
      const status = REFUSALS[refusal.code] === 503 ? 503 : REFUSALS[refusal.code] === 409 ? 409 : 422;
      return show(c, here, { typed, mistakes, ...(mistakes.length === 0 && { sentence: refusalSentence(refusal, here.words) }) }, status);
    };

    const input = readContact(contactBody(typed));
    if (!input.ok) return refused(input.refusal);
    const caller = { staff: here.staff };
    const key = formKey(typed, 'POST /contacts', input.value);
    const decided = input.value.petition !== undefined || given(typed, 'sure') !== undefined;
    if (!decided && !(key && (await isRepeated(deps, caller, key)))) {
      const earlier = (await cameBefore(deps, here, typed))?.filter(({ petition }) => petition !== undefined) ?? [];
      if (earlier.length > 0) return show(c, here, { typed, earlier });
    }
    const done = await registerContact(deps, caller, input.value, key);
    if (!done.ok) return refused(done.refusal);
    keepForSlip(c, deps, slipOf(done.value, here, input.value.petition !== undefined));
    return c.redirect(`/petitions/${done.value.petition.number}/slip`, 303);
  });

  routes.get('/petitions/:number/slip', async (c) => {
    const here = await hereOf(c, deps);
    const number = c.req.param('number');
    const kept = keptForSlip(c, deps, number);
    const statusPage = `${deps.publicUrl}/${deps.bureau}/status`;
    const file = await openCase(deps, { staff: here.staff }, number);
    const subject = file.ok && !file.value.petition.restricted ? file.value.petition.subject : undefined;
    if (kept) return send(c, <SlipPage here={here} slip={{ ...kept, subject }} statusPage={statusPage} justNow />);
    if (!file.ok) return send(c, <RefusalPage frame={here.frame} refusal={file.refusal} />, REFUSALS[file.refusal.code]);
    const { petition, limits } = file.value;
    const promised = limits.find(({ code, metAt }) => code === 'DL-NOTICE' && metAt === undefined)?.rolledDue;
    const slip: SlipFacts = {
      number: petition.number,
      owner: petition.owner,
      receivedOn: petition.firstContact.receivedOn,
      queryCode: await queryCodeOf(deps, petition.number),
      promised,
      subject,
      anonymous: petition.anonymous,
    };
    return send(c, <SlipPage here={here} slip={slip} statusPage={statusPage} justNow={false} />);
  });

  return routes;
};

// Without a name and a township there is nobody to look for; several names are looked for by the first.
const cameBefore = async (deps: Deps, { staff }: Here, typed: Typed): Promise<Earlier[] | undefined> => {
  const name = given(typed, 'name')?.split('、')[0]?.trim();
  const township = given(typed, 'township');
  if (name === undefined || name === '' || township === undefined || given(typed, 'anonymous') === '1') return undefined;
  return earlierContacts(deps, { staff }, { name, township });
};

const slipOf = ({ petition, queryCode, limits }: Registered, { today }: Here, again: boolean): SlipFacts => {
  const promised = limits.find(({ code }) => code === 'DL-NOTICE')?.rolledDue;
  return {
    number: petition.number,
    owner: petition.owner,
    receivedOn: again ? today : petition.firstContact.receivedOn,
    queryCode,
    promised,
    again,
    anonymous: petition.anonymous,
  };
};

// Whoever registers a matter that they may not read afterwards still hands out its slip: what stands on it travels in a cookie of ten
// minutes, code and all. Nobody signs the cookie, so no code is ever derived from what it says.
const SLIP_SECONDS = 600;
const slipSchema = z.object({
  number: z.string().regex(PETITION_NUMBER),
  owner: z.string().max(40),
  receivedOn: z.iso.date(),
  queryCode: z.string().max(40),
  promised: z.iso.date().optional(),
  again: z.boolean().optional(),
  anonymous: z.boolean().optional(),
});

const slipCookie = ({ cookieSecure }: Deps): string => (cookieSecure ? '__Host-slip' : 'slip');

const keepForSlip = (c: Context, deps: Deps, facts: SlipFacts): void =>
  setCookie(c, slipCookie(deps), Buffer.from(JSON.stringify(facts)).toString('base64url'), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: deps.cookieSecure,
    maxAge: SLIP_SECONDS,
  });

const keptForSlip = (c: Context, deps: Deps, number: string): SlipFacts | undefined => {
  const read = slipSchema.safeParse(fromJson(Buffer.from(getCookie(c, slipCookie(deps)) ?? '', 'base64url').toString()));
  return read.success && read.data.number === number ? read.data : undefined;
};

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a cookie of our own that somebody else wrote
  }
};

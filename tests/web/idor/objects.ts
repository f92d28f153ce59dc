// A bureau with one of everything that a door can name: matters of every kind of reader, sessions, people, files, links, slips.
// It must not know who may see which of them.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepAttachment } from '../../../functions/services/attachments.ts';
import { acceptImport, runImport } from '../../../functions/services/import-jobs.ts';
import { registerContact } from '../../../functions/services/petitions.ts';
import type { ContactRequest } from '../../../functions/services/shapes.ts';
import { mailLedger } from '../../../functions/services/mails.ts';
import { putHeld } from '../../../functions/store/held-mail.ts';
import { outSk, petitionPk } from '../../../functions/store/keys.ts';
import { putLink } from '../../../functions/store/links.ts';
import { mailName } from '../../../functions/store/mail-tags.ts';
import { claimMail, settleUnsent } from '../../../functions/store/mails.ts';
import { folderMail } from '../../../functions/store/received-mail.ts';
import { freshBureau, valueOf, visit, type TestBureau } from '../../support/bureau.ts';
import { rollRow, takeRoll } from '../../support/roll.ts';
import { give, sessionIn, signature, signAs } from '../../support/training.ts';
import { fileOf } from '../../support/one-line-files.ts';
import type { Kind } from './row.ts';

/** Facts of an object that requests are made from and answers are searched for. */
export type Facts = Readonly<Record<string, string>>;

export interface Objects {
  readonly bureau: TestBureau;
  /** By kind and name; `absent` is there for none of them and is asked for all the same. */
  readonly of: Readonly<Record<Kind, Readonly<Record<string, Facts>>>>;
}

const OWN = '990581101'; //       the township of Z01
const ELSEWHERE = '990581102'; // that of Z02

const accusation = (accused: string): Partial<ContactRequest> => ({
  kind: 'ACCUSATION',
  channel: 'LETTER',
  category: 'C40',
  accused: { staff: accused },
  story: `来信反映工作人员${accused}收受礼品。`,
});

const matter = async ({ deps, callerOf }: TestBureau, by: string, given: Partial<ContactRequest>): Promise<Facts> => {
  const attachments =
    given.attachments === undefined
      ? []
      : [valueOf(await keepAttachment(deps, callerOf(by), { name: '证据.txt', bytes: Buffer.from(`证据 ${by} ${given.story ?? ''}`) })).id];
  const done = valueOf(await registerContact(deps, callerOf(by), { ...visit(), township: OWN, ...given, attachments }));
  const { petition, queryCode, contact } = done;
  const [mail] = valueOf(await mailLedger(deps, callerOf(petition.owner), { case: petition.number })).items;
  return {
    number: petition.number,
    petitioner: given.petitioners?.[0]?.name ?? '龚世芬',
    township: petition.township,
    code: queryCode,
    contact: contact.number,
    mail: mail?.number ?? '',
    task: mailName({ pk: petitionPk(deps.bureau, petition.number), sk: outSk(1, 1) }),
    attachment: attachments[0] ?? '',
  };
};

const matters = async (bureau: TestBureau) => {
  const by = (name: string) => [{ name, phone: '10051234567' }];
  return {
    own: await matter(bureau, 'F03', { petitioners: by('龚世芬'), attachments: [] }),
    elsewhere: await matter(bureau, 'F04', { petitioners: by('覃玉霞'), township: ELSEWHERE }),
    accusation: await matter(bureau, 'F03', { ...accusation('F05'), petitioners: by('缪昌'), attachments: [] }),
    ofTheRoom: await matter(bureau, 'F03', { ...accusation('P01'), petitioners: by('仇英') }),
    ofTheHead: await matter(bureau, 'F04', { ...accusation('L01'), petitioners: by('翟天') }),
    ofTheAdmin: await matter(bureau, 'F04', { ...accusation('S01'), petitioners: by('区小兰') }),
  };
};

/** The carrier sent this matter's first mail back: it waits for a person. */
const sentBack = async ({ deps }: TestBureau, { number = '' }: Facts): Promise<void> => {
  const key = { pk: petitionPk(deps.bureau, number), sk: outSk(1, 1) };
  const now = deps.now();
  const claim = await claimMail(deps.db, key, { now, leaseUntil: now });
  if (claim.claimed) await settleUnsent(deps.db, key, 'failed', { now, attempts: claim.mail.attempts, reason: 'no such mailbox' });
};

const PEOPLE = { own: ['P10101', '盖世杰', OWN], elsewhere: ['P10201', '尉迟恭', ELSEWHERE] } as const;
const NEWCOMER = ['P10103', '令狐冲', OWN] as const; // has signed nowhere yet
const LEAVERS = { own: ['P10102', '查三', OWN], elsewhere: ['P10202', '朴正花', ELSEWHERE] } as const;

const roll = async ({ deps, callerOf }: TestBureau) => {
  const rows = (left: boolean) =>
    (left ? Object.values(LEAVERS) : [...Object.values(PEOPLE), NEWCOMER]).map(([personId, name, township], at) =>
      rollRow(at + (left ? 900 : 800), {
        personId,
        name,
        township,
        ...(left && { removedOn: '2026-02-03', removedReason: 'DEATH' }),
      }),
    );
  await takeRoll(deps, callerOf('R01'), [...rows(false), ...rows(true)]);
};

const sessions = async (bureau: TestBureau) => {
  const held = async (township: string, personId: string, walkIn: string) => {
    const file = await sessionIn(bureau, 'IN_SESSION', { township });
    const id = file.session.sessionId;
    await signAs(bureau, 'T02', id, [signature(personId), signature({ id: `W${id.slice(-1)}`, name: walkIn, village: '外村' })]);
    return { file, id };
  };
  const running = await held(OWN, PEOPLE.own[0], '长孙无忌');
  const sealed = await held(ELSEWHERE, PEOPLE.elsewhere[0], '上官婉儿');
  await give(bureau, 'T02', await give(bureau, 'T02', sealed.file, 'end'), 'seal');
  const open = await sessionIn(bureau, 'OPEN', { township: OWN, date: '2026-09-19' });
  const facts = (id: string, [personId, name]: readonly [string, string, string], walkIn: string): Facts => ({
    id,
    personId,
    name,
    walkIn,
    newcomer: NEWCOMER[0],
  });
  return {
    running: facts(running.id, PEOPLE.own, '长孙无忌'),
    elsewhere: facts(sealed.id, PEOPLE.elsewhere, '上官婉儿'),
    open: { id: open.session.sessionId },
  };
};

const BROUGHT_BY = { contacts: 'P01', people: 'R01', attendance: 'T02' } as const;
const BROUGHT = ['contacts', 'people', 'attendance'] as const;

const imports = async ({ deps, callerOf }: TestBureau) => {
  const brought: Record<string, Facts> = {};
  for (const kind of BROUGHT) {
    const file = { kind, name: `${kind}.csv`, bytes: Buffer.from(fileOf(kind)), dryRun: false };
    const { id } = valueOf(await acceptImport(deps, callerOf(BROUGHT_BY[kind]), file));
    await runImport(deps, id, { timeUp: () => false });
    brought[kind] = { id };
  }
  return brought;
};

const links = async ({ deps }: TestBureau, { own, accusation: hidden }: { own: Facts; accusation: Facts }) => {
  const link = async (token: string, about: Facts, officer: string, until: string): Promise<Facts> => {
    await putLink(deps.db, token, { case: about['number'] ?? '', officer, purpose: 'acknowledge', until });
    return { token };
  };
  return {
    live: await link('0'.repeat(26), own, 'F03', '2026-12-31T00:00:00.000+08:00'),
    overtaken: await link('1'.repeat(26), hidden, 'F05', '2026-12-31T00:00:00.000+08:00'),
    expired: await link('2'.repeat(26), own, 'F03', '2026-09-17T00:00:00.000+08:00'),
    absent: { token: '3'.repeat(26) },
  };
};

const held = async ({ deps }: TestBureau, folder: string): Promise<Facts> => {
  const id = 'a-mail-that-came-in';
  const raw = 'From: somebody@else.example\r\n\r\nA question.';
  writeFileSync(join(folder, `${id}.eml`), raw);
  await putHeld(deps.db, { id, receivedAt: deps.now(), size: raw.length });
  return { id };
};

const NO_PETITION: Facts = {
  number: 'XF-2026-8888',
  petitioner: '没有此人',
  township: OWN,
  code: '0000000000',
  contact: 'LX-2026-8888',
  mail: 'XF-2026-8888-M1.1',
  task: 'PET_XF-2026-8888_OUT_000001_1',
  attachment: '0123456789abcdef0123456789abcdef',
};

/** Builds it all; a second or two. */
export const buildObjects = async (): Promise<Objects> => {
  const fresh = await freshBureau();
  const folder = mkdtempSync(join(tmpdir(), 'shoufang-mail-'));
  const bureau: TestBureau = { ...fresh, deps: { ...fresh.deps, received: folderMail(folder) } };
  await roll(bureau);
  const petition = await matters(bureau);
  const { own, accusation: hidden, elsewhere, ofTheHead, ofTheAdmin } = petition;
  for (const about of [own, hidden, ofTheHead, ofTheAdmin]) await sentBack(bureau, about);
  const session = await sessions(bureau);
  const importsBrought = await imports(bureau);
  const file = (about: Facts, from: Facts): Facts => ({
    number: about['number'] ?? '',
    id: from['attachment'] ?? '',
    attachment: from['attachment'] ?? '',
  });
  return {
    bureau,
    of: {
      petition: { ...petition, absent: NO_PETITION },
      attachment: {
        own: file(own, own),
        accusation: file(hidden, hidden),
        acrossMatters: file(own, hidden),
        absent: file(own, NO_PETITION),
      },
      session: { ...session, absent: { id: 'PX-2026-8888', personId: 'P99999', name: '没有此人', walkIn: '没有此人', newcomer: 'P99999' } },
      person: Object.fromEntries(
        [...Object.entries(PEOPLE), ['absent', ['P99999', '没有此人', OWN]] as const].map(([name, [personId, called]]) => [
          name,
          { id: personId, personId, name: called, openSession: session.open.id },
        ]),
      ),
      township: {
        own: { township: OWN, name: PEOPLE.own[1], leaver: LEAVERS.own[1], number: own['number'] ?? '' },
        elsewhere: { township: ELSEWHERE, name: PEOPLE.elsewhere[1], leaver: LEAVERS.elsewhere[1], number: elsewhere['number'] ?? '' },
        absent: { township: '990581999', name: '没有此人', leaver: '没有此人', number: 'XF-2026-8888' },
      },
      import: { ...importsBrought, absent: { id: '0123456789abcdef01234567' } },
      importKind: {
        contacts: { kind: 'contacts' },
        people: { kind: 'people' },
        attendance: { kind: 'attendance' },
        absent: { kind: 'nothing' },
      },
      link: await links(bureau, petition),
      slip: {
        right: own,
        ofAnAccusation: hidden,
        wrongCode: { ...own, code: '0000000000' },
        codeOfAnother: { ...own, code: elsewhere['code'] ?? '' },
        absent: NO_PETITION,
      },
      heldMail: { it: await held(bureau, folder), absent: { id: 'no-mail-of-this-name-came' } },
      none: { it: {}, absent: {} },
    },
  };
};

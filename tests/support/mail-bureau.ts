// A small bureau on a real engine for tests of mail: a handful of staff, a clock that is moved by hand, a carrier that keeps what it gets.
// It must not know what a test expects.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { randomBytes } from 'node:crypto';
import PostalMime, { type Email } from 'postal-mime';
import { epochOf, shanghaiInstant } from '../../functions/domain/calendar/days.ts';
import { PUBLISHED_YEARS } from '../../functions/domain/calendar/published-years.ts';
import type { Sent } from '../../functions/domain/mail/facts.ts';
import type { ContactRequest } from '../../functions/services/shapes.ts';
import type { Result } from '../../functions/domain/result.ts';
import type { Role, Staff } from '../../functions/domain/staff/staff.ts';
import { postRoom } from '../../functions/mail/post.ts';
import type { Deps } from '../../functions/services/deps.ts';
import type { MailingDeps } from '../../functions/services/mailing.ts';
import { registerContact } from '../../functions/services/petitions.ts';
import { noBlobs } from '../../functions/store/blobs.ts';
import { connect } from '../../functions/store/client.ts';
import { writeDirectory } from '../../functions/store/directory.ts';
import type { MailKey } from '../../functions/store/mails.ts';
import { readCase } from '../../functions/store/cases.ts';
import { keyVault } from '../../functions/store/vault.ts';
import { unsigned, withTables } from './engine.ts';

export const BUREAU = '990581';

const person = (id: string, unit: string, roles: readonly Role[], language: 'zh' | 'en' = 'zh'): Staff => ({
  id,
  name: `人员${id}`,
  unit,
  roles,
  areas: [],
  email: `${id.toLowerCase()}@ymj.example`,
  language,
});

export const STAFF = {
  F01: person('F01', '信访室', ['OFFICER', 'PETITION_ROOM', 'DEPARTMENT_HEAD']),
  F03: person('F03', '后扶科', ['OFFICER']),
  F04: person('F04', '规划科', ['OFFICER'], 'en'),
  L01: person('L01', '局', ['HEAD']),
  L02: person('L02', '局', ['LEADER', 'PETITIONS_LEADER']),
} as const;

/** What the carrier does with a mail; anything it is handed and not told about, it takes. */
export type Carrier = (to: string) => Promise<Sent>;

export const contact = (change: Partial<ContactRequest> = {}): ContactRequest => ({
  channel: 'VISIT',
  township: '990581101',
  story: '反映补贴未到账',
  petitioners: [{ name: '某某' }],
  anonymous: false,
  representatives: [],
  jointLetter: false,
  attachments: [],
  ...change,
});

export const GROUP = { headcount: 6, representatives: [{ name: '代表' }] } as const;

export const must = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal.data)}`);
};

export const openMailBureau = async () => {
  const tables = await withTables();
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
  let time = epochOf('2026-03-02T09:00:00.000+08:00');
  let taken = 0;
  const takes: Carrier = () => Promise.resolve({ accepted: true, messageId: `m${String((taken += 1))}` });
  let carrier: Carrier = takes;
  const box: { to: string; raw: Uint8Array }[] = [];

  const deps: Deps = {
    db: unsigned(connect({ tables: tables.tables, bureau: BUREAU, region: 'local', endpoint: tables.endpoint })),
    vault: keyVault(new Uint8Array(32).fill(7)),
    blobs: noBlobs,
    bureau: BUREAU,
    publicUrl: 'http://localhost:3000',
    mailFrom: 'xinfang@ymj.example',
    cookieSecure: false,
    mailbox: true,
    now: () => shanghaiInstant(time),
    random: (bytes) => randomBytes(bytes),
  };
  const transport = {
    send: async (raw: Uint8Array, _from: string, to: string) => {
      const sent = await carrier(to);
      if (sent.accepted) box.push({ to, raw });
      return sent;
    },
  };
  const mailing: MailingDeps = { ...deps, post: postRoom(transport, { from: deps.mailFrom }, () => time) };
  await writeDirectory(deps.db, {
    staff: Object.values(STAFF),
    townships: [{ code: '990581101', name: '柏坝镇', villages: [] }],
    years: PUBLISHED_YEARS,
  });

  return {
    deps,
    mailing,
    tables,
    stop: tables.stop,
    /** Minutes pass. */
    wait: (minutes: number) => void (time += minutes * 60_000),
    carry: (by: Carrier = takes) => void (carrier = by),
    /** Mails the carrier has taken since last asked. */
    taken: (): { to: string; raw: Uint8Array }[] => box.splice(0),
    register: async (change: Partial<ContactRequest> = {}, by: Staff = STAFF.F03): Promise<string> =>
      must(await registerContact(deps, { staff: by }, contact(change))).petition.number,
    petition: async (number: string) => (await readCase(deps.db, number))!,
    everyRow: async (): Promise<Record<string, unknown>[]> => {
      const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.tables.petitions }));
      return Items;
    },
    /** Keys of the mails owed on a petition, oldest first. */
    keys: async (number: string): Promise<MailKey[]> => (await readCase(deps.db, number))!.mails.map(({ pk, sk }) => ({ pk, sk })),
  };
};

export type MailBureau = Awaited<ReturnType<typeof openMailBureau>>;

export const readMails = (mails: readonly { raw: Uint8Array }[]): Promise<Email[]> =>
  Promise.all(mails.map(({ raw }) => new PostalMime().parse(raw)));

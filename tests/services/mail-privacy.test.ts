// No mail carries a person: every field people can fill is marked, the petition is taken through all that sends mail, and no mark comes out.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../functions/domain/petitions/commands.ts';
import { obsolete } from '../../functions/domain/mail/still-owed.ts';
import { MAIL_CODES } from '../../functions/domain/mail/catalogue.ts';
import type { Staff } from '../../functions/domain/staff/staff.ts';
import { deliver } from '../../functions/services/mailing.ts';
import { giveCommand, registerContact } from '../../functions/services/petitions.ts';
import { contact, must, openMailBureau, readMails, STAFF, type MailBureau } from '../support/mail-bureau.ts';

let bureau: MailBureau;
beforeAll(async () => {
  bureau = await openMailBureau();
});
afterAll(() => bureau.stop());

const MARK = 'QZX7';
// Around the mark stands whatever may break out of a header, a line or a tag.
const hostile = fc
  .tuple(
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom('', '\r\nBcc: x@evil.example\r\n', '<script>', '\u202e', '\u0000', '"><b>', '=cmd|'),
  )
  .map(([text, break_]) => `${MARK}${break_}${text}`);

const marked = (text: string) =>
  contact({
    story: `${text} 13800000000 故事`,
    subject: text,
    village: text,
    headcount: 6,
    petitioners: [{ name: text, phone: `${MARK}100`, idNumber: `${MARK}42` }],
    representatives: [{ name: text, phone: `${MARK}100` }],
    source: { organ: text, number: text, receivedOn: '2026-03-02' },
  });

const opinion = (text: string): Command => ({
  name: 'issueOpinion',
  data: { request: text, facts: text, opinion: text, outcome: 'NOT_SUPPORTED', basis: text },
});
const serve = (text: string): Command => ({ name: 'serve', data: { way: text, date: bureau.deps.now().slice(0, 10), receiver: text } });

const lifeOf = (text: string): readonly (readonly [Staff, Command])[] => [
  [STAFF.F01, { name: 'accept', data: { legalRoute: 6, noticeWay: text } }],
  [STAFF.F03, { name: 'startHandling', data: { plan: text } }],
  [STAFF.F03, { name: 'note', data: { text, ask: true } }],
  [STAFF.F03, opinion(text)],
  [STAFF.F03, serve(text)],
  [STAFF.F03, { name: 'followUp', data: { way: text, reached: true, satisfaction: 'DISSATISFIED', remark: text } }],
  [STAFF.F03, { name: 'reopen', data: { reason: text } }],
  [STAFF.L01, { name: 'reassignOwner', data: { to: 'F04', reason: text } }],
  [STAFF.F04, opinion(text)],
  [STAFF.F04, serve(text)],
  [STAFF.F04, { name: 'followUp', data: { way: text, reached: true, satisfaction: 'SATISFIED' } }],
  [STAFF.F01, { name: 'close', data: { reason: text, waived: true } }],
];

const sendAll = async (number: string): Promise<void> => {
  for (const { pk, sk, state } of (await bureau.petition(number)).mails) if (state === 'owed') await deliver(bureau.mailing, { pk, sk });
};

describe('no mail of a petition', () => {
  it('holds a name, a telephone or ID number, a place, a story, an opinion, or who is accused', { timeout: 60_000 }, async () => {
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const { petition } = must(await registerContact(bureau.deps, { staff: STAFF.F03 }, marked(text)));
        const { number } = petition;
        await sendAll(number);
        must(await registerContact(bureau.deps, { staff: STAFF.F01 }, { ...marked(text), petition: number }));
        await sendAll(number);
        for (const [by, command] of lifeOf(text)) {
          must(await giveCommand(bureau.deps, { staff: by }, number, command, (await bureau.petition(number)).petition.version));
          await sendAll(number);
        }
        const accusation = { ...marked(text), kind: 'ACCUSATION' as const, accused: { staff: 'F03', unit: text } };
        const restricted = must(await registerContact(bureau.deps, { staff: STAFF.F03 }, accusation)).petition.number;
        await sendAll(restricted);

        for (const it of [number, restricted])
          for (const { code, state } of (await bureau.petition(it)).mails) if (state === 'accepted') codes.add(code);
        const box = bureau.taken();
        const mails = await readMails(box);
        expect(mails.length).toBeGreaterThanOrEqual(11);
        for (const [index, mail] of mails.entries()) {
          const all = [
            mail.subject,
            mail.text,
            mail.html,
            ...mail.headers.map(({ value }) => value),
            Buffer.from(box[index]!.raw).toString(),
          ].join('\n');
          expect(all).not.toContain(MARK);
          expect(all).not.toContain('evil.example');
          expect(all).not.toContain('13800000000');
          for (const { name } of Object.values(STAFF)) expect(all).not.toContain(name);
          expect((mail.text ?? '').trimEnd().split('\n').length).toBeLessThanOrEqual(12);
        }
        expect(box.filter(({ to }) => to === 'f03@ymj.example').some(({ raw }) => Buffer.from(raw).toString().includes(restricted))).toBe(
          false,
        );
      }),
      { numRuns: 12 },
    );
    expect([...codes].sort()).toEqual(Object.keys(MAIL_CODES).filter((code) => code !== 'E40'));
  });

  it('goes to somebody who is accused by now, whatever was owed before', async () => {
    const { petition, events } = await bureau.petition(await bureau.register());
    for (const accused of [{ staff: 'F03' }, { unit: '后扶科' }]) {
      expect(obsolete('E03', { petition: { ...petition, accused }, events, recipient: STAFF.F03, seq: 1 })).toBe('NOT_FOR_RECIPIENT');
    }
  });
});

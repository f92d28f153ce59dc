// The paragraph carries every figure and its direction, for any period and any counts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrative } from '../../../functions/domain/reports/narrative.ts';
import { parsePeriod } from '../../../functions/domain/reports/period.ts';
import { petitionsPart } from '../../../functions/domain/reports/report.ts';
import { incrementsOf, tally, type CountedContact } from '../../../functions/domain/reports/totals.ts';
import { anyContact, ledger, numbered } from '../../support/counted-contacts.ts';

const told = (label: string, contacts: readonly CountedContact[]) => {
  const period = parsePeriod(label)!;
  const part = petitionsPart(period, tally(contacts.flatMap((contact) => incrementsOf(undefined, contact))));
  return { part, ...narrative(period, part) };
};
const both = [...ledger('contacts-2012-h1.csv'), ...ledger('contacts-2013-h1.csv')];

describe('The paragraph of a report', () => {
  it('tells the half-year and how it moved', () => {
    const { zh, en, part } = told('2013-H1', both);
    expect(zh).toBe(
      `2013年上半年，本局登记群众信访41批次、${part.headcount}人次，按渠道分，来访27批次、来电8批次、来信6批次。首次反映的信访事项33件，重复信访8批次。` +
        '上年同期登记36批次，本期增加5批次，上升13.9%，其中来访多4批次、来电持平、来信多1批次。集体访3批次，比上年同期的5批次减少2批次。',
    );
    expect(en).toContain('41 petition contacts');
    expect(en).toContain('up by 5, or 13.9% (visits +4, calls unchanged, letters +1)');
    expect(en).toContain('Group visits: 3, down from 5.');
  });

  it('names each kind of period', () => {
    expect(['2013-03', '2013-Q2', '2013-H2', '2013'].map((label) => told(label, both).zh.split('，')[0])).toEqual([
      '2013年3月',
      '2013年第二季度',
      '2013年下半年',
      '2013年全年',
    ]);
    expect(told('2013-Q2', both).en).toContain('the second quarter of 2013');
  });

  it('says so when nothing came, and when there is nothing to compare with', () => {
    expect(told('2013-H2', []).zh).toBe('2013年下半年，本局没有登记群众来信来访。上年同期没有可比数据。');
    expect(told('2013-H1', ledger('contacts-2013-h1.csv')).zh).toMatch(/集体访3批次。上年同期没有可比数据。$/);
  });

  it('says so when all that came last year is gone', () => {
    const { zh } = told('2013-H1', ledger('contacts-2012-h1.csv'));
    expect(zh).toContain('没有登记群众来信来访。上年同期登记36批次，本期减少36批次，下降100%，其中来访少23批次');
    expect(zh).toContain('集体访0批次，比上年同期的5批次减少5批次。');
  });

  it('says level where it is level', () => {
    const same = ledger('contacts-2013-h1.csv');
    const yearBefore = same.map((contact) => ({ ...contact, receivedOn: contact.receivedOn.replace('2013', '2012') }));
    const { zh, en } = told('2013-H1', [...same, ...yearBefore]);
    expect(zh).toContain('本期与之持平，其中来访持平');
    expect(zh).toContain('集体访3批次，与上年同期持平。');
    expect(en).toContain('no change');
  });

  it('holds every figure of any period, only the channels that occur, and no word that is not there', () => {
    const CHANNEL_WORDS = { VISIT: '来访', CALL: '来电', LETTER: '来信', ONLINE: '网上', FAX: '传真', OUTREACH: '下访' };
    fc.assert(
      fc.property(
        fc.array(anyContact, { maxLength: 30 }),
        fc.constantFrom('2013', '2013-H1', '2013-Q3', '2013-05', '2012'),
        (list, label) => {
          const { part, zh, en } = told(label, list.map(numbered));
          for (const [channel, word] of Object.entries(CHANNEL_WORDS)) {
            const count = part.byChannel[channel] ?? 0;
            const before = part.previousYear?.byChannel[channel] ?? 0;
            if (count > 0 && Object.keys(part.byChannel).length > 1) expect(zh).toContain(`${word}${count}批次`);
            if (count === 0 && before === 0) expect(zh.replace('来信来访', '')).not.toContain(word);
          }
          if (part.contacts > 0) expect(zh).toContain(`信访${part.contacts}批次、${part.headcount}人次`);
          if (part.previousYear) expect(zh).toContain(`上年同期登记${part.previousYear.contacts}批次`);
          expect(zh + en).not.toMatch(/undefined|NaN|null|Infinity/);
        },
      ),
    );
  });
});

// Training and the roll in a report: the laws of counting people, and the sentences that tell them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresFrom, type Addition } from '../../../functions/domain/reports/additions.ts';
import { headsChange, NO_TIMES, withTimes, type Times } from '../../../functions/domain/reports/distinct.ts';
import { narrative } from '../../../functions/domain/reports/narrative.ts';
import { peoplePart } from '../../../functions/domain/reports/people-part.ts';
import { personChange } from '../../../functions/domain/reports/people-totals.ts';
import { parsePeriod, periodsOf } from '../../../functions/domain/reports/period.ts';
import { petitionsPart } from '../../../functions/domain/reports/report.ts';
import { trainingPart } from '../../../functions/domain/reports/training-part.ts';
import { partsOf, sheetChange } from '../../../functions/domain/reports/training-totals.ts';
import type { CountedPerson } from '../../../functions/domain/people/person.ts';
import type { CountedSheet } from '../../../functions/domain/training/sheet.ts';
import { anyPerson, anySheet, rollOfFile, sheetsOfFiles } from '../../support/counted-rows.ts';
import { naivePeople, naiveTraining } from '../../support/naive-report.ts';

/** All at once, as a recount would. */
const figuresOf = (sheets: readonly CountedSheet[], people: readonly CountedPerson[]) => {
  const additions: Addition[] = people.flatMap((person) => personChange(undefined, person));
  const times = new Map<string, { group: CountedSheet['group']; held: Times }>();
  for (const sheet of sheets) {
    const change = sheetChange(undefined, sheet);
    additions.push(...change.additions);
    for (const one of change.times) {
      const name = `${one.who} ${one.group} ${one.month.slice(0, 4)}`;
      times.set(name, { group: one.group, held: withTimes(times.get(name)?.held ?? NO_TIMES, one) });
    }
  }
  for (const { group, held } of times.values()) additions.push(...headsChange(group, NO_TIMES, held));
  return figuresFrom(additions);
};

const told = (label: string, sheets: readonly CountedSheet[], people: readonly CountedPerson[]) => {
  const period = parsePeriod(label)!;
  const figures = figuresOf(sheets, people);
  const training = trainingPart(period, figures);
  const roll = peoplePart(period, figures);
  return { period, training, people: roll, ...narrative(period, petitionsPart(period, new Map()), { training, people: roll }) };
};

const sheets = fc.array(anySheet, { maxLength: 12 }).map((all) => all.map((one, n): CountedSheet => ({ ...one, session: `PX-2013-${n}` })));
const people = fc.array(anyPerson, { maxLength: 12 }).map((all) => all.map((one, n): CountedPerson => ({ ...one, personId: `P${n}` })));
const periods = fc.constantFrom('2013', '2013-H1', '2013-Q3', '2012-05', '2012');

describe('Training and the roll', () => {
  it('are counted as a simple count of the rows would', () => {
    fc.assert(
      fc.property(sheets, people, periods, (held, roll, label) => {
        const { period, training, people: told_ } = told(label, held, roll);
        const { details: _details, ...figures } = training;
        expect(figures).toEqual(naiveTraining(period, held));
        expect(told_).toEqual(naivePeople(period, roll));
      }),
    );
  });

  it('keep the laws: parts make the whole, and there are never more people than person-times', () => {
    fc.assert(
      fc.property(sheets, periods, (held, label) => {
        const { training } = told(label, held, []);
        for (const split of Object.values(training.details)) {
          for (const measure of ['sessions', 'personTimes', 'handouts'] as const) {
            expect(split.reduce((sum, row) => sum + row[measure], 0)).toBe(training[measure]);
          }
        }
        expect(training.distinctMigrants + training.others).toBe(training.distinctPersons);
        expect(training.distinctPersons).toBeLessThanOrEqual(training.personTimes);
      }),
    );
  });

  it('count a correction as the difference it makes, cut into parts that come to the same', () => {
    fc.assert(
      fc.property(anySheet, anySheet, fc.integer({ min: 1, max: 4 }), (before, after, size) => {
        const change = sheetChange({ ...before, session: 'PX-2013-0001' }, { ...after, session: 'PX-2013-0001' });
        const parts = partsOf(change, size);
        expect(parts.flatMap(({ times }) => times)).toEqual(change.times);
        expect(parts.flatMap(({ additions }) => additions)).toEqual(change.additions);
        expect(parts.every(({ times }) => times.length <= size)).toBe(true);
      }),
    );
    expect(partsOf(sheetChange(undefined, undefined), 40)).toEqual([]);
  });

  it('know a person once in a half-year however many months they came, and as a migrant if ever they were one', () => {
    const change = (month: string, migrant: number, other: number) => ({ month, migrant, other });
    const march = withTimes(NO_TIMES, change('2013-03', 0, 2));
    expect(headsChange('PRACTICAL', NO_TIMES, march).filter(({ column }) => column === 'persons')).toHaveLength(4);
    const may = withTimes(march, change('2013-05', 1, 0));
    expect(headsChange('PRACTICAL', march, may).map(({ period, column, by }) => `${period} ${column} ${by}`)).toEqual(
      expect.arrayContaining(['2013-05 persons 1', '2013-Q2 migrants 1', '2013-H1 migrants 1', '2013-H1 others -1', '2013 others -1']),
    );
    expect(headsChange('PRACTICAL', march, may).some(({ period, column }) => period === '2013-H1' && column === 'persons')).toBe(false);
    expect(withTimes(may, change('2013-05', -1, 0))).toEqual(march);
    expect(periodsOf('2013-12')).toEqual(['2013-12', '2013-Q4', '2013-H2', '2013']);
  });
});

describe('The sentences', () => {
  it('tell the half-year: three figures by topic, four numbers of people, the roll', () => {
    const { zh, en } = told('2013-H1', sheetsOfFiles(), rollOfFile());
    expect(zh).toContain(
      '全局举办实用技术培训112场次，参训10048人次，发放技术资料11300份；按专题分，柑桔62场次、5800人次、6550份，蔬菜36场次、3088人次、3460份，水产14场次、1160人次、1290份。',
    );
    expect(zh).toContain('参训5348人，其中在册移民4342人、其他人员1006人，同一人参加几场只计一人。');
    expect(zh).toMatch(/移民花名册期初9868人，核减89人（去世\d+人、.*），期末9779人。$/);
    expect(en).toContain('112 sessions, 10048 attendances, 11300 handouts');
    expect(en).toContain('stands at 9779 at the end.');
  });

  it('tell village aid apart, the year before beside, and few topics of many', () => {
    const [first] = sheetsOfFiles();
    const { zh, en } = told(
      '2013-H1',
      [
        { ...first!, date: '2012-02-03', session: 'before' },
        { ...first!, group: 'VILLAGE_AID', session: 'aid' },
        ...Array.from({ length: 12 }, (_, n): CountedSheet => ({ ...first!, topic: `专题${n}`, session: `PX-${n}` })),
      ],
      [],
    );
    expect(zh).toContain('其余4个专题4场次');
    expect(zh).toContain('上年同期培训1场次');
    expect(zh).toContain('本期增加11场次');
    expect(zh).toContain('另有驻村帮扶培训1场次');
    expect(en).toContain('Village-aid training stands apart: 1 session');
    expect(told('2012-H1', [{ ...first!, group: 'CADRE', session: 'cadre', date: '2012-02-03' }], []).zh).toContain(
      '没有已封存的实用技术培训',
    );
  });

  it('put a topic in quotation marks where its own signs would run into the figures', () => {
    const [first] = sheetsOfFiles();
    const topics = ['=1+1', '第 2 期', '“双创”技能', '柑桔'];
    const { zh, en } = told(
      '2013-H1',
      topics.map((topic, n): CountedSheet => ({ ...first!, topic, session: `PX-${n}` })),
      [],
    );
    for (const quoted of ['“=1+1”1场次', '“第 2 期”1场次', '“‘双创’技能”1场次', '，柑桔1场次']) {
      expect(`，${zh.slice(zh.indexOf('按专题分，') + 5)}`).toContain(quoted);
    }
    for (const quoted of ['“=1+1” 1/', '“‘双创’技能” 1/', '柑桔 1/']) expect(en).toContain(quoted);
  });

  it('are silent where nothing was held and nobody is on the roll', () => {
    expect(told('2013-H1', [], []).zh).toBe('2013年上半年，本局没有登记群众来信来访。上年同期没有可比数据。');
  });

  it('hold every figure of any period, and no word that is not there', () => {
    fc.assert(
      fc.property(sheets, people, periods, (held, roll, label) => {
        const { training, zh, en } = told(label, held, roll);
        if (training.sessions > 0) {
          for (const figure of [
            training.sessions,
            training.personTimes,
            training.handouts,
            training.distinctPersons,
            training.distinctMigrants,
          ]) {
            expect(zh).toContain(String(figure));
            expect(en).toContain(String(figure));
          }
        }
        expect(zh + en).not.toMatch(/undefined|NaN|null|Infinity/);
      }),
    );
  });
});

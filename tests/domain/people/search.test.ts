// What is typed into the one box, and what is meant by it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedName, givenName, plainReading, SURNAME_READINGS } from '../../../functions/domain/people/names.ts';
import { wantedBy, type Wanted } from '../../../functions/domain/people/search.ts';

const NOTHING: Wanted = { by: 'nothing' };

/** The prefixes of one kind, without those that hold for one surname alone. */
const plain = (wanted: Wanted) => (wanted.by === 'reading' ? wanted.prefixes.filter(({ surname }) => surname === undefined) : []);
const under = (typed: string, surname: string): string[] => {
  const wanted = wantedBy(typed);
  return wanted.by === 'reading' ? wanted.prefixes.filter((one) => one.surname === surname).map((one) => `${one.in} ${one.prefix}`) : [];
};

describe('The search box', () => {
  it.each([
    ['罗先强', '罗先强'],
    [' 罗 先 强 ', '罗先强'],
    ['先强', '先强'],
    ['欧阳', '欧阳'],
    ['𠮷田', '𠮷田'],
    ['阿依•古丽', '阿依·古丽'],
    ['〇', '〇'],
  ])('takes Chinese characters for a name or what follows a surname: %s', (typed, prefix) => {
    expect(wantedBy(typed)).toEqual({ by: 'name', prefix });
  });

  it.each([
    ['luoxianqiang', 'luoxianqiang'],
    ['Luo Xianqiang', 'luoxianqiang'],
    ['ｌｘｑ', 'lxq'],
    ["xi'an", 'xian'],
    ['lü', 'lv'],
    ['LÜ', 'lv'],
    ['lǚ', 'lv'],
    ['lv', 'lv'],
    ['lyu', 'lv'],
    ['nyu', 'nv'],
    ['tiányù', 'tianyu'],
  ])('takes letters for a reading or initials: %s', (typed, prefix) => {
    expect(plain(wantedBy(typed))).toEqual([
      { in: 'pinyin', prefix },
      { in: 'initials', prefix },
    ]);
  });

  it.each([
    ['5758', '5758'],
    ['１８０７', '1807'],
    ['707x', '707X'],
    ['100 4932 1807', '10049321807'],
    ['100-4932-1807', '10049321807'],
    ['990581195108075758', '990581195108075758'],
    ['99058119930712707x', '99058119930712707X'],
  ])('takes four digits and more for the end of an ID number or a telephone: %s', (typed, tail) => {
    expect(wantedBy(typed)).toEqual({ by: 'tail', tail });
  });

  it.each([['P00001'], ['N-7K3M9Q2'], ['W00565']])('takes letters with digits for a number of ours: %s', (personId) => {
    expect(wantedBy(personId)).toEqual({ by: 'number', personId });
  });

  it.each([
    [''],
    ['  '],
    ['12'],
    ['123'],
    ['☃'],
    ['罗x1'],
    ['罗先强 1807'],
    ['%'],
    ['张*'],
    ["' OR 1=1 --"],
    ['1234567890123456789'],
    ['Ж'],
    ['·'],
  ])('finds nothing, and is no error, for anything else: %s', (typed) => {
    expect(wantedBy(typed)).toEqual(NOTHING);
  });

  it('never fails, whatever is pasted into it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        expect(['nothing', 'name', 'reading', 'mixed', 'tail', 'number']).toContain(wantedBy(typed).by);
      }),
    );
    expect(wantedBy('\ud800')).toEqual(NOTHING);
    expect(wantedBy('ﷺ'.repeat(100_000))).toEqual(NOTHING);
    expect(wantedBy('罗'.repeat(61))).toEqual(NOTHING);
  });
});

describe('A surname that is read in more than one way', () => {
  it('is looked for under its other readings: 覃 is qin to one and tan to another', () => {
    expect(under('tanzhiming', '覃')).toContain('pinyin qinzhiming');
    expect(under('qinzhiming', '覃')).toContain('pinyin tanzhiming');
    expect(under('tzm', '覃')).toContain('initials qzm');
  });

  it('is looked for while it is still being typed', () => {
    expect(under('ta', '覃')).toContain('pinyin qin');
  });

  it('may have two characters', () => {
    expect(under('weichigong', '尉迟')).toEqual(['pinyin yuchigong']);
  });

  it('is not guessed from one letter', () => {
    expect(wantedBy('t')).toMatchObject({ prefixes: [{ in: 'pinyin' }, { in: 'initials' }] });
  });

  it('has at least two readings in the table, in plain letters, and stands there once', () => {
    for (const { surname, readings } of SURNAME_READINGS) {
      expect(new Set(readings).size, surname).toBeGreaterThan(1);
      for (const reading of readings) expect(plainReading(reading), surname).toBe(reading);
    }
    expect(new Set(SURNAME_READINGS.map(({ surname }) => surname)).size).toBe(SURNAME_READINGS.length);
  });
});

describe('A name', () => {
  it.each([
    ['罗先强', '先强'],
    ['欧阳修文', '修文'],
    ['欧阳', '阳'],
    ['司马光', '光'],
    ['王', ''],
    ['𠮷田村', '田村'],
    ['阿依·古丽', '依·古丽'],
  ])('is cut after the surname, also one of two characters: %s', (name, given) => {
    expect(givenName(name)).toBe(given);
  });

  it('has one spelling however often it is folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (name) => {
        expect(foldedName(foldedName(name))).toBe(foldedName(name));
      }),
    );
  });
});

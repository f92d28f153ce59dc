// Identity numbers: GB 11643-1999 and the check digit of ISO 7064 mod 11-2.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkDigit, factsOf, foldedNumber, isCheckedIdNumber, isIdNumber } from '../../../functions/domain/people/id-number.ts';
import { halfYearFile } from '../../support/half-year.ts';

describe('An ID number', () => {
  it.each([
    ['11010519491231002', 'X'], // the example of the standard
    ['44052418800101001', '4'], // the other one
    ['99058119510807575', '8'],
  ])('of %s ends in %s', (digits, check) => {
    expect(checkDigit(digits)).toBe(check);
    expect(isCheckedIdNumber(digits + check)).toBe(true);
  });

  it('checks for everybody of the sample who has one', () => {
    const numbers = readFileSync(halfYearFile('people-2013.csv'), 'utf8').match(/\b\d{17}[\dX]\b/g) ?? [];
    expect(numbers.length).toBe(9151);
    expect(numbers.filter((number) => !isCheckedIdNumber(number))).toEqual([]);
  });

  it('does not check with any one digit mistyped, or two neighbours swapped', () => {
    const digits = fc.stringMatching(/^\d{17}$/).map((text) => text + checkDigit(text));
    fc.assert(
      fc.property(digits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, shift) => {
        const wrong = String((Number(number[at]) + shift) % 10);
        expect(isCheckedIdNumber(number.slice(0, at) + wrong + number.slice(at + 1))).toBe(false);
      }),
    );
    fc.assert(
      fc.property(digits, fc.nat(15), (number, at) => {
        fc.pre(number[at] !== number[at + 1]);
        const swapped = number.slice(0, at) + (number[at + 1] ?? '') + (number[at] ?? '') + number.slice(at + 2);
        expect(isCheckedIdNumber(swapped)).toBe(false);
      }),
    );
  });

  it('says birthday and sex when it checks, and nothing when it does not', () => {
    expect(factsOf('990581195108075758')).toEqual({ birthDate: '1951-08-07', sex: 'M' });
    expect(factsOf('990581198203179962')).toEqual({ birthDate: '1982-03-17', sex: 'F' });
    expect(factsOf('990581195108075751')).toEqual({});
    expect(factsOf('510807575123456')).toEqual({});
  });

  it('of a day that never was says only the sex', () => {
    const digits = '99058119510230575';
    expect(factsOf(digits + checkDigit(digits))).toEqual({ sex: 'M' });
  });

  it('has eighteen characters, or fifteen where it is old; nothing else is one', () => {
    expect(isIdNumber('990581195108075758')).toBe(true);
    expect(isIdNumber('990581510807575')).toBe(true);
    for (const text of ['', '99058119510807575', '9905811951080757588', '99058119510807575O', 'x'.repeat(18)])
      expect(isIdNumber(text), text).toBe(false);
  });

  it('is folded: full-width digits, spaces, hyphens, a small x', () => {
    expect(foldedNumber(' ９９０５８１ 19930712－707x ')).toBe('99058119930712707X');
  });
});

// Identity numbers: their one spelling, whether the check digit fits (GB 11643-1999, ISO 7064 mod 11-2), and what they say of a person.
// It must not know how they are kept.
import { isDay, type Day } from '../calendar/days.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_DIGITS = '10X98765432';
const OF_TODAY = /^\d{17}[\dX]$/;
/** Issued until 1999 and still standing in old rolls: no century, no check digit. */
const OF_OLD = /^\d{15}$/;

/** Full-width digits folded, spaces and hyphens dropped, X in capitals. */
export const foldedNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .toUpperCase();

/** Eighteen characters as issued today, or fifteen digits as issued before; the check digit is not looked at. */
export const isIdNumber = (number: string): boolean => OF_TODAY.test(number) || OF_OLD.test(number);

/** The last of eighteen characters for the seventeen digits before it. @example checkDigit('99058119510807575') // 8 */
export const checkDigit = (digits: string): string =>
  CHECK_DIGITS[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11] ?? '';

/** Does the check digit fit? Old numbers have none that could. */
export const isCheckedIdNumber = (number: string): boolean => OF_TODAY.test(number) && checkDigit(number) === number[17];

/** Day of birth and sex, as far as a number that checks says them. */
export const factsOf = (number: string): { readonly birthDate?: Day; readonly sex?: 'M' | 'F' } => {
  if (!isCheckedIdNumber(number)) return {};
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  return { ...(isDay(birthDate) && { birthDate }), sex: Number(number[16]) % 2 === 1 ? 'M' : 'F' };
};

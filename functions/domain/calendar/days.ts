// Civil days as text, YYYY-MM-DD, and what can be reckoned with them.
// It must not know clocks, time zones of the machine, or which days are worked.

/** A real day of the calendar, YYYY-MM-DD. Text order is time order. */
export type Day = string;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/;

// Outside these years a date in this field is a typing error, and four-digit text order stays safe after every addition.
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000; // UTC+8 without daylight saving since 1991

/**
 * True only for days that exist (no 02-30), written with all ten characters, in the years 1900–2199.
 * @example isDay('2026-02-29') // false
 */
export const isDay = (text: string): text is Day => {
  const match = DAY.exec(text);
  if (!match) return false;
  const year = Number(match[1]);
  return year >= FIRST_YEAR && year <= LAST_YEAR && dayOf(serialOf(text)) === text;
};

/** The day `count` days later; negative counts go back. */
export const addDays = (day: Day, count: number): Day => dayOf(serialOf(day) + count);

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => serialOf(to) - serialOf(from);

/** 1 Monday … 7 Sunday (ISO 8601). */
export const weekday = (day: Day): number => modulo(serialOf(day) + 3, 7) + 1; // 1970-01-01 was a Thursday

/** 2026-08-04 → 2026-08. */
export const monthOf = (day: Day): string => day.slice(0, 7);

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** Sorts days, earliest first. */
export const compare = (a: Day, b: Day): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0);

/** The last day of a month written YYYY-MM. */
export const lastDayOf = (month: string): Day => {
  const year = Number(month.slice(0, 4));
  const next = Number(month.slice(5, 7)) + 1;
  return dayOf(serial(next > 12 ? year + 1 : year, next > 12 ? 1 : next, 1) - 1);
};

/**
 * Milliseconds since 1970 of an ISO 8601 instant. An instant says its offset; one that does not would depend on
 * the machine, so it is a bug and throws.
 */
export const epochOf = (instant: string): number => {
  const match = INSTANT.exec(instant);
  if (!match) throw new RangeError('not an ISO 8601 instant with an offset');
  const [, day = '', hour, minute, second = '0', fraction = '', zone = 'Z'] = match;
  const sign = zone.startsWith('-') ? -1 : 1;
  const offset = zone === 'Z' ? 0 : sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  return serialOf(day) * DAY_MS + minutes * MINUTE_MS + Number(second) * 1000 + millis;
};

/** The day it is in Shanghai at that instant. */
export const shanghaiDay = (instant: string): Day => dayOf(Math.floor((epochOf(instant) + SHANGHAI_MS) / DAY_MS));

/**
 * An instant as this system writes it: Shanghai time, milliseconds, offset. Always the same width, so text order is time order.
 * @example shanghaiInstant(0) // '1970-01-01T08:00:00.000+08:00'
 */
export const shanghaiInstant = (epochMs: number): string => {
  const local = Math.floor(epochMs) + SHANGHAI_MS;
  const inDay = modulo(local, DAY_MS);
  const part = (size: number, base: number): string => pad(Math.floor(inDay / size) % base, 2);
  const clock = `${part(3_600_000, 24)}:${part(MINUTE_MS, 60)}:${part(1000, 60)}.${pad(inDay % 1000, 3)}`;
  return `${dayOf(Math.floor(local / DAY_MS))}T${clock}+08:00`;
};

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const modulo = (value: number, base: number): number => ((value % base) + base) % base;

const serialOf = (day: Day): number => serial(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)));

// Days since 1970-01-01 in the proleptic Gregorian calendar. Years begin in March, so that the leap day comes last
// and the lengths of months follow one line, (153 m + 2) / 5.
const serial = (year: number, month: number, dayOfMonth: number): number => {
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leaps + Math.floor((153 * m + 2) / 5) + dayOfMonth - 1 - 719_468;
};

const dayOf = (days: number): Day => {
  const since = days + 719_468;
  const era = Math.floor(since / 146_097);
  const inEra = since - era * 146_097;
  const yearInEra = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365);
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100));
  const m = Math.floor((5 * inYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  const year = yearInEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(inYear - Math.floor((153 * m + 2) / 5) + 1, 2)}`;
};

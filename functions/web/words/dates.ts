// Days and instants as people read them: 9月18日 星期五, 超 2 天, 8月4日 09:12; the year only where it is not this one.
// It must not know what today is; that is handed in.
import { daysBetween, weekday, yearOf, type Day } from '../../domain/calendar/days.ts';
import type { Language } from './index.ts';

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  zh: ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 9月18日 or 18 Sep; with the year where it differs from that of `today`. */
export const dayText = (language: Language, day: Day, today: Day = day): string => {
  const month = Number(day.slice(5, 7));
  const date = Number(day.slice(8, 10));
  const otherYear = yearOf(day) !== yearOf(today);
  if (language === 'zh') return `${otherYear ? `${yearOf(day)}年` : ''}${month}月${date}日`;
  return `${date} ${MONTHS[month - 1] ?? ''}${otherYear ? ` ${yearOf(day)}` : ''}`;
};

/** With its year in any case: for print. */
export const fullDay = (language: Language, day: Day): string =>
  language === 'zh' ? `${yearOf(day)}年${dayText('zh', day)}` : `${dayText('en', day)} ${yearOf(day)}`;

export const weekdayText = (language: Language, day: Day): string => WEEKDAYS[language][weekday(day) - 1] ?? '';

/** An instant written with Shanghai's offset: 8月4日 09:12. */
export const momentText = (language: Language, instant: string, today: Day): string =>
  `${dayText(language, instant.slice(0, 10), today)} ${instant.slice(11, 16)}`;

/** A day, or an instant with its time, as it stands in a sentence: 2026年9月18日 10:20. Anything else is told as it is. */
export const whenText = (language: Language, text: string): string => {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}).*)?$/.exec(text) ?? [];
  return day === undefined ? text : `${fullDay(language, day)}${time === undefined ? '' : ` ${time}`}`;
};

/** How far off a due day is, short, for beside its date: 超 2 天, 今天, 12 天. */
export const shortRelative = (language: Language, due: Day, today: Day): string => {
  const days = daysBetween(today, due);
  if (days <= 1) return relativeText(language, due, today);
  return language === 'zh' ? `${days} 天` : `${days} days`;
};

/** How far off a due day is: 超 2 天, 今天, 明天, 还剩 12 天. */
export const relativeText = (language: Language, due: Day, today: Day): string => {
  const days = daysBetween(today, due);
  if (language === 'zh') {
    if (days < 0) return `超 ${-days} 天`;
    return days === 0 ? '今天' : days === 1 ? '明天' : `还剩 ${days} 天`;
  }
  if (days < 0) return `${-days} ${days === -1 ? 'day' : 'days'} late`;
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `${days} days left`;
};

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Numbers of articles as statutes print them: 23 → 二十三; 1 to 99. */
export const chineseNumeral = (n: number): string => {
  const tens = Math.floor(n / 10);
  return `${tens === 0 ? '' : `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十`}${DIGITS[n % 10] ?? ''}`;
};

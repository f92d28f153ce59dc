// The sentences that tell a person why a date is the date, made from the steps of its reckoning.
// It must not reckon anything itself, and names no festival: the published data holds days, not names.
import { weekday, yearOf, type Day } from './days.ts';
import type { DueDates, Step } from './due.ts';

export type Language = 'zh' | 'en';

type Phrases = { readonly [K in Step['kind']]: (step: Extract<Step, { kind: K }>, say: Say) => string };
/** Writes a day, with its year only where it differs from the year of the start. */
type Say = (day: Day, options?: { readonly weekday: boolean }) => string;

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  zh: ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const NAMED = { weekday: true };

const ZH: Phrases = {
  COUNT: ({ from, to, length, unit }, say) => {
    if (length === 0)
      return unit === 'day' ? `期限为当日：${say(to, NAMED)}。` : `期限为当日，遇休息日则为其后第一个工作日：${say(to, NAMED)}。`;
    const counted = unit === 'day' ? `第${length}日` : `第${length}个工作日`;
    return `${say(from)}是起始日，不计算在内；从次日数起，${counted}是${say(to, NAMED)}。`;
  },
  MAKE_UP: ({ day }, say) => `${say(day, NAMED)}是调休上班日，按工作日计算。`,
  REST: ({ from, to, published }, say) =>
    `${from === to ? say(from) : `${say(from)}至${say(to)}`}是${published ? '节假日' : '休息日'}，不上班。`,
  WORKDAY: ({ day }, say) => `${say(day)}是工作日，期限不用顺延。`,
  ROLL: ({ to }, say) => `期限顺延到其后第一个工作日${say(to, NAMED)}，逾期以此为准。`,
  TARGET: ({ to }, say) => `办理目标提前到此前最后一个工作日${say(to, NAMED)}。`,
  CLAMP: ({ from, to }, say) => `办理目标若向前提，会落到${say(from)}，并不晚于起始日，所以定为其后第一个工作日${say(to, NAMED)}。`,
  UNLOADED: ({ year, standing }) =>
    standing === 'PROVISIONAL'
      ? `${year}年的放假安排还没有载入，这一年暂按周一至周五上班推算，日期是暂定的。`
      : `缺少${year}年的工作日历，这一年只能按周一至周五上班推算，日期需要人工核对。`,
};

const EN: Phrases = {
  COUNT: ({ from, to, length, unit }, say) => {
    if (length === 0)
      return unit === 'day'
        ? `Due the same day: ${say(to, NAMED)}.`
        : `Due the same day, or the first working day after it: ${say(to, NAMED)}.`;
    const counted = unit === 'day' ? `day ${length}` : `working day ${length}`;
    return `${say(from)} is the day of the event and is not counted; from the next day on, ${counted} is ${say(to, NAMED)}.`;
  },
  MAKE_UP: ({ day }, say) => `${say(day, NAMED)} is worked in exchange for a holiday, so it counts as a working day.`,
  REST: ({ from, to, published }, say) =>
    `${from === to ? `${say(from)} is` : `${say(from)} to ${say(to)} are`} ${published ? 'public holidays or days off' : from === to ? 'a day off' : 'days off'}.`,
  WORKDAY: ({ day }, say) => `${say(day)} is a working day, so nothing moves.`,
  ROLL: ({ to }, say) => `The limit moves on to the next working day, ${say(to, NAMED)}; lateness is judged by that day.`,
  TARGET: ({ to }, say) => `The day to aim for is the last working day before it, ${say(to, NAMED)}.`,
  CLAMP: ({ from, to }, say) =>
    `Moving back would give ${say(from)}, which is not after the day of the event, so the day to aim for is the next working day, ${say(to, NAMED)}.`,
  UNLOADED: ({ year, standing }) =>
    standing === 'PROVISIONAL'
      ? `The public holidays of ${year} are not loaded yet: Monday to Friday are taken as worked, and the date is provisional.`
      : `The work calendar of ${year} is missing: Monday to Friday are taken as worked, and the date needs checking by hand.`,
};

const PHRASES: Readonly<Record<Language, Phrases>> = { zh: ZH, en: EN };
const BASIS: Readonly<Record<Language, (basis: string) => string>> = {
  zh: (basis) => `依据：${basis}。`,
  en: (basis) => `Basis: ${basis}.`,
};

/**
 * A derivation in plain sentences, one a step; `basis` (an article of law, already in that language) comes first.
 * @example explain(dueDates({ start: '2026-08-04', length: 60, unit: 'day' }, calendar), 'zh')
 */
export const explain = (due: DueDates, language: Language, basis?: string): string[] => {
  const say = saying(language, yearOf(due.start));
  const sentences = due.steps.map((step) => sentence(step, PHRASES[language], say));
  return basis === undefined ? sentences : [BASIS[language](basis), ...sentences];
};

// A phrase is found by the step's own kind, so it fits; the compiler cannot follow that through the table.
const sentence = (step: Step, phrases: Phrases, say: Say): string => (phrases[step.kind] as (step: Step, say: Say) => string)(step, say);

const saying = (language: Language, homeYear: number): Say => {
  let first = true; // the first date of a derivation always carries its year
  return (day, options) => {
    const withYear = first || yearOf(day) !== homeYear;
    first = false;
    const name = WEEKDAYS[language][weekday(day) - 1] ?? '';
    const month = Number(day.slice(5, 7));
    const date = Number(day.slice(8, 10));
    if (language === 'zh') return `${withYear ? `${yearOf(day)}年` : ''}${month}月${date}日${options ? `（${name}）` : ''}`;
    return `${options ? `${name} ` : ''}${date} ${MONTHS[month - 1] ?? ''}${withYear ? ` ${yearOf(day)}` : ''}`;
  };
};

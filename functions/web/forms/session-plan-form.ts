// The plan form as the JSON of `POST /sessions`.
// It must not check anything: the schema and the domain do.
import type { Typed } from '../look/form.tsx';
import { given, numberOrText, present } from './typed.ts';

/** The boxes from top to bottom. */
export const PLAN_BOXES = [
  'kind',
  'topic',
  'coOrganiser',
  'date',
  'startsAt',
  'hours',
  'township',
  'village',
  'lecturer',
  'capacity',
  'fundLine',
] as const;

/** What a fresh form holds: what is nearly always true. */
export const freshPlan = (today: string): Typed => ({
  kind: 'PRACTICAL',
  date: today,
  startsAt: '08:30',
  hours: '4',
  capacity: '100',
  fundLine: '',
});

// 2.5 hours, also written with full-width digits or a Chinese stop.
const hoursOf = (text: string | undefined): number | string | undefined => {
  const plain = text?.normalize('NFKC').trim().replace('。', '.');
  return plain !== undefined && /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : text;
};

/** A time of day as people write it: 8:30, 08：30. What is none is handed on, so that the schema says so. */
export const clockOf = (text: string | undefined): string | undefined => {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text?.normalize('NFKC').trim() ?? '');
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? ''}` : text;
};

/** @example planBody({ kind: 'PRACTICAL', date: '2026-11-30', startsAt: '8:30', hours: '2.5', … }) */
export const planBody = (typed: Typed): Record<string, unknown> => {
  const field = (name: (typeof PLAN_BOXES)[number]): string | undefined => given(typed, name);
  return present({
    kind: field('kind'),
    date: field('date'),
    startsAt: clockOf(field('startsAt')),
    hours: hoursOf(field('hours')),
    topic: field('topic'),
    coOrganiser: field('coOrganiser'),
    township: field('township'),
    village: field('village'),
    lecturer: field('lecturer'),
    capacity: numberOrText(field('capacity')),
    fundLine: field('fundLine'),
  });
};

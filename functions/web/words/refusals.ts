// The words that a refusal is told in, of either language, and no others: a program is told nothing else.
// It must not know pages, requests or cookies.
import type { Catalogue } from './catalogue.ts';
import { codes as enCodes } from './en/codes.ts';
import { people as enPeople } from './en/people.ts';
import { refusals as enRefusals } from './en/refusals.ts';
import { training as enTraining } from './en/training.ts';
import { codes } from './zh/codes.ts';
import { people } from './zh/people.ts';
import { refusals } from './zh/refusals.ts';
import { training } from './zh/training.ts';

const zh = { refusals, codes, training, people } as const;

/** A part of the words of a page: whoever has those has these. */
export type RefusalWords = Catalogue<typeof zh>;

const PARTS: Readonly<Record<'zh' | 'en', RefusalWords>> = {
  zh,
  en: { refusals: enRefusals, codes: enCodes, training: enTraining, people: enPeople },
};

/** @example refusalWordsFor('zh').refusals.broken */
export const refusalWordsFor = (language: 'zh' | 'en'): RefusalWords => PARTS[language];

// The words of one language, as every page asks for them.
// It must not know pages, requests or cookies.
import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'zh' | 'en';
/** Every word that a page can ask for; the same keys in both languages. */
export type Words = Catalogue<typeof zh>;

const CATALOGUES: Readonly<Record<Language, Words>> = { zh, en };

/** @example wordsFor('zh').codes.state.HANDLING // 办理中 */
export const wordsFor = (language: Language): Words => CATALOGUES[language];

/** The language a page of this catalogue is written in, for helpers that need it. */
export const languageOf = (words: Words): Language => (words.lang === 'en' ? 'en' : 'zh');

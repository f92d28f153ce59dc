// What somebody means by what they typed into the one box: a name, a reading, the end of a number, or a person's own number.
// It must not know where people are kept. Whatever cannot be any of these finds nobody; it is never an error.
import { foldedName, plainReading, SURNAME_READINGS } from './names.ts';

export type Wanted =
  | { readonly by: 'nothing' }
  /** Begins the name, or what follows the surname. */
  | { readonly by: 'name'; readonly prefix: string }
  /** Begins a reading or the initials, under any of these; `surname` where it holds for that surname alone. */
  | { readonly by: 'reading'; readonly prefixes: readonly ReadingPrefix[] }
  /** Begins the name with these characters and goes on with this reading or these initials, as in 罗xq. */
  | { readonly by: 'mixed'; readonly name: string; readonly reading: string }
  /** Ends the ID number or the telephone; never shorter than four. */
  | { readonly by: 'tail'; readonly tail: string }
  | { readonly by: 'number'; readonly personId: string };

export interface ReadingPrefix {
  readonly in: 'pinyin' | 'initials';
  readonly prefix: string;
  readonly surname?: string;
}

/** A person, and the beginning of a village's or township's name after a space, as in 罗先强 竹溪村. */
export interface WantedThere {
  readonly wanted: Wanted;
  readonly place: string;
}

const LONGEST = 60;
const NAME = /^\p{Script=Han}[\p{Script=Han}·]*$/u;
const MIXED = /^(\p{Script=Han}[\p{Script=Han}·]*)([a-z\u00c0-\u024f\u0300-\u036f]+)$/u;
// Vowels with tone marks or an umlaut are typed by those who learnt them so.
const READING = /^[a-z\u00c0-\u024f\u0300-\u036f'·-]+$/;
// Four are what people know by heart; with fewer half the county would answer. X only ends a number.
const TAIL = /^(?:\d{4,18}|\d{3,17}X)$/;
const PERSON_NUMBER = /^(?=.*\d)(?=.*[A-Za-z])[0-9A-Za-z_-]{2,40}$/;

const NOTHING: Wanted = { by: 'nothing' };

/**
 * Tells what was typed, after folding widths (NFKC) and dropping spaces.
 * @example wantedBy('LXQ') // { by: 'reading', prefixes: [{ in: 'pinyin', prefix: 'lxq' }, { in: 'initials', prefix: 'lxq' }] }
 */
export const wantedBy = (typed: string): Wanted => {
  // Folding may lengthen a text many times over, so what is far too long is not folded at all.
  if (typed.length > LONGEST * 4 || !typed.isWellFormed()) return NOTHING;
  const text = foldedName(typed);
  if (text === '' || [...text].length > LONGEST) return NOTHING;
  if (NAME.test(text)) return { by: 'name', prefix: text };
  const tail = text.replace(/\p{Pd}/gu, '').toUpperCase();
  if (TAIL.test(tail)) return { by: 'tail', tail };
  if (READING.test(text.toLowerCase())) {
    const reading = plainReading(text);
    return reading === '' ? NOTHING : { by: 'reading', prefixes: prefixesOf(reading) };
  }
  const [, name, rest = ''] = MIXED.exec(text.toLowerCase()) ?? [];
  if (name !== undefined && plainReading(rest) !== '') return { by: 'mixed', name, reading: plainReading(rest) };
  return PERSON_NUMBER.test(text) ? { by: 'number', personId: text } : NOTHING;
};

/**
 * What was typed as a person and a place, where its last word may be the name of one. A space may as well stand within a name, so this
 * is what to look for when the whole finds nobody.
 * @example wantedThere('lxq 竹溪') // the initials lxq, in a place that begins with 竹溪
 */
export const wantedThere = (typed: string): WantedThere | undefined => {
  if (typed.length > LONGEST * 4 || !typed.isWellFormed()) return undefined;
  const words = typed.normalize('NFKC').trim().split(/\s+/u);
  const place = words.at(-1) ?? '';
  if (words.length < 2 || !/^\p{Script=Han}/u.test(place)) return undefined;
  const wanted = wantedBy(words.slice(0, -1).join(''));
  return wanted.by === 'nothing' ? undefined : { wanted, place: foldedName(place) };
};

const prefixesOf = (typed: string): ReadingPrefix[] => [
  { in: 'pinyin', prefix: typed },
  { in: 'initials', prefix: typed },
  ...otherwiseRead(
    typed,
    SURNAME_READINGS.map(({ surname, readings }) => ({ surname, forms: readings })),
  ).map((found) => ({ in: 'pinyin' as const, ...found })),
  ...otherwiseRead(typed, INITIALS).map((found) => ({ in: 'initials' as const, ...found })),
];

interface Forms {
  readonly surname: string;
  readonly forms: readonly string[];
}

// Of initials only those of one-character surnames are one letter.
const INITIALS: readonly Forms[] = SURNAME_READINGS.filter(({ surname }) => [...surname].length === 1).map(({ surname, readings }) => ({
  surname,
  forms: [...new Set(readings.map((reading) => reading.slice(0, 1)))],
}));

// What was typed begins one form of a surname, or goes on after it: the same under every other form. One letter alone names no surname.
const otherwiseRead = (typed: string, surnames: readonly Forms[]): { prefix: string; surname: string }[] =>
  typed.length < 2
    ? []
    : surnames.flatMap(({ surname, forms }) =>
        forms
          .filter((meant) => typed.startsWith(meant) || meant.startsWith(typed))
          .flatMap((meant) =>
            forms.filter((kept) => kept !== meant).map((kept) => ({ surname, prefix: kept + typed.slice(meant.length) })),
          ),
      );

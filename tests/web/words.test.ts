// Both catalogues say something for every code there is, and dates read as people write them.
import { describe, expect, it } from 'vitest';
import { DEADLINES } from '../../functions/domain/petitions/deadlines.ts';
import { TRANSITIONS } from '../../functions/domain/petitions/transitions.ts';
import { CATEGORIES, CHANNELS, KINDS, OUTCOMES, SATISFACTION, STATES } from '../../functions/domain/petitions/vocabulary.ts';
import { MAIL_CODES, MAIL_STATES } from '../../functions/domain/mail/catalogue.ts';
import { REFUSALS, type RefusalCode } from '../../functions/domain/result.ts';
import { ROLES } from '../../functions/domain/staff/staff.ts';
import type { CommandName } from '../../functions/domain/petitions/commands.ts';
import { COMMAND_FORMS, labelsOf, type Box } from '../../functions/web/forms/command-form.ts';
import { basisText } from '../../functions/web/pages/limits.tsx';
import { refusalSentence } from '../../functions/web/sentences.ts';
import { chineseNumeral, dayText, momentText, relativeText } from '../../functions/web/words/dates.ts';
import { wordsFor, type Language } from '../../functions/web/words/index.ts';

const LANGUAGES: readonly Language[] = ['zh', 'en'];
const COMMANDS = Object.keys(TRANSITIONS) as CommandName[];

describe.each(LANGUAGES)('the catalogue in %s', (language) => {
  const words = wordsFor(language);
  const { codes } = words;

  it.each([
    ['states', STATES, codes.state],
    ['channels', CHANNELS, codes.channel],
    ['kinds', KINDS, codes.kind],
    ['categories', CATEGORIES, codes.category],
    ['outcomes', OUTCOMES, codes.outcome],
    ['satisfaction', SATISFACTION, codes.satisfaction],
    ['limits', Object.keys(DEADLINES), codes.deadline],
    ['duties', Object.keys(DEADLINES), codes.duty],
    ['starts of limits', Object.values(DEADLINES).map(({ startsAt }) => startsAt), codes.startsAt],
    ['commands', COMMANDS, codes.command],
    ['leads of command forms', COMMANDS, words.command.lead],
    ['roles', ROLES, codes.role],
    ['mails', Object.keys(MAIL_CODES), codes.mail],
    ['states of mails', MAIL_STATES, codes.mailState],
  ] as const)('has a label for all %s', (_name, list, labels: Readonly<Record<string, string>>) => {
    expect(list.filter((code) => !labels[code]?.trim())).toEqual([]);
  });

  it('has a sentence for every refusal', () => {
    const refusals = Object.keys(REFUSALS) as RefusalCode[];
    expect(refusals.filter((code) => refusalSentence({ code, data: {} }, words).length < 4)).toEqual([]);
  });

  it('has a label for every choice that a command offers', () => {
    const missing = COMMANDS.flatMap((name) =>
      COMMAND_FORMS[name].flatMap((box: Box) =>
        (box.codes ?? []).filter((code) => !labelsOf(name, box, words)[code]).map((code) => `${name}.${box.name}.${code}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('has no empty word where words are shown alone', () => {
    const empty = Object.entries(words.frame).filter(([, word]) => typeof word === 'string' && word.trim() === '');
    expect(empty).toEqual([]);
  });
});

describe('days', () => {
  it('carry their year only where it is not this one', () => {
    expect(dayText('zh', '2026-09-18', '2026-11-22')).toBe('9月18日');
    expect(dayText('zh', '2025-09-18', '2026-11-22')).toBe('2025年9月18日');
    expect(dayText('en', '2026-09-18', '2026-11-22')).toBe('18 Sep');
    expect(dayText('en', '2025-09-18', '2026-11-22')).toBe('18 Sep 2025');
  });

  it('say how far off they are', () => {
    expect(['2026-09-16', '2026-09-18', '2026-09-19', '2026-09-30'].map((day) => relativeText('zh', day, '2026-09-18'))).toEqual([
      '超 2 天',
      '今天',
      '明天',
      '还剩 12 天',
    ]);
    expect(relativeText('en', '2026-09-17', '2026-09-18')).toBe('1 day late');
  });

  it('stand with the minute in a history', () => {
    expect(momentText('zh', '2026-08-04T09:12:59.000+08:00', '2026-09-18')).toBe('8月4日 09:12');
  });
});

describe('articles of law', () => {
  it('are numbered as statutes print them', () => {
    expect([5, 10, 14, 23, 30, 41].map(chineseNumeral)).toEqual(['五', '十', '十四', '二十三', '三十', '四十一']);
  });

  it('are named in full, and house rules as such', () => {
    expect(basisText(wordsFor('zh'), 'Art. 34')).toBe('《信访工作条例》第三十四条');
    expect(basisText(wordsFor('zh'), 'HOUSE')).toBe('本局规定');
    expect(basisText(wordsFor('en'), 'Art. 23')).toBe('Regulation on Petition Work, Art. 23');
  });
});

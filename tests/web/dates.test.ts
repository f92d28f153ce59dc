// Days and instants in the sentence of a refusal: spelled out for the reader, and never as the machine writes them.
import { describe, expect, it } from 'vitest';
import { refusalSentence } from '../../functions/web/sentences.ts';
import { whenText } from '../../functions/web/words/dates.ts';
import { wordsFor } from '../../functions/web/words/index.ts';

describe('whenText', () => {
  it.each([
    ['2026-09-18T10:00:00.000+08:00', '2026年9月18日 10:00', '18 Sep 2026 10:00'],
    ['2026-09-18 10:00', '2026年9月18日 10:00', '18 Sep 2026 10:00'],
    ['2026-09-18', '2026年9月18日', '18 Sep 2026'],
    ['15', '15', '15'],
    ['', '', ''],
  ])('%j', (text, zh, en) => {
    expect([whenText('zh', text), whenText('en', text)]).toEqual([zh, en]);
  });
});

it('what was done before is told with its day and time', () => {
  const refusal = { code: 'ALREADY_DONE', data: { by: 'F03', on: '2026-09-18T10:00:00.000+08:00' } } as const;
  expect(refusalSentence(refusal, wordsFor('zh'))).toBe('F03已在2026年9月18日 10:00做过了，不用重复。');
  expect(refusalSentence(refusal, wordsFor('en'))).toBe('F03 has done this already (18 Sep 2026 10:00).');
});

// The two bodies of a letter: at most twelve lines of text, and the same sentences as HTML that old mail programs can draw.
// It must not know what the sentences mean.
import type { Language } from '../domain/calendar/explain.ts';
import type { Letter } from './letter.ts';

export const letterText = ({ opening, state, due, signBy, button, aboutLink, closing }: Letter): string =>
  [opening, state, ...(due ? ['', due.line, due.why] : []), signBy, '', button.label, button.url, aboutLink, '', closing]
    .filter((line) => line !== undefined)
    .join('\n');

const LANG: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
const SANS = "font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";
const SERIF = "font-family:'Songti SC',SimSun,'Noto Serif CJK SC',serif";
// Inline, because mail programs drop style sheets; colours are those of the pages.
const STYLE = {
  page: `margin:0;padding:16px;background:#faf8f3;color:#1c1a16;font-size:16px;line-height:26px;${SANS}`,
  sheet: 'max-width:560px;margin:0 auto;padding:20px;background:#fffefb;border:1px solid #dcd6c9',
  line: 'margin:0 0 8px',
  soft: 'margin:0 0 8px;color:#5f594e;font-size:14px;line-height:22px',
  due: `margin:4px 0 8px;padding-top:12px;border-top:2px solid #1c1a16;font-size:26px;line-height:34px;${SERIF}`,
  button:
    'display:inline-block;margin:8px 0 12px;padding:10px 24px;background:#1c1a16;color:#fffefb;font-size:16px;line-height:24px;text-decoration:none',
} as const;

export const letterHtml = (words: Letter, language: Language): string => {
  const { subject, opening, state, due, signBy, button, aboutLink, closing } = words;
  const p = (style: keyof typeof STYLE, text: string | undefined): string =>
    text === undefined ? '' : `<p style="${STYLE[style]}">${escape(text)}</p>`;
  return [
    `<!doctype html><html lang="${LANG[language]}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title></head>`,
    `<body style="${STYLE.page}"><div style="${STYLE.sheet}">`,
    p('line', opening),
    p('soft', state),
    ...(due ? [p('due', due.line), p('soft', due.why)] : []),
    p('line', signBy),
    `<p style="margin:0"><a href="${escape(button.url)}" style="${STYLE.button}">${escape(button.label)}</a></p>`,
    p('soft', aboutLink),
    p('soft', closing),
    '</div></body></html>',
  ].join('\n');
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

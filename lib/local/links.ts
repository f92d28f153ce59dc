// Where a plain text holds web addresses, so that a page can make them pressable without trusting the text.
// It must not know where the text comes from.

export type TextPart = { readonly text: string } | { readonly link: string };

// Punctuation of either language that ends a sentence rather than an address.
const ADDRESS = /https?:\/\/[^\s<>"'，。；：！？、（）《》「」]+/gu;
const TRAILING = /[.,;:!?)\]]+$/;

/** @example splitLinks('见 http://localhost:3000/a/x。') // [{text: '见 '}, {link: 'http://localhost:3000/a/x'}, {text: '。'}] */
export const splitLinks = (text: string): readonly TextPart[] => {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const link = match[0].replace(TRAILING, '');
    if (!URL.canParse(link)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ link });
    from = match.index + link.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
};

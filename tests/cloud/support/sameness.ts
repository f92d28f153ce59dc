// What two houses must answer alike, with everything taken out that is drawn by chance, read off a clock, or named after the house.
// It must not hide anything else: a difference that has no line here is a difference.
import type { Address, Heard } from './client.ts';

/** Only a machine of one's own shows what it has mailed. */
const LOCAL_ONLY = '<a href="/mailbox">邮箱</a>';

/** Applied one after the other. */
const BY_CHANCE: readonly (readonly [RegExp, string])[] = [
  [/(?<=name="(?:token|idempotencyKey|nonce)" value=")[^"]+/g, '<drawn>'],
  [/(?<="queryCode":")[^"]+/g, '<code>'],
  [/(?<=<dd class="code">)[^<]+/g, '<code>'],
  [/(?<=\/990581\/a\/)[0-9a-z]{26}/g, '<token>'],
  [/\b[0-9a-f]{64}\b/g, '<hash>'],
  [/(?<='nonce-|nonce=")[0-9a-f]{32}/g, '<nonce>'],
  [/(?<="import":"|"id":")[0-9a-f]{24}\b/g, '<import>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:\+08:00|Z)/g, '<instant>'],
  [/\b\d\d?:\d\d\b/g, '<time>'],
  // Where an identity provider signs people in, it is told that they leave.
  [/^\/sign-in\/leave$/, '/sign-in'],
];

/** Of the line between two machines, not of the answer. */
const OF_THE_LINE: readonly string[] = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'apigw-requestid'];

export const withoutChance = (address: Address, text: string): string =>
  BY_CHANCE.reduce((left, [pattern, name]) => left.replace(pattern, name), plain(address, text));

const plain = ({ origin, host }: Address, text: string): string =>
  text.replaceAll(origin, '<origin>').replaceAll(host, '<host>').replaceAll(LOCAL_ONLY, '');

// In the cloud the name has a prefix and the cookie is Secure; everything else about it must agree.
const cookieShape = (line: string): string => {
  const [pair = '', ...attributes] = line.split(/;\s*/);
  const name = (pair.split('=')[0] ?? '').replace(/^__(?:Host|Secure)-/, '');
  return [name, ...attributes.filter((attribute) => attribute.toLowerCase() !== 'secure').sort()].join('; ');
};

const TEXT = /^(?:text\/|application\/(?:[\w.+-]+\+)?(?:json|xml|javascript))/;

/** One answer, as it may be compared with that of another house. Of a file that is no text only the first bytes: zip archives carry the time. */
export const comparable = (address: Address, { status, headers, cookies, bytes, text }: Heard) => ({
  status,
  headers: Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !OF_THE_LINE.includes(name))
      .map(([name, value]) => [name, withoutChance(address, value)] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  ),
  cookies: cookies.map(cookieShape).sort(),
  body: TEXT.test(headers['content-type'] ?? 'text/') ? withoutChance(address, text) : `bytes ${bytes.subarray(0, 4).toString('hex')}`,
});

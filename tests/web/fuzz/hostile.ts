// What nobody sends by mistake: hostile texts, wrong types, missing and surplus fields, bodies that are no JSON or no form at all.
// It must not know any operation.
import fc from 'fast-check';

/** Stands in every hostile text: no answer that says no may repeat it. */
export const MARK = 'zz9hostile';

const TEXTS = [
  `<script>alert('${MARK}')</script>`,
  `<svg onload=alert(1)>${MARK}`,
  `"><img src=x onerror=${MARK}>`,
  `\u202e${MARK}\u2066`,
  `${MARK}\r\nSet-Cookie: session=stolen`,
  `${MARK}\u0000`,
  `=cmd|'/c ${MARK}'!A0`,
  `+${MARK}`,
  `@SUM(${MARK})`,
  `ＺＺ９ＨＯＳＴＩＬＥ${MARK}`,
  `${MARK}${'长'.repeat(300)}`,
  `𠮷𪚥${MARK}`,
  `${MARK}\ud800`,
  `__proto__${MARK}`,
  `constructor`,
  `../../${MARK}`,
  `${MARK}%00`,
  `{"$gt":"${MARK}"}`,
  `\${jndi:ldap://${MARK}}`,
  '',
  '   ',
] as const;

export const hostileText: fc.Arbitrary<string> = fc.constantFrom(...TEXTS);

const nested = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inside) => [inside], MARK);

const NUMBERS = [0, -1, 1.5, 1e21, -1e21, Number.MAX_SAFE_INTEGER + 2, Number.MIN_VALUE, 1e308];

/** Whatever JSON can hold that a field did not ask for. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...NUMBERS) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, [], {}, [[]], [null], { length: 3 }, { toString: MARK }) },
  { weight: 1, arbitrary: fc.constantFrom(40, 2_000).map(nested) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 1_200 }, () => ({ name: MARK }))) },
);

// Fields that nobody asked for: names that mean something elsewhere, and those every object has.
const SURPLUS = [
  'isAdmin',
  'roles',
  'owner',
  'restricted',
  'bureau',
  '<b>',
  'state',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
];

// Said outright, because a plain assignment to some of these names makes no field.
const withField = (value: object, [name, more]: readonly [string, unknown]): Record<string, unknown> =>
  Object.defineProperty({ ...value }, name, { value: more, enumerable: true });

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value with one thing about it changed, somewhere inside. */
export const oneThingWrong = (value: unknown): fc.Arbitrary<unknown> => {
  if (isList(value) && value.length > 0) {
    return fc.nat(value.length - 1).chain((at) => oneThingWrong(value[at]).map((changed) => value.with(at, changed)));
  }
  if (!isObject(value)) return strange;
  const names = Object.keys(value);
  const surplus = fc.tuple(fc.constantFrom(...SURPLUS), strange).map((field) => withField(value, field));
  if (names.length === 0) return fc.oneof(surplus, strange);
  const name = fc.constantFrom(...names);
  return fc.oneof(
    { weight: 6, arbitrary: name.chain((one) => oneThingWrong(value[one]).map((changed) => ({ ...value, [one]: changed }))) },
    { weight: 3, arbitrary: name.chain((one) => strange.map((changed) => ({ ...value, [one]: changed }))) },
    { weight: 1, arbitrary: name.map((one) => Object.fromEntries(Object.entries(value).filter(([other]) => other !== one))) },
    { weight: 2, arbitrary: surplus },
    { weight: 1, arbitrary: strange },
  );
};

/** A body as bytes, and what it claims to be. */
export interface Raw {
  readonly bytes: Uint8Array;
  readonly type: string | undefined;
}

const BOUNDARY = 'no-such-boundary';
const multipart = (inside: string): string => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${inside}"\r\n\r\n`;

/** The same text spoilt on its way: cut off, coded otherwise, called something else, said twice, or no JSON at all. */
export const spoilt = (json: string): fc.Arbitrary<Raw> => {
  const utf8 = Buffer.from(json);
  const as = (bytes: Uint8Array, type: string | undefined = 'application/json'): Raw => ({ bytes, type });
  return fc.constantFrom<Raw>(
    as(utf8.subarray(0, Math.max(0, utf8.length - 2))),
    as(Buffer.from(json, 'utf16le')),
    as(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8])),
    as(Buffer.concat([Buffer.from([0xff, 0xfe, 0xc3]), utf8])),
    as(utf8, 'text/plain'),
    as(utf8, undefined),
    as(utf8, 'application/x-www-form-urlencoded'),
    as(Buffer.from(`${multipart(MARK)}cut off`), `multipart/form-data; boundary=${BOUNDARY}`),
    as(Buffer.from(`${multipart(MARK)}x\r\n--${BOUNDARY}--`), 'multipart/form-data; boundary=another'),
    as(Buffer.from(MARK), 'multipart/form-data'),
    as(Buffer.alloc(0)),
    as(Buffer.from('null')),
    as(Buffer.from(`"${MARK}"`)),
    as(Buffer.from(`[${json}]`)),
    as(Buffer.from(`${json}${json}`)),
    as(Buffer.from(json.replace('{', `{"version":1e999,"version":${json},`))),
    as(Buffer.from('['.repeat(50_000))),
    as(Buffer.from(json.replaceAll('"', "'"))),
    as(Buffer.from(`/* ${MARK} */ ${json}`)),
    as(Buffer.alloc(300_000, 0x20)),
  );
};

/** Parts of an address that are no id: coded already. */
export const oddPart: fc.Arbitrary<string> = fc.constantFrom(
  ...[
    '__proto__',
    'constructor',
    '%00',
    '..%2F..',
    '%2e%2e',
    '%FF',
    '%',
    '%E4%BD',
    'null',
    '0',
    '-1',
    '*',
    'HEAD%23',
    encodeURIComponent('培训'),
  ],
  ...[
    encodeURIComponent(`<script>${MARK}</script>`),
    'x'.repeat(300),
    encodeURIComponent(`${MARK}\u202e`),
    `${MARK}%0d%0aX:1`,
    'XF-2026-9999999',
  ],
);

/** What an address may say after its question mark, coded already. */
export const oddQuery: fc.Arbitrary<string> = fc.constantFrom(
  ...['limit=0', 'limit=-1', 'limit=1e3', 'limit=999999999999', 'limit=', 'limit=5&limit=6', 'cursor=', 'cursor=x', `q=${MARK}`],
  ...[
    `cursor=2026-09-18${'x'.repeat(3_000)}`,
    `cursor=${encodeURIComponent(`2026-09-18#${MARK}\u0000`)}`,
    'cursor=9999-99-99',
    '__proto__=1',
  ],
  ...['view=mine&view=area', 'month=2026-13', 'month=0000-00', 'month[]=2026-09', 'area=%FF', '%', '=', '&&&', `${MARK}=1`, 'format=exe'],
  ...[
    `township=${encodeURIComponent(`990581101#${MARK}`)}`,
    'start=2026-02-30',
    'length=-5',
    'length=99999',
    'unit=year',
    'case=XF-0000-0000',
  ],
  ...['dryRun=yes', 'dryRun=true&dryRun=false', 'status=gone', 'removed=2026-00', `state=${encodeURIComponent('<b>')}`],
);

// What somebody with a slip can ask without signing in, and what somebody without one can find out (nothing).
import { queryCodeOf } from '../../functions/services/query-code.ts';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ContactInput } from '../../functions/domain/petitions/commands.ts';
import type { State } from '../../functions/domain/petitions/vocabulary.ts';
import { registerContact } from '../../functions/services/petitions.ts';
import { petitionStatus, TRIES, TRY_WINDOW_SECONDS } from '../../functions/services/status.ts';
import { clientAddress } from '../../functions/web/client-address.ts';
import { publicApp } from '../../functions/web/public-app.tsx';
import { freshBureau, NOW, valueOf, visit, type TestBureau } from '../support/bureau.ts';
import { workTo } from '../support/case-work.ts';
import { withTables, type TestTables } from '../support/engine.ts';
import { visitors } from '../support/visitor.ts';

const ORIGIN = 'http://localhost:3000';
const PAGE = '/990581/status';
const API = '/api/public/status';

let bureau: TestBureau;
let app: ReturnType<typeof publicApp>;
let engine: TestTables;
// Held for the whole file, so that the engine is not started anew for every bureau.
beforeAll(async () => {
  engine = await withTables();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  bureau = await freshBureau();
  app = publicApp(bureau.deps);
});
afterEach(() => bureau.stop());

const slip = async (given: Partial<ContactInput> = {}, by = 'F03') => {
  const { petition, queryCode } = valueOf(await registerContact(bureau.deps, bureau.callerOf(by), visit(given)));
  return { number: petition.number, code: queryCode, version: petition.version };
};

const from = (sourceIp: string) => ({ requestContext: { http: { sourceIp } } });

const ask = async (body: unknown, env: object = {}, headers: Record<string, string> = {}) => {
  const response = await app.request(
    `${ORIGIN}${API}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    },
    env,
  );
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const asked = async (number: string, code: string, env: object = {}) => ask({ bureau: '990581', number, code }, env);

const send = async (fields: Record<string, string>, env: object = {}, path = PAGE) => {
  const response = await app.request(`${ORIGIN}${path}`, { method: 'POST', body: new URLSearchParams(fields) }, env);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** Everything of an answer but the nonce, which is drawn for each. */
const whole = ({ status, headers, text }: { status: number; headers: Headers; text: string }): string => {
  const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1] ?? '';
  return JSON.stringify([status, [...headers], text]).replaceAll(nonce, 'NONCE');
};

const WRONG = '0000000000';

describe('whoever holds the slip', () => {
  it('hears the state in plain words, the officer with the desk telephone and the next date, and nothing else', async () => {
    const { number, code } = await slip();
    const answer = await asked(number, code);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({
      state: '已收到',
      officer: { name: '陈桂兰', phone: '10007171003' },
      nextDate: { day: '2026-10-08', code: 'DL-NOTICE', means: '最迟这一天书面告知您' },
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('hears it in English where that is asked for', async () => {
    const { number, code } = await slip();
    const answer = await ask({ bureau: '990581', number, code }, {}, { 'accept-language': 'en-GB' });
    expect(JSON.parse(answer.text)).toMatchObject({ state: 'Received', nextDate: { means: 'written notice to you by this day' } });
  });

  it.each<[State, string, string | undefined]>([
    ['ACCEPTED', '已受理', 'DL-HANDLE'],
    ['HANDLING', '正在办理', 'DL-HANDLE'],
    ['OPINION_READY', '已有答复', 'DL-HANDLE'],
    ['SERVED', '已送达，正在回访', 'DL-FOLLOWUP'],
    ['FOLLOW_UP', '已送达，正在回访', 'DL-REVIEW-RIGHT'],
    ['CLOSED', '已办结', undefined],
  ])('%s is %s', async (state, words, next) => {
    const { number, code, version } = await slip();
    await workTo(bureau, number, version, state);
    const body = JSON.parse((await asked(number, code)).text) as { state: string; nextDate?: { code: string }; closedOn?: string };
    expect([body.state, body.nextDate?.code, body.closedOn]).toEqual([words, next, state === 'CLOSED' ? '2026-09-18' : undefined]);
  });

  it('may write number and code as people write them', async () => {
    const { number, code } = await slip();
    const bare = number.replaceAll('-', '');
    const loose = code.replaceAll('0', 'o').replaceAll('1', 'l').toUpperCase();
    const fullWidth = [...code].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('');
    for (const [asNumber, asCode] of [
      [number.toLowerCase(), code.toUpperCase()],
      [` ${bare} `, `${code.slice(0, 5)} ${code.slice(5)}`],
      ['xf—2026—1', `${code.slice(0, 3)}-${code.slice(3, 7)}-${code.slice(7)}`],
      ['ＸＦ－２０２６－０００１', fullWidth],
      ['2026 0001', loose],
      [number, code.replaceAll('1', 'I').replaceAll('0', 'O')],
    ] as const) {
      expect((await asked(asNumber, asCode)).status, `${asNumber} ${asCode}`).toBe(200);
    }
  });

  it('sees the same on the page, without a petitioner, a subject or an address that says which petition', async () => {
    const { number, code } = await slip({ subject: '补贴没有到账' });
    const page = await send({ number: number.replaceAll('-', '').toLowerCase(), code });
    expect(page.status).toBe(200);
    for (const shown of [number, '已收到', '2026年10月8日 星期四', '陈桂兰', 'href="tel:10007171003"']) expect(page.text).toContain(shown);
    for (const hidden of ['龚世芬', '补贴没有到账', '直补资金', '10051234567', code]) expect(page.text).not.toContain(hidden);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('is told when the promised day has passed', async () => {
    const { number, code } = await slip();
    bureau.setNow('2026-10-09');
    expect((await send({ number, code })).text).toContain('这一天已经过了，请打电话催问。');
  });

  it('finds the address on the slip, and the same code on a slip printed again', async () => {
    const { number, code } = await slip();
    const clerk = await visitors(bureau).as('F03');
    const again = await clerk.get(`/petitions/${number}/slip`);
    expect(again.text).toContain(`${code.slice(0, 5)} ${code.slice(5)}`);
    expect(again.text).toContain(`http://localhost:3000${PAGE}`);
  });

  it('gets no code printed of a matter that the clerk may not read', async () => {
    const { number, code } = await slip({ kind: 'ACCUSATION', accused: { staff: 'F05' } });
    const clerk = await visitors(bureau).as('F05');
    const forged = Buffer.from(JSON.stringify({ number, owner: 'F01', receivedOn: '2026-09-18' })).toString('base64url');
    const answer = await clerk.get(`/petitions/${number}/slip`, { cookie: `session=${clerk.cookie}; slip=${forged}` });
    expect(answer.status).toBe(404);
    expect(answer.text.replaceAll(' ', '')).not.toContain(code);
  });
});

describe('whoever does not', () => {
  it('gets one and the same answer, to the byte, for a wrong code, an unknown or malformed number, and another bureau', async () => {
    const { number, code } = await slip();
    const hidden = await slip({ kind: 'ACCUSATION', accused: { staff: 'F05' } });
    const unknown = { number: 'XF-2026-0777', code: await queryCodeOf(bureau.deps, 'XF-2026-0777') };
    const answers = [
      await asked(number, WRONG),
      await asked(hidden.number, code),
      await asked('XF-2026-0777', WRONG),
      await asked(unknown.number, unknown.code), // nobody was given it
      await asked('XF-0000-0000', await queryCodeOf(bureau.deps, 'XF-0000-0000')),
      await asked('龚世芬', code),
      await asked('XF-2026-1234567', code),
      await asked(number, `${code}0`),
      await asked(number, '———'),
      await ask({ bureau: '990582', number, code }),
    ];
    expect(answers[0]?.status).toBe(404);
    expect(JSON.parse(answers[0]?.text ?? '')).toMatchObject({ code: 'NOT_FOUND' });
    expect(new Set(answers.map(whole)).size).toBe(1);
  });

  it('gets one and the same page, with what was typed still in its boxes', async () => {
    const { number, code } = await slip();
    const pages = [
      await send({ number, code: WRONG }),
      await send({ number: 'XF-2026-0777', code: WRONG }),
      await send({ number, code }, {}, '/990582/status'),
    ].map((page) => whole(page).replaceAll('XF-2026-0777', number).replaceAll('990582', '990581').replaceAll(code, WRONG));
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('编号或者查询码不对');
    expect(pages[0]).toContain(`value=\\"${number}\\"`);
    expect(pages[0]).toMatch(/id=\\"number\\"[^>]*autofocus/);
  });

  it('reads no row of a petition, be there one or not: the same work is done', async () => {
    const { number } = await slip();
    const calls: string[] = [];
    bureau.deps.db.doc.middlewareStack.add(
      (next, context) => (args) => {
        calls.push(`${context.commandName ?? ''} ${JSON.stringify(args.input).includes(number) ? 'names it' : ''}`);
        return next(args);
      },
      { step: 'initialize', name: 'count' },
    );
    await asked(number, WRONG);
    const known = calls.splice(0);
    await asked('XF-2026-0777', WRONG);
    expect(calls).toEqual(known);
    expect(known.filter((call) => call.includes('names it'))).toEqual([]);
  });

  it('learns nothing of an accusation, and the petitioner with the code not who handles it', async () => {
    const { number, code } = await slip({ kind: 'ACCUSATION', accused: { staff: 'F05' } });
    const body: unknown = JSON.parse((await asked(number, code)).text);
    expect(body).toMatchObject({ state: '已收到', officer: { name: '信访室', phone: '10007171001' }, nextDate: { code: 'DL-NOTICE' } });
    expect((await send({ number, code })).text).not.toMatch(/向明华|黄秀芳|周晓红/);
  });

  it('never sends a petitioner to the telephone of somebody near the accused', async () => {
    const { number, code } = await slip({ kind: 'ACCUSATION', accused: { staff: 'F01' } });
    const { phone } = (JSON.parse((await asked(number, code)).text) as { officer: { phone: string } }).officer;
    expect(['10007171001', '10007171007', '10007171008']).not.toContain(phone);
  });
});

describe('too many wrong tries', () => {
  const times = async (count: number, one: (at: number) => Promise<{ status: number }>): Promise<number[]> => {
    const statuses: number[] = [];
    for (let at = 0; at < count; at += 1) statuses.push((await one(at)).status);
    return statuses;
  };

  it('for one number are told to wait, from whatever address, while the right code is answered all the same', async () => {
    const { number, code } = await slip();
    const statuses = await times(TRIES.NUMBER + 2, (at) => asked(number, WRONG, from(`203.0.113.${String(at)}`)));
    expect(statuses).toEqual([...Array.from({ length: TRIES.NUMBER }, () => 404), 429, 429]);
    const refused = await asked(number, WRONG, from('203.0.113.200'));
    expect(Number(refused.headers.get('retry-after'))).toBe(TRY_WINDOW_SECONDS); // at ten sharp a window begins
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'TOO_MANY', status: 429 });
    const page = await send({ number, code: WRONG });
    expect([page.status, page.headers.get('retry-after')]).toEqual([429, '900']);
    expect(page.text).toContain('15 分钟后再试');
    expect((await asked(number, code)).status).toBe(200);
    expect((await send({ number, code })).status).toBe(200);
  });

  it('tell nobody whether there is such a number', async () => {
    const { number } = await slip();
    const tried = async (one: string) =>
      times(TRIES.NUMBER + 1, () => asked(one, WRONG, from(one === number ? '203.0.113.1' : '203.0.113.2')));
    expect(await tried(number)).toEqual(await tried('XF-2026-0777'));
  });

  it('from one address are told to wait, and spend nobody else’s', async () => {
    const { number, code } = await slip();
    const numberOf = (at: number): string => `XF-2026-${String(1000 + at)}`;
    const statuses = await times(TRIES.ADDRESS + 1, (at) => asked(numberOf(at), WRONG, from('203.0.113.9')));
    expect(statuses.indexOf(429)).toBe(TRIES.ADDRESS);
    expect((await asked(number, code, from('203.0.113.9'))).status).toBe(200);
    expect((await asked(numberOf(TRIES.ADDRESS), WRONG, from('203.0.113.10'))).status).toBe(404);
  });

  it('in all are told to wait, while the right code is answered all the same', async () => {
    const { number, code } = await slip();
    const one = (at: number) =>
      petitionStatus(bureau.deps, { bureau: '990581', number: `XF-2026-${String(1000 + at)}`, code: WRONG, address: `a${String(at)}` });
    const codes = new Set<string>();
    for (let at = 0; at < TRIES.ALL; at += 1) {
      const answer = await one(at);
      codes.add(answer.ok ? 'OK' : answer.refusal.code);
    }
    expect([...codes]).toEqual(['NOT_FOUND']);
    expect((await asked('XF-2026-0777', WRONG, from('203.0.113.1'))).status).toBe(429);
    expect((await asked(number, code)).status).toBe(200);
  });

  it('are forgotten when the window is over', async () => {
    const { number } = await slip();
    await times(TRIES.NUMBER + 1, () => asked(number, WRONG));
    bureau.setNow('2026-09-18T10:14:59.000+08:00');
    expect((await asked(number, WRONG)).headers.get('retry-after')).toBe('1');
    bureau.setNow('2026-09-18T10:15:00.000+08:00');
    expect((await asked(number, WRONG)).status).toBe(404);
  });

  it('are kept without address, number or code, and go by themselves', async () => {
    const { number } = await slip();
    await asked(number, WRONG, from('203.0.113.77'));
    const { Items = [] } = await bureau.tables.client.send(new ScanCommand({ TableName: bureau.tables.tables.directory }));
    const rows = Items.filter(({ pk }) => String(pk).startsWith('990581#TRY#'));
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(['expiresAt', 'pk', 'sk', 'tries']);
      expect(row['expiresAt']).toBe(Date.parse(NOW) / 1000 + TRY_WINDOW_SECONDS);
    }
    expect(JSON.stringify(rows)).not.toMatch(/203\.0\.113|XF-|0000000000/);
  });
});

describe('bad input', () => {
  it.each<[string, unknown, number]>([
    ['no JSON', '{', 400],
    ['no text', new Uint8Array([0xff, 0xfe, 0x00]), 400],
    ['null', 'null', 422],
    ['a list', '[]', 422],
    ['nothing', {}, 422],
    ['wrong types', { bureau: 990581, number: 41, code: ['x'] }, 422],
    ['an empty code', { bureau: '990581', number: 'XF-2026-0001', code: '' }, 422],
    ['a long code', { bureau: '990581', number: 'XF-2026-0001', code: 'x'.repeat(10_000) }, 422],
    ['control characters', { bureau: '990581', number: 'XF-2026-0001\u0000', code: WRONG }, 422],
    ['half a character', { bureau: '990581', number: '\ud800', code: WRONG }, 422],
    ['a prototype key', '{"__proto__":{},"bureau":"990581","number":"XF-2026-0001","code":"0000000000"}', 422],
    ['a character beyond the BMP', { bureau: '990581', number: '𠮷'.repeat(30), code: '𠮷' }, 404],
    ['an expression', { bureau: '990581', number: '#XF :one', code: '=1+1' }, 404],
    ['a large body', 'x'.repeat(300_000), 413],
  ])('%s: refused in a sentence', async (_name, body, status) => {
    const answer = await ask(body);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json; charset=utf-8']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('of the form comes back with the first wrong box in focus', async () => {
    const page = await send({ number: 'XF-2026-0041', code: ' ' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="XF-2026-0041"');
    expect(page.text).toMatch(/id="code"[^>]*autofocus/);
    expect(page.text.match(/autofocus/g)).toHaveLength(1);
  });

  it('of a form that is none comes back as an empty form', async () => {
    const response = await app.request(`${ORIGIN}${PAGE}`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: 'nonsense',
    });
    expect(response.status).toBe(422);
  });

  it('in what was typed is shown as text', async () => {
    const page = await send({ number: '"><script>alert(1)</script>', code: WRONG });
    expect(page.text).not.toContain('<script>alert');
  });

  it('at another address or by another method is turned away', async () => {
    const { status, headers } = await app.request(`${ORIGIN}${API}`);
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    const nowhere = await app.request(`${ORIGIN}/api/public/nothing`);
    expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
    const page = await app.request(`${ORIGIN}/990581/open/nothing`);
    expect([page.status, page.headers.get('x-content-type-options')]).toEqual([404, 'nosniff']);
    expect((await app.request(`${ORIGIN}${PAGE}`, { method: 'PUT' })).status).toBe(404);
  });

  it('leaves the empty form to everybody, and to a machine that only looks', async () => {
    for (const method of ['GET', 'HEAD']) expect((await app.request(`${ORIGIN}${PAGE}`, { method })).status).toBe(200);
  });
});

describe('the address a try is counted under', () => {
  it.each([
    ['what the gateway saw', from('203.0.113.7'), '203.0.113.7'],
    ['the network of an IPv6 customer', from('2001:db8:0:12:aaaa:bbbb:cccc:dddd'), '2001:db8:0:12'],
    ['however it is shortened', from('2001:0DB8::1'), '2001:db8:0:0'],
    ['IPv4 in IPv6 clothes', from('::ffff:203.0.113.7'), '203.0.113.7'],
    ['loopback', from('::1'), '0:0:0:0'],
    ['nothing known', {}, 'unknown'],
    ['no environment', undefined, 'unknown'],
  ])('%s', (_name, env, address) => {
    expect(clientAddress(env)).toBe(address);
  });

  it('is never what the request says of itself', async () => {
    const statuses: number[] = [];
    for (let at = 0; at <= TRIES.ADDRESS; at += 1) {
      const forged = {
        'x-forwarded-for': `203.0.113.${String(at)}`,
        'x-real-ip': `203.0.113.${String(at)}`,
        forwarded: `for=10.0.0.${String(at)}`,
      };
      statuses.push((await ask({ bureau: '990581', number: `XF-2026-${String(1000 + at)}`, code: WRONG }, {}, forged)).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

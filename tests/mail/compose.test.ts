// Every mail in both languages, composed and read back by an independent parser: what machines read, what people read, what must not be there.
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { PUBLISHED_YEARS } from '../../functions/domain/calendar/published-years.ts';
import { workCalendar } from '../../functions/domain/calendar/work-calendar.ts';
import { MAIL_CODES, type MailCode } from '../../functions/domain/mail/catalogue.ts';
import { dueShown, type MailFacts } from '../../functions/domain/mail/facts.ts';
import { deadline, type DeadlineCode } from '../../functions/domain/petitions/deadlines.ts';
import { bareAddress, compose, isAddress, type Sender } from '../../functions/mail/compose.ts';
import { postRoom } from '../../functions/mail/post.ts';

const CODES = Object.keys(MAIL_CODES) as MailCode[];
const LANGUAGES = ['zh', 'en'] as const;
const EVERY = CODES.flatMap((code) => LANGUAGES.map((language) => ({ code, language })));
const SENDER: Sender = { from: '首访 <xinfang@ymj.example>' };
const DATE = new Date('2026-02-14T01:00:00Z');

const calendar = workCalendar(PUBLISHED_YEARS);
// The hardest derivation of the calendar: from a worked Saturday, over a holiday, into a Sunday.
const running = (['DL-ACK', 'DL-NOTICE', 'DL-HANDLE', 'DL-REWORK'] satisfies DeadlineCode[]).map((code) =>
  deadline(code, '2026-02-14', calendar),
);

const factsOf = (code: MailCode, language: 'zh' | 'en', change: Partial<MailFacts> = {}): MailFacts => {
  const due = dueShown(code, running);
  const about: Partial<MailFacts> =
    code === 'E40'
      ? { count: 12 }
      : code === 'E08'
        ? {}
        : { case: { number: 'XF-2026-0041', state: 'REGISTERED', ...(due && { due }), ...(code === 'E01' && { signBy: '2026-02-24' }) } };
  const acts = MAIL_CODES[code].button === 'acknowledge';
  return {
    code,
    number: 'XF-2026-0041-M1.1',
    to: 'f03@ymj.example',
    language,
    ...about,
    link: { url: 'http://localhost:3000/990581/a/0123456789abcdefghjkmnpqrs', ...(acts && { until: '2026-02-17T09:00:00.000+08:00' }) },
    thread: 'XF-2026-0041.990581',
    ...change,
  };
};

const read = async (facts: MailFacts, sender = SENDER) => {
  const raw = await compose(facts, sender, DATE);
  const parsed = await new PostalMime().parse(raw);
  const header = (name: string): string[] => parsed.headers.filter(({ key }) => key === name).map(({ value }) => value);
  const text = (parsed.text ?? '').trimEnd();
  return { parsed, header, text, html: parsed.html ?? '', raw: Buffer.from(raw).toString('latin1') };
};

describe.each(EVERY)('$code in $language', ({ code, language }) => {
  it('has at most twelve lines, no empty one at an end, and says the same in HTML', async () => {
    const { text, html } = await read(factsOf(code, language));
    const lines = text.split('\n');
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(lines[0]).not.toBe('');
    expect(lines.at(-1)).not.toBe('');
    const visible = html
      .replace(/<title>.*?<\/title>/s, '')
      .replace(/<[^>]+>/g, '\n')
      .replaceAll('&#39;', "'");
    for (const line of lines.filter((one) => one !== '' && !one.startsWith('http'))) expect(visible).toContain(line);
    expect(html.match(/<a /g)).toHaveLength(1);
  });

  it('tells machines that no person wrote it', async () => {
    const { header } = await read(factsOf(code, language));
    expect(header('auto-submitted')).toEqual(['auto-generated']);
    expect(header('x-auto-response-suppress')).toEqual(['All']);
    expect(header('reply-to')).toEqual([]);
  });

  it('stands in one thread with the other mails of its matter', async () => {
    const { header } = await read(factsOf(code, language));
    const other = await read(factsOf(code, language, { number: 'XF-2026-0041-M7.1' }));
    expect(header('references')).toEqual(header('in-reply-to'));
    expect(header('references')).toEqual(other.header('references'));
    expect(header('message-id')).not.toEqual(other.header('message-id'));
  });

  it('is recognisable as a copy of itself', async () => {
    const [one, two] = [await read(factsOf(code, language)), await read(factsOf(code, language))];
    expect(one.parsed.messageId).toBe(two.parsed.messageId);
    if (code !== 'E08') expect(one.text).toContain('XF-2026-0041-M1.1');
  });

  it('is plain text first and HTML second', async () => {
    const { raw } = await read(factsOf(code, language));
    expect(raw).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

describe('the request to sign, E01', () => {
  it('has the action, the number and the due date in its Chinese subject', async () => {
    const { parsed } = await read(factsOf('E01', 'zh'));
    expect(parsed.subject).toBe('[信访] 请签收：XF-2026-0041，告知截止 2026-03-02（目标 02-28）');
    expect(parsed.from).toMatchObject({ name: '首访', address: 'xinfang@ymj.example' });
    expect(parsed.to).toMatchObject([{ address: 'f03@ymj.example', name: '' }]);
  });

  it('tells the date in large type, why it is that day, and until when to sign', async () => {
    const { text, html } = await read(factsOf('E01', 'zh'));
    expect(text).toContain('告知截止：2026-03-02（目标 2026-02-28）');
    expect(text).toContain('依据：《信访工作条例》第二十三条。2026年2月14日是起始日');
    expect(text).toContain('签收截止：2026-02-24');
    expect(text).toContain('有效至 2026-02-17 09:00');
    expect(/<p style="([^"]*)">告知截止/.exec(html)?.[1]).toContain('font-size:26px');
  });

  it('leads to the action page by its one button', async () => {
    const { html } = await read(factsOf('E01', 'en'));
    expect(html).toContain('<a href="http://localhost:3000/990581/a/0123456789abcdefghjkmnpqrs"');
  });
});

describe('a restricted matter, E08', () => {
  it.each(LANGUAGES)('says that there is one and nothing else, in %s', async (language) => {
    const { raw, parsed, text, html } = await read(
      factsOf('E08', language, { link: { url: 'http://localhost:3000/petitions?view=mine' } }),
    );
    expect(parsed.subject).toBe(language === 'zh' ? '[受限] 您有一件受限事项' : '[Restricted] You have a restricted matter');
    for (const part of [raw, text, html, parsed.subject ?? '', parsed.messageId ?? '']) expect(part).not.toMatch(/XF-|2026-0041/);
  });
});

describe('headers', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a\r\nBcc: x@evil.example', 'a\nX: y', '\u0000', '\u2028Bcc: x', '"; <x@evil.example>,'),
  );

  it('cannot be added to by anything a fact holds', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (bad, worse) => {
        const facts = factsOf('E01', 'zh', {
          number: bad,
          thread: worse,
          case: { number: bad, state: 'REGISTERED' },
          link: { url: worse },
        });
        const { parsed, raw } = await read(facts);
        const names = parsed.headers.map(({ key }) => key).sort();
        expect(names).toEqual(HEADERS);
        expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toContain('evil.example\r\n');
        expect(parsed.to).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });

  const HEADERS = [
    'auto-submitted',
    'content-type',
    'date',
    'from',
    'in-reply-to',
    'message-id',
    'mime-version',
    'references',
    'subject',
    'to',
    'x-auto-response-suppress',
  ];

  it('carry Reply-To where one is set', async () => {
    const { parsed } = await read(factsOf('E01', 'zh'), { ...SENDER, replyTo: 'reply@ymj.example' });
    expect(parsed.replyTo).toMatchObject([{ address: 'reply@ymj.example' }]);
  });
});

describe('addresses', () => {
  it.each(['a@b.example', 'f03+case@ymj.example', "o'neil@x-y.example"])('takes %s', (address) => {
    expect(isAddress(address)).toBe(true);
  });
  it.each([
    '',
    'a',
    'a@b@c',
    'a@b.example\r\nBcc: c@d',
    'a@b.example, c@d.example',
    'A <a@b.example>',
    '向@ymj.example',
    'a@局.example',
    'a b@c.example',
  ])('refuses %j', (address) => {
    expect(isAddress(address)).toBe(false);
  });

  it('fails for good, and asks no carrier, when the recipient has none', async () => {
    const carrier = { send: () => Promise.reject(new Error('the carrier was asked')) };
    const sent = await postRoom(carrier, SENDER, () => 0).send(factsOf('E01', 'zh', { to: 'a@b.example\r\nBcc: c@d.example' }));
    expect(sent).toEqual({ accepted: false, failure: 'permanent', reason: 'NO_ADDRESS' });
  });

  it('hands bare addresses to the carrier', async () => {
    const handed: string[][] = [];
    const carrier = {
      send: (_raw: Uint8Array, from: string, to: string) => {
        handed.push([from, to]);
        return Promise.resolve({ accepted: true, messageId: 'x' } as const);
      },
    };
    await postRoom(carrier, SENDER, () => 0).send(factsOf('E01', 'zh'));
    expect(handed).toEqual([['xinfang@ymj.example', 'f03@ymj.example']]);
    expect(() => bareAddress('nobody')).toThrow('MAIL_FROM');
  });
});

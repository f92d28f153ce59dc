// Schemas of the outside: what a contact and a command may look like when they arrive, and what is said when they may not.
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandName } from '../../functions/domain/petitions/commands.ts';
import type { FieldError, Result } from '../../functions/domain/result.ts';
import { commandSchemas, isCommandName, readCommand } from '../../functions/web/schema/commands.ts';
import { CONTACT_LIMITS, contactSchema } from '../../functions/web/schema/contact.ts';
import { FIELD_MESSAGES, fieldSentence } from '../../functions/web/schema/messages.ts';
import { dueQuery, importQuery, mailsQuery, worklistQuery } from '../../functions/web/schema/queries.ts';
import { readWith } from '../../functions/web/schema/read.ts';

const TODAY = '2026-11-22';
const contact = (more: Record<string, unknown> = {}) => ({
  channel: 'VISIT',
  township: '990581101',
  story: '询问直补资金何时到账。',
  petitioners: [{ name: '沈素兰' }],
  ...more,
});

const fields = (result: Result<unknown>): readonly FieldError[] => (result.ok ? [] : (result.refusal.data.fields ?? []));
const wrong = (raw: unknown): string[] => fields(readWith(contactSchema, raw)).map(({ path, message }) => `${path} ${message}`);
const wrongCommand = (name: CommandName, raw: unknown): string[] =>
  fields(readCommand(name, raw, TODAY)).map(({ path, message }) => `${path} ${message}`);

describe('POST /contacts', () => {
  it('reads the least that is required, and fills in what may be left out', () => {
    expect(readWith(contactSchema, contact())).toEqual({
      ok: true,
      value: {
        channel: 'VISIT',
        township: '990581101',
        story: '询问直补资金何时到账。',
        petitioners: [{ name: '沈素兰' }],
        anonymous: false,
        representatives: [],
        jointLetter: false,
        attachments: [],
      },
    });
  });

  it('reads everything that is optional', () => {
    const whole = contact({
      receivedOn: '2026-11-20',
      receiver: 'F03',
      village: '石桥村',
      category: 'C20',
      kind: 'REQUEST',
      subject: '直补',
      headcount: 6,
      representatives: [{ name: '沈素兰', phone: '10050810677' }],
      jointLetter: true,
      anonymous: false,
      accused: { staff: 'F02', unit: '后扶科' },
      petition: 'XF-2026-0041',
      source: { organ: '市信访局', number: '清信〔2026〕7号', receivedOn: '2026-11-19' },
      attachments: [],
    });
    expect(readWith(contactSchema, whole)).toEqual({ ok: true, value: whole });
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, ' required'],
    ['a list', [], ' object'],
    ['a text', 'x', ' object'],
    ['no channel', contact({ channel: undefined }), 'channel required'],
    ['a channel of another house', contact({ channel: 'PIGEON' }), 'channel notOneOf'],
    ['a story of blanks', contact({ story: ' \u3000\n\u200b' }), 'story required'],
    ['a story too long', contact({ story: '长'.repeat(CONTACT_LIMITS.story + 1) }), 'story tooLong'],
    ['a story with NUL', contact({ story: 'a\u0000b' }), 'story controlCharacters'],
    ['a name with a line end', contact({ petitioners: [{ name: 'a\r\nBcc: b' }] }), 'petitioners.0.name controlCharacters'],
    ['half a character', contact({ story: 'a\ud800b' }), 'story unreadableText'],
    ['a name of 101 characters', contact({ petitioners: [{ name: '名'.repeat(101) }] }), 'petitioners.0.name tooLong'],
    ['a name that is a number', contact({ petitioners: [{ name: 7 }] }), 'petitioners.0.name notText'],
    ['names that are no list', contact({ petitioners: { name: 'x' } }), 'petitioners list'],
    ['a day that does not exist', contact({ receivedOn: '2026-02-29' }), 'receivedOn notADay'],
    ['a headcount of zero', contact({ headcount: 0 }), 'headcount tooSmall'],
    ['a headcount and a half', contact({ headcount: 1.5 }), 'headcount notANumber'],
    ['a headcount as text', contact({ headcount: '5' }), 'headcount notANumber'],
    ['more people than the county', contact({ headcount: 10_001 }), 'headcount tooBig'],
    ['a yes that is a text', contact({ anonymous: 'yes' }), 'anonymous yesNo'],
    ['a petition number of another kind', contact({ petition: 'LX-2026-0001' }), 'petition unknownPetition'],
    ['nobody accused', contact({ accused: {} }), 'accused staffOrUnit'],
    ['more files than anybody carries', contact({ attachments: Array.from({ length: 21 }, () => 'x') }), 'attachments tooMany'],
    ['a field nobody knows', contact({ storey: 'x' }), 'storey unknown'],
    ['a field nobody knows, inside', contact({ petitioners: [{ name: 'x', nmae: 'y' }] }), 'petitioners.0.nmae unknown'],
    [
      'a prototype key',
      JSON.parse('{"channel":"VISIT","township":"990581101","story":"x","anonymous":true,"__proto__":{"admin":true}}'),
      '__proto__ unknown',
    ],
    ['null for a text', contact({ village: null }), 'village notText'],
  ])('names the field for %s', (_what, raw, expected) => expect(wrong(raw)).toContain(expected));

  it('counts a character beyond the BMP once', () => {
    expect(wrong(contact({ petitioners: [{ name: '𠮷'.repeat(100) }] }))).toEqual([]);
    expect(wrong(contact({ petitioners: [{ name: '𠮷'.repeat(101) }] }))).toEqual(['petitioners.0.name tooLong']);
  });

  it('keeps hostile but readable text as it is', () => {
    const story = '<script>alert(1)</script>\n=HYPERLINK("x") \u202eabc ＡＢＣ 𠮷';
    expect(readWith(contactSchema, contact({ story }))).toMatchObject({ ok: true, value: { story } });
  });

  it('takes a blank box as left out', () => {
    const read = readWith(contactSchema, contact({ village: ' ', subject: '', receiver: '', petitioners: [{ name: 'x', phone: '' }] }));
    expect(read).toMatchObject({ ok: true, value: { petitioners: [{ name: 'x' }] } });
    expect(read.ok && Object.keys(read.value)).not.toContain('village');
    expect(read.ok && Object.keys(read.value.petitioners[0]!)).toEqual(['name']);
  });

  it('gives at most fifty errors, however much is wrong', () => {
    expect(wrong(contact({ petitioners: Array.from({ length: 150 }, () => ({ name: 1 })) }))).toHaveLength(50);
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => typeof readWith(contactSchema, raw).ok === 'boolean'),
      { numRuns: 500 },
    );
  });
});

describe('commands', () => {
  const bodies: { readonly [Name in CommandName]: Record<string, unknown> } = {
    acknowledge: {},
    undoAcknowledge: {},
    accept: { legalRoute: 6, category: 'C20' },
    startHandling: { plan: '先核名单' },
    note: { text: '已电话联系。' },
    issueOpinion: { request: '诉求', facts: '事实', opinion: '意见', outcome: 'EXPLAINED', basis: '依据' },
    serve: { way: '直接送达', date: '2026-11-21', receiver: '本人' },
    followUp: { way: '电话', reached: true, satisfaction: '满意' },
    reopen: { reason: '承诺未落实' },
    reassignOwner: { to: 'F02', reason: '调动' },
    close: { reason: '办结' },
  };
  const names = Object.keys(commandSchemas) as CommandName[];

  it.each(names)('%s is read, and needs a version', (name) => {
    expect(readCommand(name, { ...bodies[name], version: 3 }, TODAY)).toMatchObject({ ok: true, value: { version: 3, command: { name } } });
    for (const version of [undefined, 0, -1, 1.5, '3', null, 2 ** 60]) {
      expect(wrongCommand(name, { ...bodies[name], version }).join()).toMatch(/^version /);
    }
  });

  it.each(names)('%s refuses a field nobody knows', (name) => {
    expect(wrongCommand(name, { ...bodies[name], version: 3, state: 'CLOSED' })).toEqual(['state unknown']);
  });

  it('acknowledges from a page; only a mail link says otherwise', () => {
    expect(readCommand('acknowledge', { version: 1 }, TODAY)).toMatchObject({ value: { command: { data: { via: 'page' } } } });
    expect(wrongCommand('acknowledge', { version: 1, via: 'mail' })).toEqual(['via unknown']);
  });

  it('serves today where no day is given', () => {
    expect(readCommand('serve', { version: 1, way: '邮寄', receiver: '本人' }, TODAY)).toMatchObject({
      value: { command: { data: { date: TODAY } } },
    });
    expect(readCommand('serve', { version: 1, way: '邮寄', receiver: '本人', date: '2026-11-01' }, TODAY)).toMatchObject({
      value: { command: { data: { date: '2026-11-01' } } },
    });
  });

  it('takes the words for satisfaction as well as the codes', () => {
    const said = (satisfaction: unknown) => readCommand('followUp', { version: 1, way: '电话', reached: true, satisfaction }, TODAY);
    expect(said('基本满意')).toMatchObject({ value: { command: { data: { satisfaction: 'BASICALLY_SATISFIED' } } } });
    expect(said('不满意')).toMatchObject({ value: { command: { data: { satisfaction: 'DISSATISFIED' } } } });
    expect(said('SATISFIED')).toMatchObject({ value: { command: { data: { satisfaction: 'SATISFIED' } } } });
    expect(fields(said('还行'))[0]).toMatchObject({ path: 'satisfaction', message: 'notOneOf' });
  });

  it('knows the six routes of Art. 31 and the notice in person', () => {
    expect(readCommand('accept', { version: 1, legalRoute: 6 }, TODAY)).toMatchObject({
      value: { command: { data: { noticeWay: 'IN_PERSON' } } },
    });
    expect(wrongCommand('accept', { version: 1, legalRoute: 7 })).toEqual(['legalRoute tooBig']);
  });

  it('knows no command by a name of the prototype', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'extend', '']) expect(isCommandName(name)).toBe(false);
  });
});

describe('queries', () => {
  it('reads a page of a list, and no limit that is a mistake', () => {
    expect(readWith(worklistQuery, { view: 'mine' })).toEqual({ ok: true, value: { view: 'mine', limit: 25 } });
    expect(readWith(worklistQuery, { view: 'month', month: '2026-03', limit: '100', cursor: '2026-03-02#LX-2026-0001' })).toMatchObject({
      ok: true,
      value: { limit: 100 },
    });
    for (const [path, query] of [
      ['limit', { view: 'mine', limit: '1001' }],
      ['limit', { view: 'mine', limit: '1e1' }],
      ['limit', { view: 'mine', limit: '' }],
      ['view', { view: 'all' }],
      ['month', { view: 'month', month: '2026-13' }],
      ['name', { view: 'mine', name: '沈素兰' }],
      ['cursor', { view: 'mine', cursor: '沈' }],
      ['cursor', { view: 'mine', cursor: '9' }],
      ['cursor', { view: 'mine', cursor: `2026-03-02#${'x'.repeat(200)}` }],
    ] as const) {
      expect(fields(readWith(worklistQuery, query))).toMatchObject([{ path }]);
    }
  });

  it('reads a period of the calendar, a mail filter and a dry run', () => {
    expect(readWith(dueQuery, { start: '2026-08-04', length: '60', unit: 'day' })).toEqual({
      ok: true,
      value: { start: '2026-08-04', length: 60, unit: 'day' },
    });
    for (const bad of [{ length: '3661' }, { length: '-1' }, { start: '2026-02-30' }, { unit: 'week' }, { length: undefined }]) {
      expect(readWith(dueQuery, { start: '2026-08-04', length: '60', unit: 'day', ...bad }).ok).toBe(false);
    }
    expect(readWith(mailsQuery, { state: 'owed', case: 'XF-2026-0001' }).ok).toBe(true);
    expect(readWith(mailsQuery, { state: 'lost' }).ok).toBe(false);
    expect(readWith(importQuery, { dryRun: 'true' })).toEqual({ ok: true, value: { dryRun: true } });
    expect(readWith(importQuery, {})).toEqual({ ok: true, value: { dryRun: false } });
  });
});

describe('sentences', () => {
  const sources = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8'));

  it('exist for every message that the domain, the services and the schemas name', () => {
    const named = ['functions/domain', 'functions/services', 'functions/web']
      .flatMap(sources)
      .flatMap((text) => [...text.matchAll(/(?:message|error): '([a-zA-Z]+)'|field\('[\w.]+', '([a-zA-Z]+)'/g)])
      .map((match) => match[1] ?? match[2] ?? '');
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((key) => !Object.hasOwn(FIELD_MESSAGES, key))).toEqual([]);
  });

  it('carry the facts of the error in either language', () => {
    const error = { path: 'story', message: 'tooLong', data: { most: 20 } };
    expect(fieldSentence(error, 'zh')).toContain('20');
    expect(fieldSentence(error, 'en')).toContain('20');
  });

  it('are true even for a key without words', () => {
    expect(fieldSentence({ path: 'x', message: 'constructor' }, 'en')).toBe(FIELD_MESSAGES.invalid.en);
  });
});

// Forms become exactly the JSON that the API takes, and errors find their way back to their boxes.
import { describe, expect, it } from 'vitest';
import { contactBody, contactBox, DESK_BOXES } from '../../functions/web/forms/contact-form.ts';
import { COMMAND_FORMS, commandBody } from '../../functions/web/forms/command-form.ts';
import { mistakesOf } from '../../functions/web/forms/mistakes.ts';
import { formKey } from '../../functions/web/forms/typed.ts';
import { contactSchema, readContact } from '../../functions/web/schema/contact.ts';
import { commandSchemas, readCommand } from '../../functions/web/schema/commands.ts';
import { fieldSentence } from '../../functions/web/schema/messages.ts';
import { readWith } from '../../functions/web/schema/read.ts';

const boxOf = (path: string): string => contactBox({ path, message: 'required' });

describe('the desk form', () => {
  it('is complete with a channel, a township, a name and a sentence', () => {
    const body = contactBody({
      token: 't',
      channel: 'VISIT',
      name: '王试一',
      phone: '',
      headcount: '1',
      story: '路断了',
      township: '990581101',
      village: '',
      category: '',
    });
    expect(body).toEqual({ channel: 'VISIT', petitioners: [{ name: '王试一' }], headcount: 1, story: '路断了', township: '990581101' });
    expect(readWith(contactSchema, body).ok).toBe(true);
  });

  it('takes several names in one box; the telephone is the first one’s', () => {
    expect(contactBody({ name: '王试一、李试二、', phone: '100' })['petitioners']).toEqual([
      { name: '王试一', phone: '100' },
      { name: '李试二' },
    ]);
  });

  it('reads full-width digits and numbers in small letters', () => {
    expect(contactBody({ headcount: '１２', petition: ' xf-2026-0041 ' })).toMatchObject({ headcount: 12, petition: 'XF-2026-0041' });
  });

  it('hands on what is no number, so that the schema says what is wrong', () => {
    const read = readWith(contactSchema, contactBody({ channel: 'CALL', name: '王', story: '路', township: 'x', headcount: 'many' }));
    expect(!read.ok && read.refusal.data.fields?.map(({ path }) => path)).toEqual(['headcount']);
  });

  it('leaves out groups nobody filled, and keeps half-filled ones for the schema to refuse', () => {
    expect(contactBody({ sourceOrgan: '', accusedUnit: ' ' })).toEqual({});
    expect(contactBody({ sourceOrgan: '市局' })).toEqual({ source: { organ: '市局' } });
  });

  it('keeps the representatives that were filled in', () => {
    expect(contactBody({ rep1Name: '甲', rep1Phone: '', rep3Name: '乙', rep3Phone: '100' })['representatives']).toEqual([
      { name: '甲' },
      { name: '乙', phone: '100' },
    ]);
  });

  it.each([
    ['petitioners', 'name'],
    ['petitioners.0.name', 'name'],
    ['petitioners.0.phone', 'phone'],
    ['representatives', 'rep1Name'],
    ['representatives.2.name', 'rep3Name'],
    ['representatives.2.phone', 'rep3Phone'],
    ['representatives.9.name', 'rep5Name'],
    ['source.receivedOn', 'sourceReceivedOn'],
    ['accused.staff', 'accusedStaff'],
    ['accused.unit', 'accusedUnit'],
    ['township', 'township'],
  ])('sends an error of %s to the box %s', (path, box) => {
    expect(boxOf(path)).toBe(box);
  });
});

describe('the forms of commands', () => {
  it('send the types the API wants', () => {
    expect(commandBody('accept', { version: '3', legalRoute: '6', category: 'C32', noticeWay: 'POST' })).toEqual({
      version: 3,
      legalRoute: 6,
      category: 'C32',
      noticeWay: 'POST',
    });
    expect(commandBody('followUp', { version: '7', way: 'PHONE', reached: '0', satisfaction: '', remark: '' })).toEqual({
      version: 7,
      way: 'PHONE',
      reached: false,
    });
    expect(commandBody('close', { version: '9', reason: 'SATISFIED' })).toEqual({ version: 9, reason: 'SATISFIED', waived: false });
  });

  it('ask whether the petitioner was reached, and do not guess', () => {
    expect(readCommand('followUp', commandBody('followUp', { version: '7', way: 'PHONE' }), '2026-09-18')).toMatchObject({
      refusal: { data: { fields: [{ path: 'reached', message: 'required' }] } },
    });
  });

  it('have a form for every command of the API', () => {
    expect(Object.keys(COMMAND_FORMS).sort()).toEqual(Object.keys(commandSchemas).sort());
  });
});

describe('what is sent twice', () => {
  it('carries one key', () => {
    expect(formKey({ idempotencyKey: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'POST /contacts', { b: 1, a: 2 })).toEqual({
      route: 'POST /contacts',
      key: 'AAAAAAAAAAAAAAAAAAAAAA',
      body: '{"a":2,"b":1}',
    });
  });

  it('goes without one where somebody tampered with it', () => {
    expect(formKey({ idempotencyKey: 'x y' }, 'POST /contacts', {})).toBeUndefined();
  });
});

describe('mistakes', () => {
  it('show one sentence a box, with the label of the box', () => {
    const refusal = {
      code: 'INVALID' as const,
      data: {
        fields: [
          { path: 'petitioners.0.name', message: 'required' },
          { path: 'petitioners.1.name', message: 'required' },
        ],
      },
    };
    const sentence = fieldSentence({ path: 'name', message: 'required' }, 'zh');
    expect(mistakesOf(refusal, { lang: 'zh', boxOf: contactBox, labelOf: () => '姓名', order: DESK_BOXES })).toEqual([
      { field: 'name', label: '姓名', sentence },
    ]);
  });

  it('come from top to bottom, the name together with the rest', () => {
    const typed = { channel: 'VISIT', headcount: '1' };
    const read = readContact(contactBody(typed));
    const mistakes = read.ok ? [] : mistakesOf(read.refusal, { lang: 'zh', boxOf: contactBox, labelOf: (box) => box, order: DESK_BOXES });
    expect(mistakes.map(({ field }) => field)).toEqual(['name', 'story', 'township']);
  });

  it('ask nobody for a name who gives none', () => {
    const read = readContact(contactBody({ channel: 'CALL', anonymous: '1', story: '路断了' }));
    expect(!read.ok && read.refusal.data.fields?.map(({ path }) => path)).toEqual(['township']);
  });
});

// The petitions part from the half-year ledgers, and the laws of counting.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parsePeriod } from '../../../functions/domain/reports/period.ts';
import { petitionsPart } from '../../../functions/domain/reports/report.ts';
import { incrementsOf, tally, type CountedContact } from '../../../functions/domain/reports/totals.ts';
import { anyContact, fixture, ledger, numbered } from '../../support/counted-contacts.ts';

const expected = z.object({ petitions: z.record(z.string(), z.unknown()) }).parse(JSON.parse(fixture('expected-2013-h1.json'))).petitions;
const totalsOf = (contacts: readonly CountedContact[]) => tally(contacts.flatMap((contact) => incrementsOf(undefined, contact)));
const part = (label: string, contacts: readonly CountedContact[]) => petitionsPart(parsePeriod(label)!, totalsOf(contacts));
const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, count) => total + count, 0);

describe('The half-year of the ledgers', () => {
  const both = [...ledger('contacts-2012-h1.csv'), ...ledger('contacts-2013-h1.csv')];

  it('has every expected figure, by name', () => {
    const { headcount, ...counted } = part('2013-H1', both);
    expect(counted).toEqual(expected);
    expect(headcount).toBe(ledger('contacts-2013-h1.csv').reduce((people, contact) => people + contact.headcount, 0));
  });

  it('has nothing to compare with when the year before is not there', () => {
    expect(part('2013-H1', ledger('contacts-2013-h1.csv')).previousYear).toBeNull();
    expect(part('2012-H1', both)).toMatchObject({ contacts: 36, groupVisits: 5, previousYear: null });
  });

  it('is the sum of its quarters, and they of their months', () => {
    const contactsOf = (label: string) => part(label, both).contacts;
    expect(contactsOf('2013-Q1') + contactsOf('2013-Q2')).toBe(41);
    expect(['2013-01', '2013-02', '2013-03'].map(contactsOf)).toEqual([6, 3, 7]);
    expect(part('2013-H2', both)).toMatchObject({ contacts: 0, byChannel: {}, byMonth: {}, previousYear: null });
    expect(contactsOf('2013')).toBe(41);
  });

  it('does not take a joint letter of seven names for a group visit', () => {
    const letters = both.filter(({ channel, headcount }) => channel === 'LETTER' && headcount >= 5);
    expect(letters.length).toBeGreaterThan(0);
    expect(part('2013', letters).groupVisits).toBe(0);
  });
});

describe('Laws of counting', () => {
  const contacts = fc.array(anyContact, { maxLength: 40 }).map((list) => list.map(numbered));

  it('the parts make the whole; contacts = first + repeat', () => {
    fc.assert(
      fc.property(contacts, fc.constantFrom('2013', '2013-H1', '2013-Q2', '2013-07', '2012-H2'), (list, label) => {
        const counted = part(label, list);
        for (const split of [counted.byChannel, counted.byTownship, counted.byCategory, counted.byMonth]) {
          expect(sum(split)).toBe(counted.contacts);
          expect(Object.values(split)).not.toContain(0);
        }
        expect(counted.first + counted.repeat).toBe(counted.contacts);
        expect(counted.petitions).toBe(counted.first);
        expect(counted.headcount).toBeGreaterThanOrEqual(counted.contacts);
      }),
    );
  });

  it('a row that changes and changes again counts as it stands at last', () => {
    fc.assert(
      fc.property(fc.array(fc.option(anyContact, { nil: undefined }), { minLength: 1, maxLength: 8 }), (versions) => {
        const rows = versions.map((version) => version && numbered(version, 1));
        const steps = rows.flatMap((row, n) => incrementsOf(n === 0 ? undefined : rows[n - 1], row));
        const last = rows.at(-1);
        expect(tally(steps)).toEqual(last ? totalsOf([last]) : new Map());
      }),
    );
  });

  it('a change without a counted difference changes nothing', () => {
    const row = numbered(
      { receivedOn: '2013-05-02', channel: 'VISIT', township: '990581101', category: 'C20', first: true, headcount: 5 },
      1,
    );
    expect(incrementsOf(row, { ...row })).toEqual([]);
    expect(incrementsOf(row, { ...row, contact: 'LX-2013-0009', petition: 'XF-2013-0009' })).toEqual([]);
    expect(incrementsOf(undefined, undefined)).toEqual([]);
  });

  it('a category decided later moves one contact from NONE, and nothing else', () => {
    const row = numbered(
      { receivedOn: '2013-05-02', channel: 'CALL', township: '990581101', category: 'NONE', first: true, headcount: 1 },
      1,
    );
    expect(incrementsOf(row, { ...row, category: 'C40' })).toEqual([
      { month: '2013-05', measure: 'contacts', dim: 'CATEGORY', value: 'NONE', by: -1 },
      { month: '2013-05', measure: 'contacts', dim: 'CATEGORY', value: 'C40', by: 1 },
    ]);
  });

  it('a voided contact is taken out whole', () => {
    const row = numbered(
      { receivedOn: '2013-05-02', channel: 'VISIT', township: '990581101', category: 'C20', first: true, headcount: 7 },
      1,
    );
    expect(tally([...incrementsOf(undefined, row), ...incrementsOf(row, { ...row, void: true })])).toEqual(new Map());
  });
});

// What the carrier reports of a mail: whatever order it comes in, and however often, the mail ends where the weightiest report puts it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAIL_STATES, type MailState } from '../../../functions/domain/mail/catalogue.ts';
import { MAY_FOLLOW, REPORTED, UNDELIVERED, wantsPerson, type Reported } from '../../../functions/domain/mail/reports.ts';

const after = (state: MailState, report: Reported): MailState => (MAY_FOLLOW[report].includes(state) ? report : state);
const allAfter = (state: MailState, reports: readonly Reported[]): MailState => reports.reduce(after, state);

describe('which state may follow which', () => {
  it('is one line from refused to complained: each may follow those before it, and none itself', () => {
    for (const [n, report] of REPORTED.entries()) {
      const before = REPORTED.filter((other) => MAY_FOLLOW[report].includes(other));
      expect(before).toEqual(REPORTED.slice(0, n));
    }
  });

  it('lets every report follow a mail that was just accepted, or whose acceptance is not noted yet', () => {
    for (const report of REPORTED) for (const state of ['accepted', 'sending', 'owed'] as const) expect(after(state, report)).toBe(report);
  });

  it('believes a delivery of a copy thought lost, and a bounce that comes after a delivery', () => {
    expect(after('failed', 'delivered')).toBe('delivered');
    expect(after('delivered', 'bounced')).toBe('bounced');
    expect(after('bounced', 'delivered')).toBe('bounced');
    expect(after('delivered', 'complained')).toBe('complained');
  });

  it('ends alike for any order and any repetition of the same reports', () => {
    const start = fc.constantFrom<MailState>(...MAIL_STATES.filter((state) => !(REPORTED as readonly MailState[]).includes(state)));
    const some = fc.uniqueArray(fc.constantFrom(...REPORTED), { minLength: 1 });
    const arrivals = some.chain((reports) =>
      fc.tuple(
        fc.constant(reports),
        fc
          .array(fc.constantFrom(...reports), { maxLength: 6 })
          .chain((again) => fc.shuffledSubarray([...reports, ...again], { minLength: reports.length + again.length })),
      ),
    );
    fc.assert(
      fc.property(start, arrivals, (state, [reports, arrived]) => {
        expect(allAfter(state, arrived)).toBe(allAfter(state, reports));
      }),
    );
  });

  it('asks for a person where nobody got the mail, and nowhere else', () => {
    expect(MAIL_STATES.filter(wantsPerson)).toEqual(['bounced', 'complained', 'failed']);
    expect(new Set(UNDELIVERED).size).toBe(3);
  });
});

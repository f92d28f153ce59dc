// The promise of the outbox: whatever fails, whenever it fails, every mail owed is sent or becomes a task.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMailBureau, type MailBureau } from '../support/mail-bureau.ts';
import { anySchedule, runSchedule } from '../support/mail-faults.ts';

let bureau: MailBureau;
beforeAll(async () => {
  bureau = await openMailBureau();
});
afterAll(() => bureau.stop());

describe('whatever goes wrong, in whatever order', () => {
  it('every mail owed is delivered at least once or failed for good, and none is left or lost', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anySchedule, async (schedule) => {
        const { mails, left } = await runSchedule(bureau, schedule);
        expect(left).toBe(0);
        expect(mails).toHaveLength(3);
        for (const { state, delivered, refusedForGood } of mails) {
          if (state === 'failed') expect(refusedForGood).toBe(true);
          else expect({ state, delivered: delivered > 0 }).toEqual({ state: 'accepted', delivered: true });
        }
      }),
      { numRuns: 200 },
    );
  });
});

// English: why something was refused.
// It must not decide.
import type { Catalogue } from '../catalogue.ts';
import type { refusals as source } from '../zh/refusals.ts';
import { whenText } from '../dates.ts';

const MEGABYTE = 1024 * 1024;
const bytes = (most: number): string =>
  most < MEGABYTE ? `${String(Math.floor(most / 1024))} KB` : `${String(Math.floor(most / MEGABYTE))} MB`;
const MOST: Readonly<Record<string, (most: number) => string>> = {
  rows: (most) => ` (at most ${String(most)} rows)`,
  columns: (most) => ` (at most ${String(most)} columns)`,
  cells: (most) => ` (at most ${String(most)} cells, empty ones included)`,
  bytes: (most) => ` (at most ${bytes(most)} at a time)`,
  unpacked: (most) => ` (at most ${bytes(most)} once it is unpacked)`,
};
const mostOf = (most: string, unit: string): string => MOST[unit]?.(Number(most)) ?? '';

export const refusals = {
  title: 'This step was not done',
  notFoundTitle: 'Nothing here',
  brokenTitle: 'Something went wrong here',
  broken: 'What you did last was not saved. Go back and try again; if that does not help, tell the system administrator.',
  code: {
    INVALID: () => 'Some entries need changing; everything you typed is still there.',
    SIGN_IN: () => 'You are not signed in, or no longer. Sign in, then open this page again.',
    NOT_FOUND: () => 'There is no such page, or you may not see it. Please check the number.',
    NOT_YOURS: () => 'You may see it, but this step belongs to somebody else.',
    WRONG_STATE: ({ state, command }) => `It stands at “${state}”; “${command}” does not fit. Go back and see what can be done now.`,
    STALE: () => 'Somebody changed it a moment ago. Look at how it stands, then decide; what you typed is still below.',
    ALREADY_DONE: ({ by, on }) => `${by} has done this already (${whenText('en', on)}).`,
    TOO_LATE: ({ limit }) => `The time for this is over${limit === '' ? '' : ` (${whenText('en', limit)})`}.`,
    TOO_EARLY: ({ from }) => `Too early: possible from ${whenText('en', from)}.`,
    NEEDS_CATEGORY: () => 'Choose a category before accepting.',
    NEEDS_ROUTE_SIX: () => 'Only the sixth route opens the 60 days. For the others, tell the petitioner in writing whom to turn to.',
    NEEDS_SECOND_PERSON: () => 'The handler made this call-back, so a colleague has to close.',
    NEEDS_CALL_BACK: ({ tries, needed }) =>
      `The call-back is not complete: reach the petitioner, or record ${needed} tries (${tries} so far).`,
    NEEDS_OUTCOME: () =>
      'The petitioner is not content, has not waived the review, and the time to ask for it is not over: it cannot be closed yet.',
    FULL: () => 'Every seat is taken, so this enrolment was not made. Ask the organiser for more seats; walk-ins are welcome on the day.',
    COUNTS_DIFFER: () => 'The paper sheet and the sheet kept here differ. Say why, then seal.',
    ENROLLED: () => 'This person is enrolled already.',
    HALF_DAY: () => 'This person signed in to another session in the same half-day; half a day counts once.',
    KEY_REUSED: () => 'This form was sent before with other entries. Please open it afresh.',
    UNKNOWN_PERIOD: () => 'That is no period we know. Write 2013-03, 2013-Q2, 2013-H1 or 2013.',
    UNREADABLE: () => 'What arrived cannot be read. Go back and try again.',
    TOO_LARGE: ({ most, unit }) => `That is too large${mostOf(most, unit)}; please split it.`,
    TOO_MANY: () => 'Too many requests; please wait a little.',
    BUSY: () => 'Too many people are registering at once and this was not saved. Press again; nothing will be doubled.',
    EXPIRED: () => 'This link is no longer valid. Sign in and open the petition.',
  },
} satisfies Catalogue<typeof source>;

// The data each command takes from outside, one schema a command; unknown fields are refused.
// It must not know who may give a command or when: that is the transition table.
import * as z from 'zod';
import type { Day } from '../../domain/calendar/days.ts';
import type { Command, CommandData, CommandName } from '../../domain/petitions/commands.ts';
import { CATEGORIES, OUTCOMES, SATISFACTION, type Satisfaction } from '../../domain/petitions/vocabulary.ts';
import { ok, type Result } from '../../domain/result.ts';
import { defined, readWith } from './read.ts';
import { day, line, optionalParagraphs, paragraphs, whole } from './text.ts';

const SHORT = 200;
const LONG = 10_000;
const NOTE = 5_000;
const REASON = 1_000;
const ROUTES = 6; // Art. 31 has six of them

// Officers and programs of the bureau write these words; the history keeps the codes.
const SAID = ['满意', '基本满意', '不满意'] as const;
const SATISFACTION_SAID: Readonly<Record<Satisfaction | (typeof SAID)[number], Satisfaction>> = {
  SATISFIED: 'SATISFIED',
  BASICALLY_SATISFIED: 'BASICALLY_SATISFIED',
  DISSATISFIED: 'DISSATISFIED',
  满意: 'SATISFIED',
  基本满意: 'BASICALLY_SATISFIED',
  不满意: 'DISSATISFIED',
};
const satisfaction = z
  .enum([...SATISFACTION, ...SAID])
  .transform((said) => SATISFACTION_SAID[said])
  .optional();

/** Every command carries the version of the petition it was decided on. */
const version = whole(1, Number.MAX_SAFE_INTEGER);

/** Names of the JSON API. `acknowledge` from a page or a program is `via: 'page'`; a mail link says so itself. */
export const commandSchemas = {
  acknowledge: z.strictObject({ version }).transform((body) => ({ ...body, via: 'page' as const })),
  undoAcknowledge: z.strictObject({ version }),
  accept: z.strictObject({
    version,
    legalRoute: whole(1, ROUTES),
    category: z.enum(CATEGORIES).optional(),
    noticeWay: line(SHORT).default('IN_PERSON'),
  }),
  startHandling: z.strictObject({ version, plan: optionalParagraphs(NOTE) }),
  note: z.strictObject({ version, text: paragraphs(NOTE) }),
  issueOpinion: z.strictObject({
    version,
    request: paragraphs(LONG),
    facts: paragraphs(LONG),
    opinion: paragraphs(LONG),
    outcome: z.enum(OUTCOMES),
    basis: paragraphs(LONG),
  }),
  serve: z.strictObject({ version, way: line(SHORT), date: day.optional(), receiver: line(SHORT) }),
  followUp: z.strictObject({ version, way: line(SHORT), reached: z.boolean(), satisfaction, remark: optionalParagraphs(NOTE) }),
  reopen: z.strictObject({ version, reason: paragraphs(REASON) }),
  reassignOwner: z.strictObject({ version, to: line(40), reason: paragraphs(REASON) }),
  close: z.strictObject({ version, reason: line(SHORT), waived: z.boolean().default(false) }),
} as const satisfies { readonly [Name in CommandName]: z.ZodType<{ version: number }> };

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commandSchemas, name);

/** What a body leaves to the day it is sent. */
const FILLED_IN: { readonly [Name in CommandName]?: (today: Day) => Partial<CommandData[Name]> } = {
  serve: (today) => ({ date: today }),
};

/**
 * Reads a command's body.
 * @returns the command and the version it was decided on, or INVALID with the wrong fields
 * @example readCommand('serve', { version: 5, way: '直接送达', receiver: '本人' }, '2026-11-22') // date: '2026-11-22'
 */
export const readCommand = (name: CommandName, raw: unknown, today: Day): Result<{ command: Command; version: number }> => {
  const read = readWith<z.ZodType<{ version: number }>>(commandSchemas[name], raw);
  if (!read.ok) return read;
  const { version: given, ...data } = defined(read.value);
  // Name and data come from one row of the table, which the compiler cannot see across a union.
  const command = { name, data: { ...FILLED_IN[name]?.(today), ...data } } as Command;
  return ok({ command, version: given });
};

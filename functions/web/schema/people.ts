// People as they arrive from forms and programs: what is searched, which list, what is said of somebody. Unknown fields are refused.
// It must not know rules that need the bureau or the day (townships, check digits, who is there already): those are the domain's.
import * as z from 'zod';
import { PERSON_LIMITS as MOST } from '../../domain/people/limits.ts';
import { REMOVAL_REASONS } from '../../domain/people/person.ts';
import type { PersonFacts, RollCommandName } from '../../domain/people/roll.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { RollOrder } from '../../services/people-changes.ts';
import { defined, readWith } from './read.ts';
import { day, line, month, optionalLine, whole, wholeText } from './text.ts';

const SEARCH_AT_MOST = 100;
const PAGE_AT_MOST = 200;
const LIMIT_AT_MOST = 10_000; // more is a mistake; more than a page holds is simply a full page

/** `POST /people/search`. Any text may be looked for; most of them find nobody. */
export const searchBody = z.strictObject({ q: z.string(), limit: whole(1, SEARCH_AT_MOST).optional() }).transform(defined);

const CURSOR = /^[\w-]{1,600}$/;
/** Can this be a cursor that a list of people handed out? */
export const isPeopleCursor = (text: string): boolean => CURSOR.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text;

const page = {
  limit: wholeText(1, LIMIT_AT_MOST)
    .transform((limit) => Math.min(limit, PAGE_AT_MOST))
    .optional(),
  cursor: z.string().refine(isPeopleCursor, { error: 'cursor' }).meta({ pattern: CURSOR.source }).optional(),
};

/** `GET /people?removed=2013-02`: who left in that month. */
export const removedQuery = z.strictObject({ removed: month, ...page }).transform(defined);

/** `GET /people?township=…`: a township's roll, or those who have left it. */
export const rollQuery = z
  .strictObject({ township: line(20), village: optionalLine(MOST.village), status: z.enum(['on', 'removed']).optional(), ...page })
  .transform(defined);

const sex = z.enum(['M', 'F']);

/** `POST /people`. */
export const personSchema = z
  .strictObject({
    name: line(MOST.name),
    sex: sex.optional(),
    birthDate: day.optional(),
    idNumber: optionalLine(MOST.idNumber),
    phone: optionalLine(MOST.phone),
    township: line(20),
    village: line(MOST.village),
    household: optionalLine(MOST.household),
    householder: optionalLine(MOST.householder),
    resettlementType: line(MOST.resettlementType),
    addedOn: day.optional(),
  })
  .transform((facts): PersonFacts => defined(facts));

const version = whole(1, 1_000_000_000);

// Null takes back what was said; blank does too, because that is what an emptied box of a form sends.
const emptied = (most: number) =>
  optionalLine(most)
    .transform((text) => text ?? null)
    .nullable();
const orNothing = <Schema extends z.ZodType>(schema: Schema) => z.union([z.literal('').transform(() => null), z.null(), schema]);

/** What each command on a person takes. */
export const rollCommandSchemas = {
  change: z.strictObject({
    version,
    name: line(MOST.name).optional(),
    sex: orNothing(sex).optional(),
    birthDate: orNothing(day).optional(),
    idNumber: emptied(MOST.idNumber).optional(),
    phone: emptied(MOST.phone).optional(),
    township: line(20).optional(),
    village: line(MOST.village).optional(),
    household: emptied(MOST.household).optional(),
    householder: emptied(MOST.householder).optional(),
    resettlementType: line(MOST.resettlementType).optional(),
    addedOn: orNothing(day).optional(),
  }),
  remove: z.strictObject({ version, on: day, reason: z.enum(REMOVAL_REASONS) }),
  restore: z.strictObject({ version, reason: line(MOST.reason) }),
} as const satisfies { readonly [Name in RollCommandName]: z.ZodType<{ version: number }> };

/** The body of a command on a person. @returns INVALID with every wrong field */
export const readRollCommand = (name: RollCommandName, raw: unknown): Result<Pick<RollOrder, 'version' | 'command'>> => {
  const read = readWith<z.ZodType<{ version: number }>>(rollCommandSchemas[name], raw);
  if (!read.ok) return read;
  const { version: at, ...data } = defined(read.value);
  // Name and data come from one row of the table, which the compiler cannot see across a union.
  return ok({ version: at, command: { name, data } as RollOrder['command'] });
};

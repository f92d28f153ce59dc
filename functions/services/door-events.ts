// Reads the events of a batch from the door one by one: an event that cannot be read is one refused verdict, never a refused batch.
// It must not know what becomes of an event.
import * as z from 'zod/mini';
import { epochOf, isDay, shanghaiInstant } from '../domain/calendar/days.ts';
import type { FieldError } from '../domain/result.ts';
import type { DoorEvent } from '../domain/training/judge.ts';
import { METHODS } from '../domain/training/vocabulary.ts';
import { personWho, walkInWho, WHO_ID } from '../domain/training/who.ts';
import { madeId } from './sheet-facts.ts';

/** An id becomes part of a key. */
export const EVENT_ID = /^[0-9A-Za-z._:-]{1,64}$/;
export const SLOTS_AT_MOST = 40;
const NAME_AT_MOST = 100;
const VILLAGE_AT_MOST = 60;
const DEVICE_AT_MOST = 60;

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Z}\s]/u;

/** One line as a person writes it: no control characters, whole characters only, 0 to `most` of them after trimming. */
export const isLine = (text: string, most: number): boolean => text.isWellFormed() && !CONTROL.test(text) && [...text].length <= most;
export const isName = (text: string, most = NAME_AT_MOST): boolean => isLine(text, most) && VISIBLE.test(text);

const line = (most: number) =>
  z.string().check(
    z.trim(),
    z.refine((text) => isLine(text, most)),
    z.meta({ maxLength: most }),
  );
const name = z.string().check(
  z.trim(),
  z.refine((text) => isName(text)),
  z.meta({ minLength: 1, maxLength: NAME_AT_MOST }),
);

// Kept as claimed, in the one spelling whose text order is time order.
const instant = z
  .pipe(
    z.iso.datetime({ offset: true }).check(z.regex(/^[^.]+(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/)),
    z.transform((text) => shanghaiInstant(epochOf(text))),
  )
  .check(z.refine((text) => isDay(text.slice(0, 10))));

const id = z.string().check(z.regex(WHO_ID));
const eventId = z.string().check(z.regex(EVENT_ID));
const walkIn = z.strictObject({ id: z.optional(id), name, village: z._default(line(VILLAGE_AT_MOST), '') });
const device = line(DEVICE_AT_MOST);
const signature = { eventId, slot: z.int().check(z.minimum(1), z.maximum(SLOTS_AT_MOST)), at: instant, method: z.enum(METHODS), device };

/** An event as a device sends it. */
export const doorEventSchema = (session: string) =>
  z.union([
    z.pipe(
      z.strictObject({ ...signature, personId: id }),
      z.transform(({ personId, ...event }): DoorEvent => ({ ...event, who: personWho(personId) })),
    ),
    z.pipe(
      z.strictObject({ ...signature, walkIn }),
      z.transform(({ walkIn: { id: given, ...walkIn }, ...event }): DoorEvent => ({
        ...event,
        walkIn,
        // The same event makes the same walk-in, however often and from wherever it is sent; devices that count by themselves use an id twice.
        who: walkInWho(given ?? madeId(session, [event.eventId, walkIn.name, walkIn.village].join('\n'))),
      })),
    ),
    z.pipe(
      z.strictObject({ eventId, undoes: eventId, undoesDevice: z.optional(device), at: instant, device }),
      z.transform(({ undoesDevice, ...event }): DoorEvent => ({ ...event, ...(undoesDevice !== undefined && { undoesDevice }) })),
    ),
  ]);

const anyId = z.object({ eventId: z.string().check(z.maxLength(200)) });

export interface ReadEvent {
  /** As sent, for the verdict; '' where there is none that can be said. */
  readonly eventId: string;
  /** Absent when it cannot be read. */
  readonly event?: DoorEvent;
  /** What of it does not fit, where it cannot be read. */
  readonly errors?: readonly FieldError[];
}

const ERRORS_AT_MOST = 10;
const PART_SHOWN = 60;
const NOT_OF_A_NAME = /[^\p{L}\p{N}_.-]/gu;
const pathOf = (parts: readonly PropertyKey[]): string =>
  parts.map((part) => String(part).slice(0, PART_SHOWN).replace(NOT_OF_A_NAME, '')).join('.');

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined), raw);

// Of the three forms, the one that the event seems to be meant as.
const FORMS = ['personId', 'walkIn', 'undoes'] as const;
const errorsIn = (raw: unknown, issues: readonly z.core.$ZodIssue[]): FieldError[] => {
  const found = issues.flatMap((issue): FieldError[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'unknown' }))
      : [{ path: pathOf(issue.path), message: valueAt(raw, issue.path) === undefined ? 'required' : 'invalid' }],
  );
  return found.slice(0, ERRORS_AT_MOST);
};
const meantAs = (raw: unknown): number => {
  const form = FORMS.findLastIndex((name) => valueAt(raw, [name]) !== undefined);
  return form === -1 ? 0 : form;
};

/** Reads one event of a batch of this session. */
export const readDoorEvent = (raw: unknown, session: string): ReadEvent => {
  const schema = doorEventSchema(session);
  const read = schema.safeParse(raw);
  if (read.success) return { eventId: read.data.eventId, event: read.data };
  const named = anyId.safeParse(raw);
  const wrong = schema.def.options[meantAs(raw)]?.safeParse(raw);
  return {
    eventId: named.success && named.data.eventId.isWellFormed() ? named.data.eventId : '',
    errors: errorsIn(raw, wrong?.error?.issues ?? []),
  };
};

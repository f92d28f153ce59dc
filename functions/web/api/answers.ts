// The shapes that answers of the API have in common: a page of a list, a verdict on a history, a file taken in.
// It must not know what a line of any list holds.
import * as z from 'zod';
import type { Page } from '../../services/shapes.ts';

/** A list: `cursor` asks for the next page and is null on the last one. */
export const pageOf = <Row extends z.ZodType>(row: Row) => z.object({ items: z.array(row), cursor: z.string().nullable() });

/** A page of a list, its rows shown one by one and the whole parsed on its way out. */
export const pageView = <Row, Schema extends z.ZodType>(answer: Schema, page: Page<Row>, view: (row: Row) => unknown): z.output<Schema> =>
  answer.parse({ items: page.items.map(view), cursor: page.cursor ?? null });

/** Whether a history is whole; where it is not, the number of the first event that does not fit. */
export const verifyAnswer = z.object({ ok: z.boolean(), events: z.int().min(0), brokenAt: z.int().optional() });

export const blobAnswer = z.object({ blobId: z.string() });

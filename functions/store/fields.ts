// Columns that many rows share, as schemas.
// It must not know any row.
import * as z from 'zod/mini';

export const day = z.string().check(z.length(10));
export const instant = z.string().check(z.minLength(20));
/** A number or id that stands for something. */
export const number = z.string().check(z.minLength(1));
export const staff = z.string().check(z.minLength(1));
export const count = z.int().check(z.nonnegative());

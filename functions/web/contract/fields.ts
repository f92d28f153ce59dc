// Gives every field of the contract its words, and fails where one has none: no field is published without saying what it means.
// It must not know any field; the tables do.
import * as z from 'zod';
import { COMMON_FIELDS } from './fields/common.ts';
import { PETITION_FIELDS } from './fields/petitions.ts';
import { TRAINING_FIELDS } from './fields/training.ts';
import type { Json } from './components.ts';
import type { Both } from './operation.ts';

const WORDS: ReadonlyMap<string, Both> = new Map(Object.entries({ ...COMMON_FIELDS, ...PETITION_FIELDS, ...TRAINING_FIELDS }));

const used = new Set<string>();

/** What a field means in this shape; `?` is the shape of a query string. */
export const wordsOf = (shape: string, field: string): Json => {
  const name = WORDS.has(`${shape}.${field}`) ? `${shape}.${field}` : field;
  const words = WORDS.get(name);
  if (!words) throw new Error(`the contract does not say what ${shape}.${field} means`);
  used.add(name);
  return { description: words[0], 'x-description-zh': words[1] };
};

const fields = z.record(z.string(), z.record(z.string(), z.unknown()));

const within = (shape: string, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((entry) => within(shape, entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) =>
      key === 'properties'
        ? [
            key,
            Object.fromEntries(
              Object.entries(fields.parse(entry)).map(([field, schema]) => [
                field,
                { ...wordsOf(shape, field), ...(within(shape, schema) as Json) },
              ]),
            ),
          ]
        : [key, within(shape, entry)],
    ),
  );
};

/** The shapes with words for each of their fields. */
export const described = (shapes: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> =>
  Object.fromEntries(Object.entries(shapes).map(([shape, json]) => [shape, within(shape, json) as Json]));

/** Words that no field asked for, once a document was made. */
export const unusedWords = (): readonly string[] => [...WORDS.keys()].filter((name) => !used.has(name));

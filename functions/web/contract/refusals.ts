// Which refusals an operation may answer: those that follow from what it takes, and those its row names. Problem details of RFC 9457.
// It must not know when a rule refuses.
import * as z from 'zod';
import { REFUSALS, type RefusalCode } from '../../domain/result.ts';
import { DOOR, FACTS, type DoorCode } from '../problem.ts';
import type { Operation } from './operation.ts';

export type ProblemCode = RefusalCode | DoorCode;

export const STATUS_OF: Readonly<Record<ProblemCode, number>> = { ...REFUSALS, ...DOOR };

/** What follows from the kind of an operation. */
const COMMON: readonly { readonly when: (operation: Operation) => boolean; readonly codes: readonly ProblemCode[] }[] = [
  { when: ({ open }) => open !== true, codes: ['SIGN_IN'] },
  { when: ({ open, method }) => open !== true && method === 'post', codes: ['CROSS_ORIGIN'] },
  { when: ({ body }) => body !== undefined, codes: ['UNREADABLE', 'INVALID', 'TOO_LARGE'] },
  { when: ({ file }) => file !== undefined, codes: ['UNREADABLE', 'INVALID', 'TOO_LARGE'] },
  { when: ({ query, once }) => query !== undefined || once === true, codes: ['INVALID'] },
  { when: ({ once }) => once === true, codes: ['KEY_REUSED'] },
  { when: ({ params = {} }) => Object.values(params).some((name) => name !== 'period'), codes: ['NOT_FOUND'] },
  { when: ({ id }) => id !== 'contract_read', codes: ['BUSY'] },
];

/** Codes by status, in the order of the statuses. */
export const refusalsOf = (operation: Operation): ReadonlyMap<number, readonly ProblemCode[]> => {
  const codes = [...COMMON.flatMap(({ when, codes: common }) => (when(operation) ? common : [])), ...(operation.refusals ?? [])];
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...new Set(codes)].sort()) byStatus.set(STATUS_OF[code], [...(byStatus.get(STATUS_OF[code]) ?? []), code]);
  return new Map([...byStatus].sort(([a], [b]) => a - b));
};

/** Every code with its status: what a program may see in `code`. */
export const CODES = Object.keys(STATUS_OF).sort() as ProblemCode[];

/** The body of every refusal; facts that a program can act on stand beside the sentence. */
export const problemAnswer = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.enum([...CODES, 'INTERNAL']),
  detail: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  id: z.string().optional(),
  ...FACTS.shape,
});

/** The name under which the answer of these refusals stands in the document: `409.STALE.WRONG_STATE`. */
export const responseName = (status: number, codes: readonly ProblemCode[]): string => [String(status), ...codes].join('.');

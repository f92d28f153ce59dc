// What the contract says of one operation: a row of data, from which the document, its checks and the readable page are made.
// It must not know how an operation is carried out.
import type * as z from 'zod';
import type { RefusalCode } from '../../domain/result.ts';
import type { DoorCode } from '../problem.ts';

/** English and Chinese of the same thing. */
export type Both = readonly [en: string, zh: string];

export const TAGS = {
  petitions: ['Petitions and contacts', '来访登记与信访件'],
  sessions: ['Training sessions', '培训场次'],
  people: ['People of the roll', '移民花名册'],
  imports: ['Imports', '导入'],
  reports: ['Reports', '报告'],
  bureau: ['Calendar, mails, attachments', '日历、邮件与附件'],
  public: ['Open to everybody', '无需登录'],
} as const satisfies Readonly<Record<string, Both>>;
export type Tag = keyof typeof TAGS;

/** What an operation answers when it says yes: JSON of a shape, a file of one of these types, or either. */
export interface Answer {
  readonly what: Both;
  readonly schema?: z.ZodType;
  readonly files?: readonly string[];
}

/** A file as the body: these types raw, or any of them as the field `file` of a multipart form. */
export interface FileBody {
  readonly types: readonly string[];
}

export interface Operation {
  readonly method: 'get' | 'post';
  /** Under /api; parameters in braces are words of parameters.ts. */
  readonly path: string;
  readonly id: string;
  readonly tag: Tag;
  readonly summary: Both;
  /** What a caller should know beyond the summary. */
  readonly about?: Both;
  /** Which meaning `{id}` has here. */
  readonly params?: Readonly<Record<string, ParamName>>;
  readonly query?: z.ZodType;
  /** What a parameter of the query is where it is not given. */
  readonly defaults?: Readonly<Record<string, string>>;
  readonly body?: z.ZodType;
  readonly file?: FileBody;
  readonly example?: unknown;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Codes beside those that follow from what the row says already. */
  readonly refusals?: readonly (RefusalCode | DoorCode)[];
  /** Takes Idempotency-Key. */
  readonly once?: true;
  /** Needs no sign-in. */
  readonly open?: true;
}

export type ParamName = 'petition' | 'attachment' | 'session' | 'person' | 'import' | 'period';

// The form of each command as a table: which boxes, in which order, with which choices; and the form as the JSON of the API.
// It must not know who may give a command, or check what was entered.
import type { CommandData, CommandName } from '../../domain/petitions/commands.ts';
import { CATEGORIES, OUTCOMES, SATISFACTION } from '../../domain/petitions/vocabulary.ts';
import type { Typed } from '../look/form.tsx';
import type { Words } from '../words/index.ts';
import { given, numberOrText, present } from './typed.ts';

type BoxKind = 'area' | 'low-area' | 'day' | 'choices' | 'stacked' | 'select' | 'tick' | 'colleague' | 'yes-no';

/** A box of a command's form. `codes` are the values offered; their labels are the words'. */
export interface Box {
  readonly name: keyof Words['command']['fields'];
  readonly kind: BoxKind;
  readonly codes?: readonly string[];
  readonly optional?: boolean;
  /** How the JSON wants it; text unless told. */
  readonly as?: 'number' | 'boolean';
}

const NOTICE_WAYS = ['IN_PERSON', 'POST', 'PHONE', 'SMS'];
const SERVICE_WAYS = ['IN_PERSON', 'POST', 'LEFT', 'ELECTRONIC'];
const CALL_WAYS = ['PHONE', 'VISIT', 'SMS'];
const RECEIVERS = ['SELF', 'FAMILY', 'AGENT', 'COMMITTEE', 'POST_RECEIPT'];
const OWNER_REASONS = ['TRANSFER', 'LEAVE', 'RECUSAL', 'LEADER_DECISION'];
const CLOSE_REASONS = ['SATISFIED', 'REVIEW_PERIOD_OVER', 'REVIEW_WAIVED', 'NO_CONTACT'];
// Art. 31(6) alone opens the sixty days; the hint says so, and whoever cannot choose it does not accept.
const ROUTES = ['6'];

type BoxOf<Name extends CommandName> = Box & { readonly name: keyof CommandData[Name] };

export const COMMAND_FORMS: { readonly [Name in CommandName]: readonly BoxOf<Name>[] } = {
  acknowledge: [],
  undoAcknowledge: [],
  accept: [
    { name: 'legalRoute', kind: 'stacked', codes: ROUTES, as: 'number' },
    { name: 'category', kind: 'select', codes: CATEGORIES },
    { name: 'noticeWay', kind: 'choices', codes: NOTICE_WAYS },
  ],
  startHandling: [{ name: 'plan', kind: 'area', optional: true }],
  note: [{ name: 'text', kind: 'area' }],
  issueOpinion: [
    { name: 'request', kind: 'low-area' },
    { name: 'facts', kind: 'area' },
    { name: 'opinion', kind: 'area' },
    { name: 'outcome', kind: 'select', codes: OUTCOMES },
    { name: 'basis', kind: 'low-area' },
  ],
  serve: [
    { name: 'way', kind: 'choices', codes: SERVICE_WAYS },
    { name: 'date', kind: 'day' },
    { name: 'receiver', kind: 'choices', codes: RECEIVERS },
  ],
  followUp: [
    { name: 'way', kind: 'choices', codes: CALL_WAYS },
    { name: 'reached', kind: 'yes-no', as: 'boolean' },
    { name: 'satisfaction', kind: 'choices', codes: SATISFACTION, optional: true },
    { name: 'remark', kind: 'low-area', optional: true },
  ],
  reopen: [{ name: 'reason', kind: 'area' }],
  reassignOwner: [
    { name: 'to', kind: 'colleague' },
    { name: 'reason', kind: 'stacked', codes: OWNER_REASONS },
  ],
  close: [
    { name: 'reason', kind: 'stacked', codes: CLOSE_REASONS },
    { name: 'waived', kind: 'tick', optional: true, as: 'boolean' },
  ],
};

/** @example commandBody('followUp', { version: '7', way: 'PHONE', reached: '1' }) // { version: 7, way: 'PHONE', reached: true } */
export const commandBody = (name: CommandName, typed: Typed): Record<string, unknown> => {
  const boxes: readonly Box[] = COMMAND_FORMS[name];
  return present({
    version: numberOrText(given(typed, 'version')),
    ...Object.fromEntries(boxes.map((box) => [box.name, valueOf(box, given(typed, box.name))])),
  });
};

const valueOf = ({ kind, as }: Box, text: string | undefined): unknown => {
  if (as === 'number') return numberOrText(text);
  if (as === 'boolean') return kind === 'tick' ? text === '1' : text === undefined ? undefined : text === '1';
  return text;
};

/** The labels of a box's codes. */
export const labelsOf = (name: CommandName, box: Box, words: Words): Readonly<Record<string, string>> => {
  switch (box.name) {
    case 'legalRoute':
      return words.command.routes;
    case 'category':
      return words.codes.category;
    case 'outcome':
      return words.codes.outcome;
    case 'satisfaction':
      return words.codes.satisfaction;
    case 'receiver':
      return words.codes.receiver;
    case 'way':
    case 'noticeWay':
      return words.codes.way;
    case 'reason':
      return name === 'close' ? words.codes.closeReason : words.codes.ownerReason;
    default:
      return {};
  }
};

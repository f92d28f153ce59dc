// Turns a refusal into a sentence of the reader's language, with the labels of the codes it carries.
// It must not decide anything, and it adds no fact that the refusal does not carry.
import type { Refusal } from '../domain/result.ts';
import type { RefusalWords } from './words/refusals.ts';

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const labelIn = (labels: Readonly<Record<string, string>>, code: unknown): string => {
  const key = text(code);
  return Object.hasOwn(labels, key) ? (labels[key] ?? key) : key;
};

// A closed petition and a closed session are not called the same.
const labelsFor = (of: unknown, words: RefusalWords) =>
  of === 'SESSION'
    ? { state: words.training.states, command: { ...words.training.commands, ...words.training.actions } }
    : { state: { ...words.codes.state, ON_ROLL: words.people.onRoll }, command: { ...words.codes.command, ...words.people.command } };

/** @example refusalSentence({ code: 'STALE', data: { version: 4 } }, wordsFor('zh')) */
export const refusalSentence = ({ code, data }: Refusal, words: RefusalWords): string => {
  const labels = labelsFor(data['of'], words);
  return words.refusals.code[code]({
    state: labelIn(labels.state, data['state']),
    command: labelIn(labels.command, data['command']),
    by: text(data['by']),
    on: text(data['on']),
    limit: text(data['limit']),
    from: text(data['from']),
    tries: text(data['tries']),
    needed: text(data['needed']),
    most: text(data['most']),
    unit: text(data['unit']),
  });
};

// What an officer can choose on the page a mail leads to, and the commands each choice stands for.
// It must not know pages or links.
import type { Language } from '../calendar/explain.ts';
import type { Command } from '../petitions/commands.ts';

export const ACTION_OUTCOMES = ['SIGN', 'SIGN_CONTACTED', 'DOUBT'] as const;
export type ActionOutcome = (typeof ACTION_OUTCOMES)[number];

/** What the history keeps of a choice besides the signature. */
const NOTES: Readonly<Record<Exclude<ActionOutcome, 'SIGN'>, Readonly<Record<Language, string>>>> = {
  SIGN_CONTACTED: { zh: '签收时注明：已与信访人取得联系。', en: 'Said on signing: the petitioner has been contacted.' },
  DOUBT: {
    zh: '责任人对本件有疑问，尚未签收，请信访室与其联系。',
    en: 'The officer has a question and has not signed; the petition room is asked to get in touch.',
  },
};

const sign: Command = { name: 'acknowledge', data: { via: 'mail' } };

const COMMANDS: Readonly<Record<ActionOutcome, (language: Language) => readonly Command[]>> = {
  SIGN: () => [sign],
  SIGN_CONTACTED: (language) => [sign, { name: 'note', data: { text: NOTES.SIGN_CONTACTED[language] } }],
  DOUBT: (language) => [{ name: 'note', data: { text: NOTES.DOUBT[language], ask: true } }],
};

/** The commands of a choice, in the order in which they are given. */
export const commandsOf = (outcome: ActionOutcome, language: Language): readonly Command[] => COMMANDS[outcome](language);

export const signs = (outcome: ActionOutcome): boolean => outcome !== 'DOUBT';

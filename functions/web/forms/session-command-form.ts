// The form of each command of a session as a table: which boxes, in which order; and the form as the JSON of the API.
// It must not know who may give a command, or check what was entered.
import type { SessionCommandData, SessionCommandName } from '../../domain/training/commands.ts';
import type { Typed } from '../look/form.tsx';
import type { Words } from '../words/index.ts';
import { clockOf } from './session-plan-form.ts';
import { PERSON_TICK, ticked, WHO_TICK } from './session-ticks.ts';
import { given, numberOrText, present } from './typed.ts';

export interface SessionBox {
  readonly name: keyof Words['training']['commandFields'];
  readonly kind: 'area' | 'low-area' | 'day' | 'time' | 'number';
  readonly optional?: boolean;
}

type BoxOf<Name extends SessionCommandName> = SessionBox & { readonly name: keyof SessionCommandData[Name] };

/** Commands whose form is a few boxes; `seal` and `correct` have pages of their own. */
export const SESSION_FORMS: { readonly [Name in 'postpone' | 'reschedule' | 'cancel' | 'verify' | 'rejectCheck']: readonly BoxOf<Name>[] } =
  {
    postpone: [{ name: 'reason', kind: 'area' }],
    reschedule: [
      { name: 'date', kind: 'day' },
      { name: 'startsAt', kind: 'time', optional: true },
    ],
    cancel: [{ name: 'reason', kind: 'area' }],
    verify: [
      { name: 'sample', kind: 'number' },
      { name: 'hits', kind: 'number' },
      { name: 'remark', kind: 'low-area', optional: true },
    ],
    rejectCheck: [{ name: 'findings', kind: 'area' }],
  };

export type BoxedCommand = keyof typeof SESSION_FORMS;
export const isBoxed = (name: SessionCommandName): name is BoxedCommand => Object.hasOwn(SESSION_FORMS, name);

/** Boxes from top to bottom, for errors. */
export const boxesOf = (name: SessionCommandName): readonly string[] => {
  if (isBoxed(name)) return SESSION_FORMS[name].map((box) => box.name);
  if (name === 'seal') return ['paperTotal', 'difference'];
  return name === 'correct' ? ['reason', 'walkInName', 'walkInVillage', 'handouts'] : [];
};

/**
 * The JSON of a command.
 * @example sessionCommandBody('seal', { version: '7', paperTotal: '93' }) // { version: 7, paperTotal: 93 }
 */
export const sessionCommandBody = (name: SessionCommandName, typed: Typed): Record<string, unknown> => {
  const version = numberOrText(given(typed, 'version'));
  if (name === 'seal') {
    return present({ version, paperTotal: numberOrText(given(typed, 'paperTotal')), difference: given(typed, 'difference') });
  }
  if (name === 'correct') return present({ version, ...correction(typed) });
  const boxes: readonly SessionBox[] = isBoxed(name) ? SESSION_FORMS[name] : [];
  const valueOf = ({ name: box, kind }: SessionBox): unknown => VALUES[kind]?.(given(typed, box)) ?? given(typed, box);
  return present({ version, ...Object.fromEntries(boxes.map((box) => [box.name, valueOf(box)])) });
};

// How the text of a box becomes what the JSON wants; other kinds are text.
const VALUES: Readonly<Partial<Record<SessionBox['kind'], (text: string | undefined) => unknown>>> = {
  number: numberOrText,
  time: clockOf,
};

const correction = (typed: Typed) => {
  const walkIn = given(typed, 'walkInName');
  return {
    reason: given(typed, 'reason'),
    add: [
      ...ticked(typed, PERSON_TICK).map((personId) => ({ personId })),
      ...(walkIn === undefined ? [] : [{ walkIn: { name: walkIn, village: given(typed, 'walkInVillage') ?? '' } }]),
    ],
    remove: ticked(typed, WHO_TICK),
    handouts: numberOrText(given(typed, 'handouts')),
  };
};

// Ids of the events a form sends: the same form makes the same ones, so that sending it twice changes nothing.
// They must not tell whom they are about: one of them stands in the address that shows its verdict.
import { createHash } from 'node:crypto';
import type { Deps } from '../../services/deps.ts';
import { given } from '../forms/typed.ts';
import type { Typed } from '../look/form.tsx';
import { onceOf } from './once.ts';

const KEY = /^[\w-]{16,22}$/;

/** What the ids of a form's events are made from: the key of its rendering. */
export const eventKey = (deps: Pick<Deps, 'random'>, typed: Typed): string => {
  const key = given(typed, 'idempotencyKey');
  return key !== undefined && KEY.test(key) ? key : onceOf(deps);
};

/** A signature as a button names it: devices count by themselves, so its id alone may be another's too. */
export const signatureName = ({ event, device }: { readonly event: string; readonly device: string }): string => `${event}@${device}`;

/** What an undo says of the signature that a button named; an id has no @ in it. */
export const signatureNamed = (name: string): { readonly undoes: string; readonly undoesDevice?: string } => {
  const at = name.indexOf('@');
  return at < 0 ? { undoes: name } : { undoes: name.slice(0, at), undoesDevice: name.slice(at + 1) };
};

/** The id of what this form says of one person, line or deed: 33 to 39 characters. */
export const eventIdOf = (key: string, about: string): string =>
  `${key}.${createHash('sha256').update(`${key}\n${about}`).digest('hex').slice(0, 16)}`;

// The chain of hashes over a history, a petition's or a session's: each event carries the hash of the one before, so a changed or
// missing row shows. It must not know what the events say.
import { sha256 } from './keys.ts';

/** What the first event has for a predecessor. */
export const GENESIS = '0'.repeat(64);

/** The same text for the same event whatever the order of its keys: a database does not keep that order. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`)
    .join(',')}}`;
};

/** What every history numbers its events by. */
interface Numbered {
  readonly seq: number;
}

/** How an event hangs on the one before. */
interface Link {
  readonly prev: string;
  readonly hash: string;
}

export const chain = <Event extends Numbered>(events: readonly Event[], last: string): (Event & Link)[] => {
  let prev = last;
  return events.map((event) => {
    const linked = { ...event, prev, hash: hashOf(event, prev) };
    prev = linked.hash;
    return linked;
  });
};

/** The number of the first event that does not fit, or nothing when the chain is whole up to `head`. */
export const brokenAt = (events: readonly (Numbered & Link)[], head: { version: number; lastHash: string }): number | undefined => {
  let prev = GENESIS;
  for (const [index, { prev: claimed, hash, ...event }] of events.entries()) {
    if (event.seq !== index + 1 || claimed !== prev || hash !== hashOf(event, prev)) return index + 1;
    prev = hash;
  }
  return events.length === head.version && prev === head.lastHash ? undefined : events.length + 1;
};

const hashOf = (event: Numbered, prev: string): string => sha256(`${prev}\n${canonical(event)}`);

// The chain of hashes over a petition's history: each event carries the hash of the one before, so a changed or missing row shows.
import type { ChainedEvent, PetitionEvent } from '../domain/petitions/events.ts';
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

export const chain = (events: readonly PetitionEvent[], last: string): ChainedEvent[] => {
  let prev = last;
  return events.map((event) => {
    const linked = { ...event, prev, hash: hashOf(event, prev) };
    prev = linked.hash;
    return linked;
  });
};

/** The number of the first event that does not fit, or nothing when the chain is whole up to `head`. */
export const brokenAt = (events: readonly ChainedEvent[], head: { version: number; lastHash: string }): number | undefined => {
  let prev = GENESIS;
  for (const [index, { prev: claimed, hash, ...event }] of events.entries()) {
    if (event.seq !== index + 1 || claimed !== prev || hash !== hashOf(event, prev)) return index + 1;
    prev = hash;
  }
  return events.length === head.version && prev === head.lastHash ? undefined : events.length + 1;
};

const hashOf = (event: PetitionEvent, prev: string): string => sha256(`${prev}\n${canonical(event)}`);

// The chain of hashes: every change, loss, addition or exchange of events shows, and names the first place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChainedEvent, PetitionEvent } from '../../functions/domain/petitions/events.ts';
import { brokenAt, canonical, chain, GENESIS } from '../../functions/store/chain.ts';
import { lives } from '../support/walks.ts';

const headOf = (events: readonly ChainedEvent[]) => ({ version: events.length, lastHash: events.at(-1)?.hash ?? GENESIS });
const chained = lives.map(({ events }) => chain(events, GENESIS));
const withPlace = chained.chain((events) => fc.record({ events: fc.constant(events), at: fc.nat(events.length - 1) }));

describe('A chain of events', () => {
  it('is whole as it was written', () => {
    fc.assert(
      fc.property(chained, (events) => {
        expect(brokenAt(events, headOf(events))).toBeUndefined();
      }),
    );
  });

  it('is the same whether written at once or one by one', () => {
    fc.assert(
      fc.property(lives, ({ events }) => {
        const oneByOne = events.reduce<ChainedEvent[]>((written, event) => [...written, ...chain([event], headOf(written).lastHash)], []);
        expect(oneByOne).toEqual(chain(events, GENESIS));
      }),
    );
  });

  it('names the event that was changed in any of its parts', () => {
    const parts = fc.constantFrom('at', 'by', 'type', 'data', 'set', 'met', 'hash', 'prev');
    fc.assert(
      fc.property(withPlace, parts, ({ events, at }, part) => {
        const forged = events.map((event, n): ChainedEvent => (n === at ? Object.assign({ ...event }, { [part]: 'forged' }) : event));
        expect(brokenAt(forged, headOf(events))).toBe(at + 1);
      }),
    );
  });

  it('names the place of an event that was taken out', () => {
    fc.assert(
      fc.property(withPlace, ({ events, at }) => {
        const left = events.filter((_, n) => n !== at);
        expect(brokenAt(left, headOf(events))).toBe(at + 1);
      }),
    );
  });

  it('names the place from which it was written anew, when the head still remembers the old end', () => {
    fc.assert(
      fc.property(withPlace, ({ events, at }) => {
        const plain = events.map(({ prev: _prev, hash: _hash, ...event }): PetitionEvent => event);
        const anew = chain(
          plain.map((event, n) => (n === at ? { ...event, by: 'X99' } : event)),
          GENESIS,
        );
        expect(brokenAt(anew, headOf(events))).toBe(events.length + 1);
      }),
    );
  });

  it('shows an event that was added behind the head’s back', () => {
    fc.assert(
      fc.property(chained, (events) => {
        const [{ prev: _prev, hash: _hash, ...first }] = events as [ChainedEvent];
        const longer = [...events, ...chain([{ ...first, seq: events.length + 1 }], headOf(events).lastHash)];
        expect(brokenAt(longer, headOf(events))).toBe(longer.length + 1);
      }),
    );
  });
});

describe('The text an event is hashed as', () => {
  it('does not depend on the order in which a table gives its keys back', () => {
    const shuffle = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffle);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, held]) => [key, shuffle(held)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(shuffle(value))).toBe(canonical(value));
      }),
    );
  });

  it('takes an absent part and an undefined one for the same, as the table does', () => {
    expect(canonical({ a: 1, b: undefined })).toBe(canonical({ a: 1 }));
  });

  it('tells different values apart, nested and empty ones too', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(canonical(a) === canonical(b)).toBe(JSON.stringify(JSON.parse(canonical(a))) === JSON.stringify(JSON.parse(canonical(b))));
        expect(JSON.parse(canonical(a))).toEqual(JSON.parse(JSON.stringify(a)));
      }),
    );
  });
});

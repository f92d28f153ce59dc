// Who signed in: a person of the roll or a walk-in under an identity of their own. Names repeat, so nobody is known by name.
// It must not know where either is kept.

/** `P.P00001` for a person of the roll, `W.W00565` for a walk-in: ASCII, fit for keys. */
export type Who = string;

/** What an id may be made of: it becomes part of a key and of a path. */
export const WHO_ID = /^[0-9A-Za-z_-]{1,40}$/;

export const personWho = (personId: string): Who => `P.${personId}`;
export const walkInWho = (walkInId: string): Who => `W.${walkInId}`;
export const isWalkIn = (who: Who): boolean => who.startsWith('W.');
/** The bare id: P00001, W00565. */
export const idOf = (who: Who): string => who.slice(2);

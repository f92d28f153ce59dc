// The numbers people quote: petitions XF-2026-0041, contacts LX-2026-0052, training sessions PX-2026-0007. ASCII only, so they are safe in paths.

/** Six-digit division code of a bureau; the first part of every key. */
export type Bureau = string;
/** Nine-digit division code of a township. */
export type AreaCode = string;

// As a series gives them: from 1, four digits at least, and one spelling for each.
export const PETITION_NUMBER = /^XF-(\d{4})-(?!0000)(\d{4}|[1-9]\d{4,5})$/;

export const petitionNumber = (year: number, seq: number): string => `XF-${year}-${pad(seq)}`;
export const contactNumber = (year: number, seq: number): string => `LX-${year}-${pad(seq)}`;

/** Training sessions, PX-2026-0001. */
export const SESSION_NUMBER = /^PX-(\d{4})-(?!0000)(\d{4}|[1-9]\d{4,5})$/;
export const sessionNumber = (year: number, seq: number): string => `PX-${year}-${pad(seq)}`;
export const parseSessionNumber = (number: string): { year: number; seq: number } | undefined => {
  const match = SESSION_NUMBER.exec(number);
  return match ? { year: Number(match[1]), seq: Number(match[2]) } : undefined;
};

export const parsePetitionNumber = (number: string): { year: number; seq: number } | undefined => {
  const match = PETITION_NUMBER.exec(number);
  return match ? { year: Number(match[1]), seq: Number(match[2]) } : undefined;
};

const pad = (seq: number): string => String(seq).padStart(4, '0');

// Numbers with their noun, where English tells one from many.
// It must not know what is counted.

export const people = (count: number): string => `${count} ${count === 1 ? 'person' : 'people'}`;

// Words of the roll of people.
// It must not decide.

export const people = {
  title: '移民花名册',
} as const;

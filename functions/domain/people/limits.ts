// How long what is said of a person may be, whether a form, a program or a file says it: a row stays far below what the table takes.
// It must not know any form or file.

export const PERSON_LIMITS = {
  name: 100,
  idNumber: 40, // as typed, spaces included
  phone: 40,
  village: 60,
  household: 60,
  householder: 100,
  resettlementType: 60,
  reason: 200, // of a restoration
  query: 240, //  what is typed to look somebody up
} as const;

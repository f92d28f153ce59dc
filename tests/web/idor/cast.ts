// Who is asked about, in the order of the columns of every table here, and the four answers a door can give.
// It must not know any route.

/**
 * F03 the first-contact officer of the matter · F04 an officer who has no part in it (and owns the one of another township) ·
 * F01 head of the petition room, named handler of the accusation · P01 petition room · L01 head of the organ ·
 * Z01 and Z02 township officers, the matter lying in the first one's township · T02 organiser and door · R01 keeper of the roll ·
 * J01 inspector · A01 auditor · S01 administrator of the system · F05 the accused · nobody: not signed in.
 */
export const CAST = ['F03', 'F04', 'F01', 'P01', 'L01', 'Z01', 'Z02', 'T02', 'R01', 'J01', 'A01', 'S01', 'F05', 'nobody'] as const;
export type Person = (typeof CAST)[number];

/**
 * `ok` the door opens · `bl` it opens and shows no name, or an empty list · `no` refused in plain words, 403 · `--` hidden: exactly the answer
 * to what is not there · `in` led to sign in, whether the thing exists or not
 */
export const MARKS = ['ok', 'bl', 'no', '--', 'in'] as const;
export type Mark = (typeof MARKS)[number];

/** One line of a table: a mark for each column, or one for everybody. */
export type Line = string;

/** Reads a line; a table that does not say something of everybody is no specification. */
export const marksIn = (line: Line): Readonly<Record<Person, Mark>> => {
  const said = line.trim().split(/\s+/);
  const words = said.length === 1 ? CAST.flatMap(() => said) : said;
  const marks = words.flatMap((word) => MARKS.filter((mark) => mark === word));
  if (words.length !== CAST.length || marks.length !== CAST.length) throw new Error(`not a mark for each of ${CAST.join(' ')}: ${line}`);
  return Object.fromEntries(CAST.map((person, at) => [person, marks[at]])) as Readonly<Record<Person, Mark>>;
};

// Where the fictional bureau's half-year lies: the product ships it as its sample, and its sums are known (fixtures/expected-2013-h1.json).

/** `contacts-2012-h1.csv`, `contacts-2013-h1.csv`, `people-2013.csv`, `sessions-2013-h1.csv`, `attendance-2013-h1.csv` */
export const halfYearFile = (name: string): URL => new URL(`../../lib/local/sample/half-year/${name}`, import.meta.url);

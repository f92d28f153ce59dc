// A report as the API shows it: built field by field under the names programs rely on, and parsed again.
// It must not count; no figure names a person.
import * as z from 'zod';
import type { Counts } from '../../domain/reports/report.ts';
import type { Report } from '../../services/reports.ts';
import type { Language } from '../words/index.ts';

// A topic or an organiser may be called __proto__, which a record of the schema library leaves out: so the counts pass as they are.
const counts = z
  .custom<Counts>(
    (value) => typeof value === 'object' && value !== null && Object.values(value).every((count) => Number.isSafeInteger(count)),
  )
  .meta({ type: 'object', additionalProperties: { type: 'integer' } });

const sums = { sessions: z.int(), personTimes: z.int(), handouts: z.int() };
const group = { ...sums, distinctPersons: z.int(), distinctMigrants: z.int(), others: z.int() };
const splits = z.array(z.object({ key: z.string(), ...sums }));

export const reportAnswer = z.object({
  period: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  petitions: z.object({
    contacts: z.int(),
    byChannel: counts,
    petitions: z.int(),
    first: z.int(),
    repeat: z.int(),
    groupVisits: z.int(),
    headcount: z.int(),
    byTownship: counts,
    byCategory: counts,
    byMonth: counts,
    previousYear: z.object({ contacts: z.int(), byChannel: counts, groupVisits: z.int() }).nullable(),
  }),
  training: z.object({
    ...group,
    byTopic: counts,
    byOrganiser: counts,
    byTownship: counts,
    byMonth: counts,
    byKind: z.record(z.string(), z.object(group)),
    details: z.object({ topic: splits, organiser: splits, township: splits, month: splits }),
    previousYear: z.object(sums).nullable(),
  }),
  people: z.object({ atStart: z.int(), added: z.int(), removed: z.int(), atEnd: z.int(), byReason: counts, byTownship: counts }),
  narrative: z.string(),
});

/** The figures, and the paragraph in the caller's language. */
export const reportView = ({ before: _before, narrative, ...made }: Report, language: Language): z.output<typeof reportAnswer> =>
  reportAnswer.parse({ ...made, narrative: narrative[language] });

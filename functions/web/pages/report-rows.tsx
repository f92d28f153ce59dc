// The rows behind one figure of a report, as many as the figure says; what the reader may not see is a line all the same.
// It must not filter or count: both came with the rows.
import { REMOVAL_REASONS } from '../../domain/people/person.ts';
import { idOf } from '../../domain/training/who.ts';
import type { CountedSession, RemovedRow, Rows, SessionRows, TrainedCount, TrainedRow } from '../../services/report-rows.ts';
import type { ContactLine } from '../../services/shapes.ts';
import { fullDay } from '../words/dates.ts';
import { placeOf, type Here } from './here.ts';
import { categoryLabel, Contacts } from './petitions.tsx';
import { Listed, Somebody, type Listing } from './report-listing.tsx';

export const ContactRowsPage = ({ listing, found }: { listing: Listing; found: Rows<ContactLine> }) => (
  <Listed listing={listing} found={found}>
    <Contacts here={listing.here} rows={found.rows} />
  </Listed>
);

export const SessionRowsPage = ({ listing, found }: { listing: Listing; found: SessionRows }) => {
  const { words } = listing.here;
  const { sessionColumns: columns } = words.reports.rows;
  return (
    <Listed listing={listing} found={found}>
      <table class="ledger entries">
        <thead>
          <tr>
            <th scope="col">{columns.date}</th>
            <th scope="col">{columns.number}</th>
            <th scope="col">{columns.topic}</th>
            <th scope="col">{columns.place}</th>
            <th scope="col">{columns.organiser}</th>
            <th scope="col" class="right">
              {columns.personTimes}
            </th>
            <th scope="col" class="right">
              {columns.handouts}
            </th>
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <SessionLine here={listing.here} row={row} />
          ))}
        </tbody>
      </table>
      <p class="gap-small">
        {[
          `${found.count} ${words.reports.units.session || words.reports.trainingFigures.sessions}`,
          `${found.personTimes} ${words.reports.units.personTime || words.reports.trainingFigures.personTimes}`,
          `${found.handouts} ${words.reports.units.copy || words.reports.trainingFigures.handouts}`,
        ].join(' · ')}
      </p>
    </Listed>
  );
};

const SessionLine = ({ here, row }: { here: Here; row: CountedSession }) => (
  <tr>
    <td>
      <time datetime={row.date} class="no-wrap">
        {fullDay(here.lang, row.date)}
      </time>
    </td>
    <td class="number">
      <a href={`/sessions/${row.sessionId}`}>{row.sessionId}</a>
    </td>
    <td class="wide">{row.topic}</td>
    <td class="place late">{placeOf(here, row)}</td>
    <td class="late">{row.coOrganiser ?? '—'}</td>
    <td class="right">{here.words.training.personTimes(row.present)}</td>
    <td class="right">{here.words.training.copies(row.handouts)}</td>
  </tr>
);

export const TrainedRowsPage = ({ listing, found }: { listing: Listing; found: Rows<TrainedRow> }) => {
  const { here } = listing;
  const { trainedColumns: columns, as, hidden } = here.words.reports.rows;
  return (
    <Listed listing={listing} found={found}>
      <table class="ledger entries">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.place}</th>
            <th scope="col">{columns.as}</th>
            <th scope="col" class="right">
              {columns.times}
            </th>
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <tr>
              <td class="wide">
                {row.who === undefined ? (
                  <span class="soft">{hidden}</span>
                ) : (
                  <Somebody name={row.name} id={idOf(row.who)} linked={!row.walkIn} />
                )}
              </td>
              <td class="place">{placeText(here, row)}</td>
              <td>{row.migrant ? as.migrant : row.walkIn ? as.walkIn : as.offRoll}</td>
              <td class="right end">{row.times}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Listed>
  );
};

export const RemovedRowsPage = ({ listing, found }: { listing: Listing; found: Rows<RemovedRow> }) => {
  const { here } = listing;
  const { removedColumns: columns, hidden } = here.words.reports.rows;
  return (
    <Listed listing={listing} found={found}>
      <table class="ledger entries">
        <thead>
          <tr>
            <th scope="col">{columns.on}</th>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.place}</th>
            <th scope="col">{columns.reason}</th>
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <tr>
              <td>
                <time datetime={row.removedOn} class="no-wrap">
                  {fullDay(here.lang, row.removedOn)}
                </time>
              </td>
              <td class="wide">
                {row.personId === undefined ? <span class="soft">{hidden}</span> : <Somebody name={row.name} id={row.personId} linked />}
              </td>
              <td class="place">{placeText(here, row)}</td>
              <td class="end">{reasonLabel(here, row.removedReason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Listed>
  );
};

const placeText = (
  here: Here,
  { township, village }: { readonly township?: string | undefined; readonly village?: string | undefined },
): string => (township === undefined ? (village ?? '—') : placeOf(here, { township, village }));

/** What narrows a list, in the words its figure was told in. */
export const narrowedBy = (
  here: Here,
  filter: Readonly<
    Record<'channel' | 'township' | 'category' | 'month' | 'topic' | 'organiser' | 'kind' | 'reason', string | undefined>
  > & {
    readonly first?: boolean | undefined;
    readonly group?: boolean | undefined;
  },
): string[] => {
  const { words } = here;
  const { filters } = words.reports.rows;
  const { channel, township, category, month, topic, organiser, kind, reason, first, group } = filter;
  const named = (value: string | undefined, label: (known: string) => string): string[] => (value === undefined ? [] : [label(value)]);
  return [
    ...named(month, (one) => words.reports.month(Number(one.slice(5)))),
    ...named(channel, (one) => labelIn(words.codes.channel, one)),
    ...named(township, (one) => placeOf(here, { township: one })),
    ...named(category, (one) => (one === 'NONE' ? words.reports.none : categoryLabel(words, one))),
    ...named(topic, (one) => one),
    ...named(organiser, (one) => (one === 'NONE' ? words.reports.noOrganiser : one)),
    ...named(kind, (one) => labelIn(words.reports.groups, one)),
    ...named(reason, (one) => reasonLabel(here, one)),
    ...(first === undefined ? [] : [first ? filters.first : filters.repeat]),
    ...(group === true ? [filters.group] : []),
  ];
};

const labelIn = (labels: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(labels, code) ? (labels[code] ?? code) : code;

const reasonLabel = ({ words }: Here, reason: string): string => {
  const known = REMOVAL_REASONS.find((one) => one === reason);
  return known === undefined ? reason : words.reports.reasons[known];
};

export const trainedTitle = ({ words }: Here, count: TrainedCount): string => words.reports.rows.trained[count];

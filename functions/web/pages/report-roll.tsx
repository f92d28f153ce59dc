// The roll as it stood when a period began or ended, and who came onto it, a page at a time.
// It must not count: the figure is the report's, and how many were listed so far comes with the page.
import type { Day } from '../../domain/calendar/days.ts';
import type { RollStand, StoodRows } from '../../services/report-roll.ts';
import { fullDay } from '../words/dates.ts';
import { placeOf, type Here } from './here.ts';
import { ReportList, Somebody } from './report-listing.tsx';
import { rowsPath } from './report-paths.ts';

export const StoodRowsPage = ({ here, stand, found }: { here: Here; stand: RollStand; found: StoodRows }) => {
  const { rows: words } = here.words.reports;
  const { stoodColumns: columns } = words;
  const { period, day, figure, before, rows, next } = found;
  const upTo = before + rows.length;
  const turn = {
    position: words.span(before + 1, upTo),
    ...(next !== undefined && { next: rowsPath(period.label, 'roll', { change: stand, from: next }) }),
  };
  return (
    <ReportList
      listing={{ here, title: words.stood[stand], narrowed: day === undefined ? [] : [fullDay(here.lang, day)] }}
      period={period}
      says={figure === 0 && upTo === 0 ? undefined : words.figure(figure)}
      turn={before > 0 || next !== undefined ? turn : undefined}
    >
      <table class="ledger entries stood">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.place}</th>
            <th scope="col">{columns.added}</th>
            <th scope="col">{columns.removed}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ personId, name, township, village, addedOn, removedOn }) => (
            <tr>
              <td class="wide">
                <Somebody name={name} id={personId} linked />
              </td>
              <td class="place">{placeOf(here, { township, village })}</td>
              <DayCell here={here} label={columns.added} day={addedOn} />
              <DayCell here={here} label={columns.removed} day={removedOn} />
            </tr>
          ))}
        </tbody>
      </table>
      {next === undefined && <p class="gap-small">{upTo === figure ? words.listed(upTo) : words.differs(upTo, figure)}</p>}
    </ReportList>
  );
};

// On a phone the head of the table is not shown, and one day must not pass for the other.
const DayCell = ({ here, label, day }: { here: Here; label: string; day: Day | undefined }) => (
  <td class="late">
    {day === undefined ? (
      '—'
    ) : (
      <>
        <span class="phone-only">{label} </span>
        <time datetime={day} class="no-wrap">
          {fullDay(here.lang, day)}
        </time>
      </>
    )}
  </td>
);

// One table of a report: now, the year before, the change, and each row's share drawn as a bar.
// It must not know what is counted.
import type { Words } from '../words/index.ts';

export interface ReportRow {
  readonly label: string;
  readonly now: number;
  readonly before: number | undefined;
  /** Where the rows behind the figure stand. */
  readonly href?: string;
}

export const ReportTable = ({ words, title, rows }: { words: Words; title: string; rows: readonly ReportRow[] }) => {
  const { columns } = words.reports;
  const total = rows.reduce((sum, row) => sum + row.now, 0);
  const compared = rows.some(({ before }) => before !== undefined);
  const totalBefore = compared ? rows.reduce((sum, row) => sum + (row.before ?? 0), 0) : undefined;
  return (
    <table class="ledger">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.item}</th>
          <th scope="col" class="right">
            {columns.now}
          </th>
          <th scope="col" class="right">
            {columns.before}
          </th>
          <th scope="col" class="right">
            {columns.change}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              {row.label}
              <Share now={row.now} total={total} />
            </th>
            <td class="right">
              {row.href === undefined || row.now === 0 ? (
                row.now
              ) : (
                <a href={row.href} aria-label={`${String(row.now)} ${words.reports.openRows(row.label)}`}>
                  {row.now}
                </a>
              )}
            </td>
            <td class="right">{row.before ?? '—'}</td>
            <td class="right">{changeText(words, row.now, row.before)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.reports.total}</th>
          <td class="right">{total}</td>
          <td class="right">{totalBefore ?? '—'}</td>
          <td class="right">{changeText(words, total, totalBefore)}</td>
        </tr>
      </tfoot>
    </table>
  );
};

// The number stands beside it, so readers of the page aloud are spared the drawing.
const Share = ({ now, total }: { now: number; total: number }) => (
  <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="ground" width="100" height="4" />
    <rect width={String(total === 0 ? 0 : Math.round((now / total) * 100))} height="4" />
  </svg>
);

const changeText = (words: Words, now: number, before: number | undefined): string => {
  if (before === undefined) return '—';
  if (now === before) return words.reports.same;
  const percent = before === 0 ? '' : `${((Math.abs(now - before) / before) * 100).toFixed(1).replace(/\.0$/, '')}%`;
  return now > before ? words.reports.more(now - before, percent) : words.reports.less(before - now, percent);
};

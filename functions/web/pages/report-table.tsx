// Tables of a report: one count, against the year before where there is one, with each row's share drawn as a bar; or several counts side by side.
// They must not know what is counted.
import type { Words } from '../words/index.ts';

export interface ReportRow {
  readonly label: string;
  readonly now: number;
  readonly before?: number | undefined;
  /** Where the rows behind the figure stand. */
  readonly href?: string | undefined;
}

export const ReportTable = ({ words, title, rows }: { words: Words; title: string; rows: readonly ReportRow[] }) => {
  const { columns } = words.reports;
  const total = rows.reduce((sum, row) => sum + row.now, 0);
  const compared = rows.some(({ before }) => before !== undefined);
  const totalBefore = rows.reduce((sum, row) => sum + (row.before ?? 0), 0);
  return (
    <table class="ledger">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.item}</th>
          <th scope="col" class="right">
            {columns.now}
          </th>
          {compared && (
            <>
              <th scope="col" class="right">
                {columns.before}
              </th>
              <th scope="col" class="right">
                {columns.change}
              </th>
            </>
          )}
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
              <Opened words={words} label={row.label} count={row.now} href={row.href} />
            </td>
            {compared && <Compared words={words} now={row.now} before={row.before ?? 0} />}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.reports.total}</th>
          <td class="right">{total}</td>
          {compared && <Compared words={words} now={total} before={totalBefore} />}
        </tr>
      </tfoot>
    </table>
  );
};

/** A figure that leads to its rows, where there are any and the reader may see them. */
export const Opened = ({ words, label, count, href }: { words: Words; label: string; count: number; href: string | undefined }) =>
  href === undefined || count === 0 ? (
    <>{String(count)}</>
  ) : (
    <a class="open-rows" href={href} aria-label={`${String(count)} ${words.reports.openRows(label)}`}>
      {count}
    </a>
  );

export interface ManyRow {
  readonly label: string;
  readonly counts: readonly number[];
  readonly href?: string | undefined;
}

/** Several counts of each row; `total` where they add up, which numbers of people never do. */
export const ManyTable = ({
  words,
  title,
  columns,
  rows,
  total,
}: {
  words: Words;
  title: string;
  columns: readonly string[];
  rows: readonly ManyRow[];
  total?: readonly number[];
}) => (
  <table class="ledger">
    <caption>{title}</caption>
    <thead>
      <tr>
        <th scope="col">{words.reports.columns.item}</th>
        {columns.map((column) => (
          <th scope="col" class="right">
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ label, counts, href }) => (
        <tr>
          <th scope="row">{label}</th>
          {counts.map((count, column) => (
            <td class="right">{column === 0 ? <Opened words={words} label={label} count={count} href={href} /> : count}</td>
          ))}
        </tr>
      ))}
    </tbody>
    {total && (
      <tfoot>
        <tr>
          <th scope="row">{words.reports.total}</th>
          {total.map((count) => (
            <td class="right">{count}</td>
          ))}
        </tr>
      </tfoot>
    )}
  </table>
);

// The number stands beside it, so readers of the page aloud are spared the drawing.
const Share = ({ now, total }: { now: number; total: number }) => (
  <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="ground" width="100" height="4" />
    <rect width={String(total === 0 ? 0 : Math.round((now / total) * 100))} height="4" />
  </svg>
);

const Compared = ({ words, now, before }: { words: Words; now: number; before: number }) => (
  <>
    <td class="right">{before}</td>
    <td class="right">{changeText(words, now, before)}</td>
  </>
);

const changeText = (words: Words, now: number, before: number): string => {
  if (now === before) return words.reports.same;
  const percent = before === 0 ? '' : `${((Math.abs(now - before) / before) * 100).toFixed(1).replace(/\.0$/, '')}%`;
  return now > before ? words.reports.more(now - before, percent) : words.reports.less(before - now, percent);
};

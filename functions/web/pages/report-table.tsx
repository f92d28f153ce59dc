// Tables of a report: one count, against the year before where there is one, with each row's share drawn as a bar; or several counts side by side.
// They must not know what is counted.
import type { Words } from '../words/index.ts';

export interface ReportRow {
  readonly label: string;
  readonly now: number;
  readonly before?: number | undefined;
  /** Where the rows behind the figure stand. */
  readonly href?: string | undefined;
  /** And those behind the year before. */
  readonly hrefBefore?: string | undefined;
}

export interface ReportTableProps {
  readonly words: Words;
  readonly title: string;
  readonly rows: readonly ReportRow[];
  /** Where the rows behind the totals stand. */
  readonly total: Pick<ReportRow, 'href' | 'hrefBefore'>;
}

export const ReportTable = ({ words, title, rows, total: opens }: ReportTableProps) => {
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
            {compared && <Compared words={words} row={row} />}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.reports.total}</th>
          <td class="right">
            <Opened words={words} label={`${title} ${words.reports.total}`} count={total} href={opens.href} />
          </td>
          {compared && (
            <Compared words={words} row={{ label: `${title} ${words.reports.total}`, now: total, before: totalBefore, ...opens }} />
          )}
        </tr>
      </tfoot>
    </table>
  );
};

export interface OpenedProps {
  readonly words: Words;
  readonly label: string;
  readonly count: number;
  /** The count with words around it. */
  readonly text?: string;
  readonly href: string | undefined;
}

/** A figure that leads to its rows, where there are any and the reader may see them. */
export const Opened = ({ words, label, count, text = String(count), href }: OpenedProps) =>
  href === undefined || count === 0 ? (
    <>{text}</>
  ) : (
    <a class="open-rows" href={href} aria-label={`${text} ${words.reports.openRows(label)}`}>
      {text}
    </a>
  );

export interface ManyRow {
  readonly label: string;
  readonly counts: readonly number[];
  /** Where the rows behind each count stand. */
  readonly hrefs: readonly (string | undefined)[];
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
  total?: Pick<ManyRow, 'counts' | 'hrefs'>;
}) => (
  <table class="ledger many">
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
      {rows.map((row) => (
        <ManyLine words={words} columns={columns} row={row} />
      ))}
    </tbody>
    {total && (
      <tfoot>
        <ManyLine words={words} columns={columns} row={{ label: words.reports.total, ...total }} />
      </tfoot>
    )}
  </table>
);

const ManyLine = ({ words, columns, row }: { words: Words; columns: readonly string[]; row: ManyRow }) => (
  <tr>
    <th scope="row">{row.label}</th>
    {row.counts.map((count, n) => (
      <td class="right" data-column={columns[n]}>
        <Opened words={words} label={`${row.label} ${columns[n] ?? ''}`} count={count} href={row.hrefs[n]} />
      </td>
    ))}
  </tr>
);

// The number stands beside it, so readers of the page aloud are spared the drawing.
const Share = ({ now, total }: { now: number; total: number }) => (
  <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="ground" width="100" height="4" />
    <rect width={String(total === 0 ? 0 : Math.round((now / total) * 100))} height="4" />
  </svg>
);

const Compared = ({ words, row: { label, now, before = 0, hrefBefore } }: { words: Words; row: ReportRow }) => (
  <>
    <td class="right">
      <Opened words={words} label={`${label} ${words.reports.columns.before}`} count={before} href={hrefBefore} />
    </td>
    <td class="right">{changeText(words, now, before)}</td>
  </>
);

const changeText = (words: Words, now: number, before: number): string => {
  if (now === before) return words.reports.same;
  const percent = before === 0 ? '' : `${((Math.abs(now - before) / before) * 100).toFixed(1).replace(/\.0$/, '')}%`;
  return now > before ? words.reports.more(now - before, percent) : words.reports.less(before - now, percent);
};

// The ledger of petitions, as Today and the worklists show it: target day, number, matter, place, what is awaited.
// It must not know which rows, or in which order.
import type { ListRow } from '../../services/shapes.ts';
import { DueDate, DutyBadge, Light, StateBadge, type Running } from '../look/pieces.tsx';
import { nameOf, placeOf, type Here } from './here.ts';

interface RowsProps {
  readonly here: Here;
  readonly rows: readonly ListRow[];
  readonly caption?: string;
  /** With the officer of each row: lists of more than one officer. */
  readonly owners?: boolean;
  /** With the traffic light as a column of its own, and the state beside. */
  readonly lights?: boolean;
}

const runningOf = ({ due, rolledDue, light }: ListRow): Running => ({ due, rolledDue, light });

export const Rows = ({ here, rows, caption, owners, lights }: RowsProps) => {
  const { columns } = here.words.lists;
  return (
    <table class="ledger entries">
      {caption !== undefined && <caption>{caption}</caption>}
      <thead>
        <tr>
          {lights && <th scope="col">{columns.light}</th>}
          <th scope="col">{columns.due}</th>
          <th scope="col">{columns.number}</th>
          <th scope="col">{columns.subject}</th>
          <th scope="col">{columns.place}</th>
          {owners && <th scope="col">{columns.owner}</th>}
          <th scope="col">{columns.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {lights && (
              <td>
                <Light words={here.words} running={runningOf(row)} today={here.today} />
              </td>
            )}
            <td>
              <DueDate words={here.words} running={runningOf(row)} today={here.today} />
            </td>
            <td class="number">
              <a href={`/petitions/${row.number}`}>{row.number}</a>
            </td>
            <td class="wide">
              <span class="subject">{row.subject}</span>
              {row.group && here.words.frame.brackets(here.words.lists.group)}
            </td>
            <td class="place late">{placeOf(here, row)}</td>
            {owners && <td class="no-wrap late">{nameOf(here, row.owner)}</td>}
            <td class="end">
              {lights ? (
                <StateBadge words={here.words} state={row.state} />
              ) : (
                <DutyBadge words={here.words} running={runningOf(row)} code={row.dueCode} state={row.state} today={here.today} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

// The training sessions of the day, on Today: when, where, how many, and the way to the door and to the sheet.
// It must not know how they are found.
import { mayReadPeopleOf } from '../../domain/staff/rooms.ts';
import { has } from '../../domain/staff/staff.ts';
import type { SessionRow } from '../../services/session-shapes.ts';
import { Sheet } from '../look/pieces.tsx';
import { placeOf, type Here } from './here.ts';
import { SessionBadge, sessionPath } from './session-bits.tsx';

/** States in which the door is the place to go. */
const DOOR = ['READY', 'IN_SESSION'];

export const TodaySessions = ({ here, sessions }: { here: Here; sessions: readonly SessionRow[] }) => {
  const { words, staff } = here;
  const w = words.training;
  const checks = has(staff, 'ORGANISER', 'DOOR_CHECKER');
  return (
    <Sheet>
      <h2>{w.today.title}</h2>
      {sessions.map((row) => (
        <div class="today-session">
          <p>
            <a class="subject" href={sessionPath(row.sessionId)}>
              {row.topic}
            </a>{' '}
            <SessionBadge words={words} state={row.state} />
          </p>
          <p class="soft">{`${w.today.at(row.startsAt, placeOf(here, row))} · ${row.present > 0 ? w.ledger.present(row.present) : w.ledger.enrolled(w.seats(row.enrolled, row.capacity))}`}</p>
          <p class="actions">
            {checks && DOOR.includes(row.state) && (
              <a class="button first" href={`${sessionPath(row.sessionId)}/door`}>
                {w.file.door}
              </a>
            )}
            {mayReadPeopleOf(staff, row.township) && (
              <a class="button" href={`${sessionPath(row.sessionId)}/print`}>
                {w.file.print}
              </a>
            )}
          </p>
        </div>
      ))}
      <p class="gap-small">
        <a href="/sessions">{w.today.all}</a>
      </p>
    </Sheet>
  );
};

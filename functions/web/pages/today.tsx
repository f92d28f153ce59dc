// Today: the day, what is due, overdue and unsigned, and the work by target day.
// It must not know how the board is made.
import { canBeFirstContact } from '../../domain/staff/staff.ts';
import { mayReadReceived } from '../../domain/staff/rooms.ts';
import type { MailDesk } from '../../services/mail-desk.ts';
import type { SessionRow } from '../../services/session-shapes.ts';
import type { Board } from '../../services/shapes.ts';
import { Page } from '../look/page.tsx';
import { Empty, Figure, Figures, Sheet } from '../look/pieces.tsx';
import { dayText, weekdayText } from '../words/dates.ts';
import { type Here } from './here.ts';
import { Rows } from './rows.tsx';
import { TodaySessions } from './today-sessions.tsx';

interface TodayProps {
  readonly here: Here;
  readonly board: Board;
  /** The training sessions of the day. */
  readonly sessions?: readonly SessionRow[];
  /** Absent for those who do not see to mail. */
  readonly mail?: MailDesk | undefined;
}

export const TodayPage = ({ here, board, sessions = [], mail }: TodayProps) => {
  const { words, lang } = here;
  const { figures } = words.today;
  return (
    <Page {...here.frame} title={words.frame.nav.today} active="today">
      <h1>
        {dayText(lang, board.today)} {weekdayText(lang, board.today)}
      </h1>
      <p class="lead">{subline(here, board)}</p>
      <Figures>
        <Figure label={figures.dueToday} value={board.dueToday} />
        <Figure label={figures.overdue} value={board.overdue} urgent={board.overdue > 0} />
        <Figure label={figures.toAcknowledge} value={board.toAcknowledge} />
        <Figure label={figures.contactsThisMonth} value={board.contactsThisMonth} />
      </Figures>
      <div class="columns">
        {board.rows.length === 0 ? (
          <Empty title={words.today.emptyTitle}>{words.today.empty}</Empty>
        ) : (
          <Rows here={here} rows={board.rows} caption={words.today.scope[board.scope]} owners={board.scope !== 'mine'} />
        )}
        <aside class="no-print">
          {sessions.length > 0 && <TodaySessions here={here} sessions={sessions} />}
          {canBeFirstContact(here.staff) && (
            <Sheet>
              <h2>{words.today.desk}</h2>
              <p class="soft">{words.today.deskHint}</p>
              <p class="actions gap-small">
                <a class="button first big" href="/desk">
                  {words.today.deskGo}
                </a>
              </p>
            </Sheet>
          )}
          {mail && mail.undelivered.length > 0 && (
            <Sheet>
              <h2 class="red">{words.mail.onBoard(mail.undelivered.length)}</h2>
              <p class="soft">{words.mail.tasksHint}</p>
              <p class="actions gap-small">
                <a class="button" href="/mails">
                  {words.mail.title}
                </a>
              </p>
            </Sheet>
          )}
          <Sheet>
            <h2>{words.today.byNumber}</h2>
            <ul class="plain-list">
              {(['mine', 'area', 'overdue', 'month'] as const).map((view) => (
                <li>
                  <a href={`/petitions?view=${view}`}>{words.lists.views[view]}</a>
                </li>
              ))}
              <li>
                <a href="/mails">{words.mail.title}</a>
              </li>
              {mail && mayReadReceived(here.staff) && (
                <li>
                  <a href="/held-mail">{words.mail.held(mail.held)}</a>
                </li>
              )}
            </ul>
          </Sheet>
        </aside>
      </div>
    </Page>
  );
};

const subline = ({ words, lang }: Here, { today, isWorkday, nextSwitch }: Board): string => {
  const day = isWorkday ? words.today.workday : words.today.restDay;
  if (!nextSwitch) return day;
  const on = `${dayText(lang, nextSwitch.day, today)} ${weekdayText(lang, nextSwitch.day)}`;
  return `${day} · ${nextSwitch.workday ? words.today.switchWork(on) : words.today.switchRest(on)}`;
};

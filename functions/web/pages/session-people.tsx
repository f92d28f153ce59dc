// Who is enrolled, who signed in, and what was taken back, as tables that read like the paper sheet.
// It must not know who may read names: it is shown to those who may.
import { has } from '../../domain/staff/staff.ts';
import { COUNTING_STATES } from '../../domain/training/vocabulary.ts';
import { isWalkIn, personWho } from '../../domain/training/who.ts';
import type { SessionFile, SignInRow } from '../../services/session-shapes.ts';
import { Hidden } from '../look/form.tsx';
import { momentText } from '../words/dates.ts';
import type { Words } from '../words/index.ts';
import { signatureName } from './event-ids.ts';
import { labelOf } from './history.tsx';
import { nameOf, type Here } from './here.ts';
import { halfDayLabel, sessionPath, signedTime } from './session-bits.tsx';

export interface PartProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly once: () => string;
}

/** From here on an enrolment can have been kept or not. */
const HELD = ['IN_SESSION', 'ENDED', 'SEALED', 'VERIFIED', 'CLOSED', 'REJECTED_CHECK'];

/** Enrolled and on no line of the sheet. */
export const notPresent = ({ enrolments, sheet }: Pick<SessionFile, 'enrolments' | 'sheet'>): SessionFile['enrolments'] => {
  const present = new Set(sheet.map(({ who }) => who));
  return enrolments.filter(({ personId }) => !present.has(personWho(personId)));
};

export const Enrolments = ({ here, file, once }: PartProps) => {
  const { words } = here;
  const { session, enrolments } = file;
  const w = words.training.file;
  const path = sessionPath(session.sessionId);
  const mayEnrol = file.allowed.includes('enrol');
  const readable = enrolments.filter(({ name }) => name !== '');
  const mayWithdraw = file.allowed.includes('withdraw') && readable.length > 0;
  const signed = new Map(file.sheet.map((row) => [row.who, row]));
  if (enrolments.length === 0 && COUNTING_STATES.includes(session.state)) return null; // an old ledger knows no enrolment
  return (
    <section class="session-part" id="enrolments" aria-labelledby="enrolments-title">
      <h2 id="enrolments-title">
        {w.enrolments}
        <small>{words.training.people(enrolments.length)}</small>
      </h2>
      {enrolments.length === 0 && <p class="soft">{mayEnrol ? w.noEnrolments : w.noEnrolmentsClosed}</p>}
      {readable.length > 0 && (
        <table class="ledger entries people">
          <thead>
            <tr>
              <th scope="col">{w.columns.n}</th>
              <th scope="col">{w.columns.name}</th>
              <th scope="col">{w.columns.village}</th>
              {HELD.includes(session.state) && <th scope="col">{w.columns.status}</th>}
              {mayWithdraw && (
                <th scope="col" class="act">
                  {w.columns.action}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {readable.map(({ personId, name, village }, index) => {
              const row = signed.get(personWho(personId));
              return (
                <tr>
                  <td class="n">{index + 1}</td>
                  <td class="name">{name}</td>
                  <td>{village}</td>
                  {HELD.includes(session.state) && (
                    <td>
                      {row ? (
                        <span class="green">{w.signedAt(signedTime(here, row.at, session.date))}</span>
                      ) : (
                        <span class="soft">{w.notPresent}</span>
                      )}
                    </td>
                  )}
                  {mayWithdraw && (
                    <td class="act no-print">
                      {!row && (
                        <button class="button" type="submit" form="withdraw" name="person" value={personId} aria-label={w.withdrawOf(name)}>
                          {w.withdraw}
                        </button>
                      )}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {mayWithdraw && (
        <form id="withdraw" method="post" action={`${path}/withdraw`}>
          <Hidden token={here.token} once={once()} />
        </form>
      )}
      {mayEnrol && <FindPeople here={here} action={`${path}/enrol/search`} once={once()} />}
    </section>
  );
};

/** The one box people are found with; what is typed travels in the body, never in an address. */
export const FindPeople = ({ here, action, once, q = '' }: { here: Here; action: string; once: string; q?: string }) => {
  const { add } = here.words.training.file;
  return (
    <form class="find-people" method="post" action={action} role="search">
      <Hidden token={here.token} once={once} />
      <div class="field">
        <label for="find">
          {add.title}
          <span class="hint" id="find-hint">{` ${add.hint}`}</span>
        </label>
        <input class="box" id="find" name="find" type="search" autocomplete="off" maxlength={60} value={q} aria-describedby="find-hint" />
      </div>
      <button class="button" type="submit">
        {add.go}
      </button>
    </form>
  );
};

export const SignIns = ({ here, file, once }: PartProps) => {
  const { words } = here;
  const { session, sheet } = file;
  const w = words.training.file;
  // At the door a quarter of an hour is left to undo; after that it is the organiser's, who has this page.
  const mayUndo = has(here.staff, 'ORGANISER') && file.allowed.includes('signIn') && sheet.length > 0;
  if (!HELD.includes(session.state)) return null;
  return (
    <section class="session-part" id="sheet" aria-labelledby="sheet-title">
      <h2 id="sheet-title">
        {w.sheet}
        <small>{words.training.people(file.counts.present)}</small>
      </h2>
      {sheet.length === 0 ? (
        <p class="soft">{w.noSheet}</p>
      ) : (
        <table class="ledger entries people">
          <thead>
            <tr>
              <th scope="col">{w.columns.n}</th>
              <th scope="col">{w.columns.name}</th>
              <th scope="col">{w.columns.village}</th>
              <th scope="col">{w.columns.at}</th>
              <th scope="col">{w.columns.method}</th>
              <th scope="col">{w.columns.device}</th>
              {mayUndo && (
                <th scope="col" class="act">
                  {w.columns.action}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {sheet.map((row, index) => (
              <tr>
                <td class="n">{index + 1}</td>
                <td class="name">
                  {row.name} <RowTag here={here} row={row} />
                </td>
                <td>{row.village}</td>
                <td>
                  {signedTime(here, row.at, session.date)}
                  {file.halfDays.length > 1 && <span class="soft">{` ${slotText(here, file, row)}`}</span>}
                </td>
                <td class="device">{words.training.methods[row.method]}</td>
                <td class="device soft">{deviceText(words, row.device)}</td>
                {mayUndo && (
                  <td class="act no-print">
                    <button
                      class="button"
                      type="submit"
                      form="undo"
                      name="undoes"
                      value={signatureName(row)}
                      aria-label={w.undoOf(row.name)}
                    >
                      {w.undo}
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayUndo && (
        <form id="undo" method="post" action={`${sessionPath(session.sessionId)}/door/undo`}>
          <Hidden token={here.token} once={once()} />
          <input type="hidden" name="from" value="sheet" />
        </form>
      )}
    </section>
  );
};

const slotText = (here: Here, { halfDays }: SessionFile, { halfDay }: SignInRow): string => {
  const at = halfDays.findIndex(({ date, half }) => date === halfDay.date && half === halfDay.half);
  return halfDayLabel(here, at + 1, halfDay);
};

const RowTag = ({ here, row }: { here: Here; row: SignInRow }) => {
  const { file } = here.words.training;
  if (isWalkIn(row.who)) return <span class="tag">{file.walkIn}</span>;
  return row.migrant ? null : <span class="tag">{file.offRoll}</span>;
};

export const Annulled = ({ here, file: { annulled, session } }: { here: Here; file: SessionFile }) => {
  const { words, lang, today } = here;
  const w = words.training.file;
  if (annulled.length === 0) return null;
  return (
    <section class="session-part" aria-labelledby="annulled-title">
      <h2 id="annulled-title">{w.annulled}</h2>
      <ul class="plain-list">
        {annulled.map((row) => (
          <li>
            <b>{row.name}</b>{' '}
            <span class="soft">
              {`${w.signedAt(signedTime(here, row.at, session.date))} · ${w.annulledHow[row.how](nameOf(here, row.undoneBy), momentText(lang, row.undoneAt, today))}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

// What a file brought names the file and its row; a person is told the row.
const FROM_FILE = /^import-[0-9a-f]{24}-(\d+)$/;

const deviceText = (words: Words, device: string): string => {
  const row = FROM_FILE.exec(device)?.[1];
  return row === undefined ? labelOf(words.training.devices, device) : words.training.fromFile(row);
};

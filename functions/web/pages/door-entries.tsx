// What else the door takes: somebody not on the roll in one line, and back whoever was signed in last.
// It must not know how either is kept.
import { epochOf } from '../../domain/calendar/days.ts';
import { has } from '../../domain/staff/staff.ts';
import { UNDO_MINUTES } from '../../domain/training/judge.ts';
import type { SignInRow } from '../../services/session-shapes.ts';
import { Hidden } from '../look/form.tsx';
import type { DoorProps } from './door-search.tsx';
import { signatureName } from './event-ids.ts';
import { sessionPath, signedTime } from './session-bits.tsx';

const LAST = 5;

export const WalkIn = ({ here, file, state, once }: Omit<DoorProps, 'once' | 'now'> & { once: string }) => {
  const w = here.words.door.walkIn;
  const typed = state.walkIn;
  const villages = here.townships.find(({ code }) => code === file.session.township)?.villages ?? [];
  return (
    <section class="door-part">
      <h2>
        {w.title}
        <small>{w.hint}</small>
      </h2>
      <form class="walk-in" method="post" action={`${sessionPath(file.session.sessionId)}/door/walk-in`}>
        <Hidden token={here.token} once={once} />
        <input type="hidden" name="slot" value={String(state.slot)} />
        <div class={typed?.wrong ? 'field wrong' : 'field'}>
          <label for="name">{w.name}</label>
          {typed?.wrong && (
            <span class="error" id="name-error" role="alert">
              {w.nameNeeded}
            </span>
          )}
          <input
            class="box"
            id="name"
            name="name"
            autocomplete="off"
            maxlength={60}
            value={typed?.name ?? ''}
            aria-invalid={typed?.wrong ? 'true' : undefined}
            aria-describedby={typed?.wrong ? 'name-error' : undefined}
          />
        </div>
        <div class="field">
          <label for="village">{w.village}</label>
          <input class="box" id="village" name="village" list="villages" autocomplete="off" maxlength={60} value={typed?.village ?? ''} />
          <datalist id="villages">
            {villages.map((name) => (
              <option value={name}></option>
            ))}
          </datalist>
        </div>
        <button class="button" type="submit">
          {w.save}
        </button>
      </form>
    </section>
  );
};

export const Lasts = ({ here, file, state, once, now }: Omit<DoorProps, 'once'> & { once: string }) => {
  const { words } = here;
  const mayUndo = ({ at }: SignInRow): boolean => has(here.staff, 'ORGANISER') || epochOf(now) - epochOf(at) <= UNDO_MINUTES * 60_000;
  const latest = file.sheet.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, LAST);
  return (
    <section class="door-part">
      <h2>{words.door.last}</h2>
      {latest.length === 0 ? (
        <p class="soft">{words.door.lastNone}</p>
      ) : (
        <form method="post" action={`${sessionPath(file.session.sessionId)}/door/undo`}>
          <Hidden token={here.token} once={once} />
          <input type="hidden" name="slot" value={String(state.slot)} />
          <ul class="lasts">
            {latest.map((row) => (
              <li>
                <span>
                  <b>{row.name}</b>
                  <span class="facts">
                    {[row.village, signedTime(here, row.at, file.session.date)].filter((text) => text !== '').join(' · ')}
                  </span>
                </span>
                {mayUndo(row) && (
                  <button
                    class="button"
                    type="submit"
                    name="undoes"
                    value={signatureName(row)}
                    aria-label={words.door.undoOf(row.name)}
                    data-undo
                  >
                    {words.door.undo}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </form>
      )}
    </section>
  );
};

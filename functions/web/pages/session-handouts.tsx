// What was handed out at a session, and the line to note more of it.
// It must not know how many copies are too many.
import { Hidden, type Typed } from '../look/form.tsx';
import { momentText } from '../words/dates.ts';
import { nameOf } from './here.ts';
import { sessionPath } from './session-bits.tsx';
import type { PartProps } from './session-people.tsx';

export const Handouts = ({ here, file, once, typed }: PartProps & { typed: Typed }) => {
  const { words, lang, today } = here;
  const { session, handouts } = file;
  const w = words.training.file.handouts;
  const may = file.allowed.includes('issueHandouts');
  if (!may && handouts.length === 0) return null;
  return (
    <section class="session-part" id="handouts" aria-labelledby="handouts-title">
      <h2 id="handouts-title">
        {w.title}
        <small>{w.total(session.handouts)}</small>
      </h2>
      {handouts.length === 0 ? (
        <p class="soft">{w.none}</p>
      ) : (
        <table class="ledger">
          <tbody>
            {handouts.map(({ item, quantity, by, at }) => (
              <tr>
                <td>{item === '' ? w.unnamed : item}</td>
                <td class="right">{words.training.copies(quantity)}</td>
                <td class="soft small">{w.line(nameOf(here, by), momentText(lang, at, today))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {may && (
        <form class="quantity" method="post" action={`${sessionPath(session.sessionId)}/handouts`}>
          <Hidden token={here.token} once={once()} />
          <div class="field">
            <label for="item">{w.item}</label>
            <input class="box" id="item" name="item" autocomplete="off" maxlength={60} value={typed['item'] ?? ''} />
          </div>
          <div class="field">
            <label for="quantity">{w.quantity}</label>
            <input
              class="box"
              id="quantity"
              name="quantity"
              inputmode="numeric"
              autocomplete="off"
              maxlength={6}
              value={typed['quantity'] ?? ''}
            />
          </div>
          <button class="button" type="submit">
            {w.save}
          </button>
        </form>
      )}
    </section>
  );
};

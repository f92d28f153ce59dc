// The verdict on one person: word, icon and colour together, who it was, when or why, and how to take it back.
// It must not know how a verdict is reached; the tone is played by the script from the word's kind.
import type { SessionFile } from '../../services/session-shapes.ts';
import { Hidden } from '../look/form.tsx';
import type { Here } from './here.ts';
import { sessionPath } from './session-bits.tsx';

export type VerdictKind = 'recorded' | 'duplicate' | 'refused' | 'undone';

export interface ShownVerdict {
  readonly kind: VerdictKind;
  /** Absent where nobody could be told. */
  readonly name?: string;
  readonly place?: string;
  /** When, or why not. */
  readonly why: string;
  /** The signature that an undo would take back, as a button names it. */
  readonly undoes?: string;
}

const ICONS: Readonly<Record<VerdictKind, string>> = {
  recorded: 'M9 24l10 10 20-22',
  duplicate: 'M24 10v18M24 35v3',
  refused: 'M12 12l24 24M36 12L12 36',
  undone: 'M14 14H30a9 9 0 0 1 0 18H18M20 7l-8 7 8 7',
};

interface CardProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly verdict: ShownVerdict;
  readonly slot: number;
  readonly once: string;
}

export const VerdictCard = ({ here, file, verdict, slot, once }: CardProps) => {
  const { door } = here.words;
  const { kind, name, place, why, undoes } = verdict;
  return (
    <section class={`verdict ${kind}`} role="status" data-verdict={kind}>
      <p class="word">
        <svg
          viewBox="0 0 48 48"
          fill="none"
          stroke="currentColor"
          stroke-width="5"
          stroke-linecap="round"
          stroke-linejoin="round"
          aria-hidden="true"
        >
          <path d={ICONS[kind]} />
        </svg>
        {door.verdict[kind]}
      </p>
      {name !== undefined && <p class="who">{[name, ...(place === undefined || place === '' ? [] : [place])].join(' · ')}</p>}
      <p class="why">{why}</p>
      {undoes !== undefined && name !== undefined && (
        <form method="post" action={`${sessionPath(file.session.sessionId)}/door/undo`}>
          <Hidden token={here.token} once={once} />
          <input type="hidden" name="slot" value={String(slot)} />
          <button class="button" type="submit" name="undoes" value={undoes} data-undo>
            {door.undoOf(name)}
          </button>
        </form>
      )}
    </section>
  );
};

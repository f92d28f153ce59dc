// What can be done with a session now: the next step first, then its rooms, then what would turn it back.
// A button stands here exactly when the command is allowed; nothing else decides that.
import type { SessionCommandName } from '../../domain/training/commands.ts';
import type { SessionFile } from '../../services/session-shapes.ts';
import { Hidden } from '../look/form.tsx';
import type { Here } from './here.ts';
import { sessionPath } from './session-bits.tsx';

/** Commands that ask nothing: their button is the deed. */
export const AT_ONCE: readonly SessionCommandName[] = ['approve', 'open', 'ready', 'start', 'end', 'close'];

/** What carries the session forward is offered first; what turns it back last, below the rooms. */
const FORWARD: readonly SessionCommandName[] = [
  'approve',
  'open',
  'ready',
  'start',
  'end',
  'seal',
  'verify',
  'close',
  'reschedule',
  'correct',
];
const BACK: readonly SessionCommandName[] = ['rejectCheck', 'postpone', 'cancel'];

interface CommandsProps {
  readonly here: Here;
  readonly file: SessionFile;
  /** A new idempotency key for each form of this rendering. */
  readonly once: () => string;
}

interface Way {
  readonly href: string;
  readonly label: string;
}

/** Rooms of the session that are open now, the most useful one first. */
const waysOf = ({ words }: Here, { session, allowed, names }: SessionFile): readonly Way[] => {
  const path = sessionPath(session.sessionId);
  const { file } = words.training;
  const signIn = allowed.includes('signIn');
  return [
    ...(signIn || allowed.includes('start') ? [{ href: `${path}/door`, label: file.door }] : []),
    ...(signIn ? [{ href: `${path}/roll-call`, label: file.rollCall }] : []),
    ...(names ? [{ href: `${path}/print`, label: file.print }] : []),
  ];
};

export const SessionCommands = ({ here, file, once }: CommandsProps) => {
  const { words } = here;
  const { session } = file;
  const ways = waysOf(here, file);
  const doorFirst = session.state === 'IN_SESSION' && file.allowed.includes('signIn');
  const buttonsOf = (names: readonly SessionCommandName[], first: boolean) =>
    names
      .filter((name) => file.allowed.includes(name))
      .map((name, index) => (
        <li>
          <CommandButton here={here} file={file} name={name} once={once} look={first && index === 0 ? 'button first' : 'button'} />
        </li>
      ));
  const forward = buttonsOf(FORWARD, !doorFirst);
  const back = buttonsOf(BACK, false);
  const rooms = ways.map(({ href, label }, index) => (
    <li>
      <a class={doorFirst && index === 0 ? 'button first' : 'button'} href={href}>
        {label}
      </a>
    </li>
  ));
  return (
    <section class="can" aria-labelledby="can">
      <h2 id="can">{words.training.file.now}</h2>
      {forward.length + back.length === 0 && !file.allowed.includes('signIn') && (
        <p class="soft">{session.state === 'CLOSED' ? words.training.file.nothingMore : words.training.file.nothingNow}</p>
      )}
      <ul>
        {doorFirst ? rooms : forward}
        {doorFirst ? forward : rooms}
        {back}
      </ul>
    </section>
  );
};

interface ButtonProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly name: SessionCommandName;
  readonly once: () => string;
  readonly look: string;
}

const CommandButton = ({ here, file: { session }, name, once, look }: ButtonProps) => {
  const path = `${sessionPath(session.sessionId)}/${name}`;
  const label = here.words.training.commands[name];
  return AT_ONCE.includes(name) ? (
    <form method="post" action={path}>
      <Hidden token={here.token} once={once()} version={session.version} />
      <button class={look} type="submit">
        {label}
      </button>
    </form>
  ) : (
    <a class={look} href={path}>
      {label}
    </a>
  );
};

// Opening a session for a request: who asks, the file as they may see it, or the page that says no.
// It must not know what the page shows.
import type { Context } from 'hono';
import { REFUSALS, type Refusal } from '../../domain/result.ts';
import type { Deps } from '../../services/deps.ts';
import { openSessionFile } from '../../services/sessions.ts';
import type { SessionAction, SessionFile } from '../../services/session-shapes.ts';
import { sessionObstacle } from '../../domain/training/transitions.ts';
import { send } from '../look/send.ts';
import { isSessionId } from '../schema/sessions.ts';
import type { WebEnv } from '../session.ts';
import { hereOf, type Here } from './here.ts';
import { SessionRefused } from './session-bits.tsx';

export interface Opened {
  readonly here: Here;
  readonly id: string;
  readonly file: SessionFile;
}

/** The page that says no, with the status of the refusal. */
export const sayNo = (c: Context<WebEnv>, here: Here, refusal: Refusal, sessionId?: string): Promise<Response> =>
  send(c, <SessionRefused here={here} refusal={refusal} {...(sessionId !== undefined && { sessionId })} />, REFUSALS[refusal.code]);

/** The session of the address, or the answer that there is none for this reader. */
export const openedFor = async (c: Context<WebEnv>, deps: Deps): Promise<Opened | Response> => {
  const here = await hereOf(c, deps);
  const id = c.req.param('id') ?? '';
  if (!isSessionId(id)) return sayNo(c, here, { code: 'NOT_FOUND', data: {} });
  const file = await openSessionFile(deps, { staff: here.staff }, id);
  return file.ok ? { here, id, file: file.value } : sayNo(c, here, file.refusal);
};

/** The same, for a page that is there only while something may be done. */
export const openedToDo = async (c: Context<WebEnv>, deps: Deps, action: SessionAction): Promise<Opened | Response> => {
  const opened = await openedFor(c, deps);
  if (opened instanceof Response) return opened;
  const { here, file, id } = opened;
  const refusal = sessionObstacle(file, action, { actor: here.staff, today: here.today });
  return refusal ? sayNo(c, here, refusal, id) : opened;
};

/** The slot of a query or a form; the first where it is none. */
export const slotOf = (text: string | undefined, { halfDays }: SessionFile): number | undefined => {
  const slot = Number(text ?? '');
  return Number.isInteger(slot) && slot >= 1 && slot <= halfDays.length ? slot : undefined;
};

const HALF_ENDS = { AM: '12:00', PM: '18:00', EVE: '24:00' } as const;

/** The half-day that is on, or the next one; the last where all are over. */
export const slotNow = ({ halfDays }: SessionFile, now: string): number => {
  const at = halfDays.findIndex(({ date, half }) => `${date}T${HALF_ENDS[half]}` > now.slice(0, 16));
  return at === -1 ? halfDays.length : at + 1;
};

// Every route of the signed-in application and of the public one, as the applications themselves register them, commands written out.
// It must not know who may enter.
import type { Hono } from 'hono';
import { ROLL_COMMANDS } from '../../../functions/domain/people/roll.ts';
import { TRANSITIONS } from '../../../functions/domain/petitions/transitions.ts';
import { SESSION_COMMANDS } from '../../../functions/domain/training/transitions.ts';
import type { WebEnv } from '../../../functions/web/session.ts';
import { AT_ONCE } from '../../../functions/web/pages/session-commands.tsx';

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  petitions: Object.keys(TRANSITIONS),
  sessions: SESSION_COMMANDS,
  people: ROLL_COMMANDS,
};

// Commands that are given at once have a button and no form of their own.
const hasNoForm = (method: string, room: string, name: string): boolean =>
  method === 'GET' && room === 'sessions' && AT_ONCE.some((one) => one === name);

const written = ({ method, path }: { method: string; path: string }): string[] => {
  if (!path.endsWith('/:command')) return [`${method} ${path}`];
  const room = /\/(petitions|sessions|people)\//.exec(path)?.[1] ?? '';
  const names = COMMANDS[room];
  if (!names) throw new Error(`whose commands are at ${path}?`);
  return names.filter((name) => !hasNoForm(method, room, name)).map((name) => `${method} ${path.replace(':command', name)}`);
};

/** What every method passes through, or hears that its method is wrong: no object is reached behind it. */
const isGuard = ({ method, path }: { method: string; path: string }): boolean => method === 'ALL' || path.endsWith('*');

/** `POST /api/v1/petitions/:number/accept`, each once, in the order of registration. */
export const routesOf = (app: Hono<WebEnv>): string[] => [...new Set(app.routes.filter((route) => !isGuard(route)).flatMap(written))];

/** Addresses that answer any method and are no address of a route, nor a whole room: something could be reached there that no row speaks of. */
export const unguarded = (app: Hono<WebEnv>): string[] => {
  const own = new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path));
  return app.routes.filter(({ method, path }) => method === 'ALL' && !path.endsWith('*') && !own.has(path)).map(({ path }) => path);
};

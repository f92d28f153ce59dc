// The JSON API under /api/v1: every route, what it says to a wrong method, and to an address that is none.
// It must not know how somebody signed in; app.tsx lets nobody in who has not.
import { Hono } from 'hono';
import type { Deps } from '../../services/deps.ts';
import { turnedAway } from '../problem.ts';
import type { WebEnv } from '../session.ts';
import { attachmentRoutes } from './attachments.ts';
import { bureauRoutes } from './bureau.ts';
import { importApi, METHODS_OF_IMPORTS } from './imports.ts';
import { METHODS_OF_PEOPLE, peopleApi } from './people.ts';
import { petitionRoutes } from './petitions.ts';
import { METHODS_OF_SESSIONS, sessionApi } from './sessions.ts';

// Addresses and the methods they take; a command's address is known by its command, so it is not here.
const METHODS: Readonly<Record<string, string>> = {
  '/contacts': 'POST',
  '/petitions': 'GET, HEAD',
  '/petitions/:number': 'GET, HEAD',
  '/petitions/:number/events': 'GET, HEAD',
  '/petitions/:number/verify': 'GET, HEAD',
  '/reports/:period': 'GET, HEAD',
  '/calendar/due': 'GET, HEAD',
  '/mails': 'GET, HEAD',
  '/blobs': 'POST',
  '/petitions/:number/attachments/:id': 'GET, HEAD',
  ...METHODS_OF_SESSIONS,
  ...METHODS_OF_PEOPLE,
  ...METHODS_OF_IMPORTS,
};

export const apiRoutes = (deps: Deps): Hono<WebEnv> => {
  const api = new Hono<WebEnv>();
  api.route('/', petitionRoutes(deps));
  api.route('/', bureauRoutes(deps));
  api.route('/', attachmentRoutes(deps));
  api.route('/', sessionApi(deps));
  api.route('/', peopleApi(deps));
  api.route('/', importApi(deps));
  for (const [path, allow] of Object.entries(METHODS)) {
    api.all(path, (c) => {
      c.header('Allow', allow);
      return turnedAway(c, 'METHOD_NOT_ALLOWED');
    });
  }
  api.all('*', (c) => turnedAway(c, 'UNKNOWN'));
  return api;
};

// The rooms of the console: which addresses each answers, and where its code lies. A room is brought in when it is first asked for.
// It must not know who may enter, nor what a room does; nothing of a room may be imported here except by waiting for it.
import type { Hono } from 'hono';
import type { Deps } from '../services/deps.ts';
import type { WebEnv } from './session.ts';

type Routes = (deps: Deps) => Hono<WebEnv>;

/** What stands in a room: its routes in the order they are asked, and the methods its addresses take, for whoever used another. */
export interface Inside {
  readonly routes: readonly Routes[];
  readonly methods?: Readonly<Record<string, string>>;
}

export interface Room {
  /** The whole address, as the router sees it. The first room that fits is the only one that is asked. */
  readonly at: RegExp;
  /** What all its routes begin with. */
  readonly under?: string;
  /** It holds nobody's data, and no sign-in is needed. */
  readonly open?: true;
  readonly load: () => Promise<Inside>;
}

const API = '/api/v1';

/** No address may be left to a room that lacks one of the routes fitting it: a test goes through all of them. */
export const ROOMS = {
  assets: {
    at: /^\/assets\//,
    open: true,
    load: async () => ({ routes: [(await import('./look/assets.ts')).assetRoutes] }),
  },
  contract: {
    at: /^\/api\/(?:docs\/?|v1\/openapi\.json)$/,
    under: '/api',
    open: true,
    load: async () => {
      const { contractRoutes, METHODS_OF_CONTRACT } = await import('./contract/routes.tsx');
      return { routes: [contractRoutes], methods: METHODS_OF_CONTRACT };
    },
  },
  petitionsApi: {
    at: /^\/api\/v1\/(?:contacts|petitions|blobs)(?:\/|$)/,
    under: API,
    load: async () => {
      const { petitionRoutes, METHODS_OF_PETITIONS } = await import('./api/petitions.ts');
      const { attachmentRoutes, METHODS_OF_ATTACHMENTS } = await import('./api/attachments.ts');
      return { routes: [petitionRoutes, attachmentRoutes], methods: { ...METHODS_OF_PETITIONS, ...METHODS_OF_ATTACHMENTS } };
    },
  },
  sessionsApi: {
    at: /^\/api\/v1\/sessions(?:\/|$)/,
    under: API,
    load: async () => {
      const { sessionApi, METHODS_OF_SESSIONS } = await import('./api/sessions.ts');
      return { routes: [sessionApi], methods: METHODS_OF_SESSIONS };
    },
  },
  peopleApi: {
    at: /^\/api\/v1\/people(?:\/|$)/,
    under: API,
    load: async () => {
      const { peopleApi, METHODS_OF_PEOPLE } = await import('./api/people.ts');
      return { routes: [peopleApi], methods: METHODS_OF_PEOPLE };
    },
  },
  importsApi: {
    at: /^\/api\/v1\/imports(?:\/|$)/,
    under: API,
    load: async () => {
      const { importApi, METHODS_OF_IMPORTS } = await import('./api/imports.ts');
      return { routes: [importApi], methods: METHODS_OF_IMPORTS };
    },
  },
  bureauApi: {
    at: /^\/api\/v1\/(?:reports|calendar|mails)(?:\/|$)/,
    under: API,
    load: async () => {
      const { bureauRoutes, METHODS_OF_BUREAU } = await import('./api/bureau.ts');
      return { routes: [bureauRoutes], methods: METHODS_OF_BUREAU };
    },
  },
  desk: {
    at: /^\/desk(?:\/|$)/,
    load: async () => ({ routes: [(await import('./pages/desk-routes.tsx')).deskRoutes] }),
  },
  slip: {
    at: /^\/petitions\/[^/]+\/slip$/,
    load: async () => {
      // The desk comes before the cases, where its slip would pass for a command.
      const { deskRoutes } = await import('./pages/desk-routes.tsx');
      const { caseRoutes } = await import('./pages/case-routes.tsx');
      return { routes: [deskRoutes, caseRoutes] };
    },
  },
  cases: {
    at: /^\/petitions\/[^/]/,
    load: async () => ({ routes: [(await import('./pages/case-routes.tsx')).caseRoutes] }),
  },
  lists: {
    at: /^\/(?:petitions|find)?$/,
    load: async () => ({ routes: [(await import('./pages/list-routes.tsx')).listRoutes] }),
  },
  door: {
    at: /^\/sessions\/[^/]+\/(?:door|roll-call)(?:\/|$)/,
    load: async () => {
      const { doorRoutes } = await import('./pages/door-routes.tsx');
      const { sessionRoutes } = await import('./pages/session-routes.tsx');
      return { routes: [doorRoutes, sessionRoutes] };
    },
  },
  sessions: {
    at: /^\/sessions(?:\/|$)/,
    load: async () => ({ routes: [(await import('./pages/session-routes.tsx')).sessionRoutes] }),
  },
  people: {
    at: /^\/people(?:\/|$)/,
    load: async () => ({ routes: [(await import('./pages/people-routes.tsx')).peopleRoutes] }),
  },
  imports: {
    at: /^\/imports(?:\/|$)/,
    load: async () => ({ routes: [(await import('./pages/import-routes.tsx')).importRoutes] }),
  },
  mail: {
    at: /^\/(?:mails|held-mail)(?:\/|$)/,
    load: async () => ({ routes: [(await import('./pages/mail-routes.tsx')).mailRoutes] }),
  },
  reports: {
    at: /^\/reports(?:\/|$)/,
    load: async () => ({ routes: [(await import('./pages/report-routes.tsx')).reportRoutes] }),
  },
} as const satisfies Readonly<Record<string, Room>>;

export type RoomName = keyof typeof ROOMS;

const NAMES = Object.keys(ROOMS) as RoomName[];

/** @example roomAt('/petitions/XF-2026-0007/slip') // 'slip' */
export const roomAt = (path: string): RoomName | undefined => NAMES.find((name) => ROOMS[name].at.test(path));

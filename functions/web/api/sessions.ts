// The API of sessions. Each route is read → ask the service → show.
// It must not know any rule; refusals come back from the services and are shown as they are.
import { Hono } from 'hono';
import type { Deps } from '../../services/deps.ts';
import type { WebEnv } from '../session.ts';

export const sessionApi = (_deps: Deps): Hono<WebEnv> => new Hono<WebEnv>();

/** Addresses and the methods they take. */
export const METHODS_OF_SESSIONS: Readonly<Record<string, string>> = {};

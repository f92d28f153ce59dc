// Routes of the door of a session.
// They must not decide: they read the address, ask the services, and choose the page.
import { Hono } from 'hono';
import type { Deps } from '../../services/deps.ts';
import type { WebEnv } from '../session.ts';

export const doorRoutes = (_deps: Deps): Hono<WebEnv> => new Hono<WebEnv>();

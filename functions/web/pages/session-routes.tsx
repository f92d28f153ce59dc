// Routes of session pages.
// They must not decide: they read the address, ask the services, and choose the page.
import { Hono } from 'hono';
import type { Deps } from '../../services/deps.ts';
import type { WebEnv } from '../session.ts';

export const sessionRoutes = (_deps: Deps): Hono<WebEnv> => new Hono<WebEnv>();

// The signed-in pages as one application, behind the session gate.
// It must not know any page: the rooms do.
import { Hono } from 'hono';
import type { Deps } from '../../services/deps.ts';
import type { WebEnv } from '../session.ts';
import { caseRoutes } from './case-routes.tsx';
import { deskRoutes } from './desk-routes.tsx';
import { doorRoutes } from './door-routes.tsx';
import { importRoutes } from './import-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { peopleRoutes } from './people-routes.tsx';
import { reportRoutes } from './report-routes.tsx';
import { sessionRoutes } from './session-routes.tsx';

/** `/` `/desk` `/petitions…` `/sessions…` `/people…` `/imports…` `/find` `/reports…`; expects `c.var.session`, `lang` and `nonce`. The desk comes first: its slip would pass for a command. */
export const pagesRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();
  routes.route('/', deskRoutes(deps));
  routes.route('/', doorRoutes(deps));
  routes.route('/', sessionRoutes(deps));
  routes.route('/', peopleRoutes(deps));
  routes.route('/', importRoutes(deps));
  routes.route('/', caseRoutes(deps));
  routes.route('/', reportRoutes(deps));
  routes.route('/', listRoutes(deps));
  return routes;
};

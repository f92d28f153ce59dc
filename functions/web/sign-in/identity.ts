// What the console asks of whoever proves who somebody is: the pages a person signs in by, and whose bearer token this is.
// It must not know roles, areas or rules: proof names a row of the directory, and the row says the rest.
import { Hono } from 'hono';
import type { Result } from '../../domain/result.ts';
import type { Staff } from '../../domain/staff/staff.ts';
import type { Deps } from '../../services/deps.ts';
import type { WebEnv } from '../session.ts';
import { bearerCheck } from './bearer.ts';
import { issuerOf, type OidcSettings } from './oidc.ts';
import { SIGN_IN, type SignInPage } from './paths.ts';

export interface Identity {
  /** Answers `/sign-in…`, before the gate. */
  readonly routes: (deps: Deps) => Hono<WebEnv>;
  /** The row a bearer token stands for, now; SIGN_IN where it stands for nobody, BUSY where the issuer does not answer. */
  readonly bearer: (deps: Deps, token: string) => Promise<Result<Staff>>;
}

/**
 * Identity by OpenID Connect. Nothing is loaded or asked before somebody signs in or shows a token.
 * @throws Error when the issuer is neither https nor on this machine
 * @example consoleApp(deps, oidcIdentity({ issuer: 'https://id.example', clientId: 'console', apiClients: [] }))
 */
export const oidcIdentity = (settings: OidcSettings): Identity => {
  const issuer = issuerOf(settings);
  return {
    routes: (deps) => {
      const routes = new Hono<WebEnv>();
      for (const name of Object.keys(SIGN_IN) as SignInPage[]) {
        routes.get(SIGN_IN[name], async (c) => (await import('./routes.tsx')).signInPages[name](c, { deps, issuer }));
      }
      return routes;
    },
    bearer: bearerCheck(settings, issuer),
  };
};

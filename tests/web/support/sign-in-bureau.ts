// A bureau whose console signs people in through an issuer, and everything that console writes to its log meanwhile.
import type { Hono } from 'hono';
import { vi } from 'vitest';
import { PUBLISHED_YEARS } from '../../../functions/domain/calendar/published-years.ts';
import type { Staff } from '../../../functions/domain/staff/staff.ts';
import type { Deps } from '../../../functions/services/deps.ts';
import { replaceDirectory } from '../../../functions/services/staff.ts';
import { consoleApp } from '../../../functions/web/app.tsx';
import type { WebEnv } from '../../../functions/web/session.ts';
import { oidcIdentity } from '../../../functions/web/sign-in/identity.ts';
import type { OidcSettings } from '../../../functions/web/sign-in/oidc.ts';
import { STAFF, TOWNSHIPS } from '../../../lib/local/sample/cast.ts';
import { freshBureau, type TestBureau } from '../../support/bureau.ts';
import { browser, type Browser } from './browser.ts';

export const HOME = 'http://localhost:3000';

/** Everything written to the console's log from now on. */
export const listenToLogs = (): string[] => {
  const lines: string[] = [];
  for (const how of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, how).mockImplementation((...parts: unknown[]) => void lines.push(parts.map(String).join(' ')));
  return lines;
};

/** Replaces the directory: the cast, with some rows changed or added. */
export const withStaff = (deps: Pick<Deps, 'db'>, rows: readonly Staff[]): Promise<void> => {
  const kept = STAFF.filter(({ id }) => !rows.some((row) => row.id === id));
  return replaceDirectory(deps, { staff: [...kept, ...rows], townships: TOWNSHIPS, years: PUBLISHED_YEARS });
};

export const staffRow = (id: string, changes: Partial<Staff> = {}): Staff => {
  const row = STAFF.find((person) => person.id === id);
  if (!row) throw new Error(`no ${id} in the cast`);
  return { ...row, ...changes };
};

export interface SignInBureau extends TestBureau {
  readonly app: Hono<WebEnv>;
  readonly open: () => Browser;
}

export const signInBureau = async (settings: OidcSettings): Promise<SignInBureau> => {
  const bureau = await freshBureau();
  const app = consoleApp(bureau.deps, oidcIdentity(settings));
  return { ...bureau, app, open: () => browser(HOME, (url, init) => app.request(url, init)) };
};

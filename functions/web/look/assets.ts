// The one stylesheet and the one script, under names that change with their content, so that browsers may keep them for ever.
// It must not know sessions: nothing in here belongs to anybody.
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { WebEnv } from '../session.ts';
import { askStyle } from './ask-style.ts';
import { caseStyle } from './case-style.ts';
import { docsStyle } from './docs-style.ts';
import { doorScript } from './door-script.ts';
import { doorStyle } from './door-style.ts';
import { formStyle } from './form-style.ts';
import { frameStyle } from './frame-style.ts';
import { importStyle } from './import-style.ts';
import { ledgerStyle } from './ledger-style.ts';
import { peopleStyle } from './people-style.ts';
import { printStyle } from './print-style.ts';
import { reportStyle } from './report-style.ts';
import { script } from './script.ts';
import { sessionStyle } from './session-style.ts';
import { sheetPrintStyle } from './sheet-print-style.ts';
import { tokens } from './tokens.ts';

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

const asset = (body: string, ending: string, type: string): Asset => ({
  path: `/assets/${createHash('sha256').update(body).digest('hex').slice(0, 12)}.${ending}`,
  type: `${type}; charset=utf-8`,
  body,
});

// Line ends and indents carry no meaning in a stylesheet; a script is left as it was written.
const oneLine = (css: string): string => css.replace(/\s*\n\s*/g, ' ').trim();

const PARTS = [
  tokens,
  frameStyle,
  ledgerStyle,
  formStyle,
  caseStyle,
  askStyle,
  importStyle,
  sessionStyle,
  doorStyle,
  peopleStyle,
  docsStyle,
  printStyle,
  reportStyle,
  sheetPrintStyle,
];

export const stylesheet = asset(PARTS.map(oneLine).join('\n'), 'css', 'text/css');
export const pageScript = asset(`${script}${doorScript}`.trim(), 'js', 'text/javascript');

/** Answers the paths that every page names; mounted outside the sign-in gate. */
export const assetRoutes = (): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();
  for (const { path, type, body } of [stylesheet, pageScript]) {
    routes.get(path, (c) => c.body(body, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' }));
  }
  return routes;
};

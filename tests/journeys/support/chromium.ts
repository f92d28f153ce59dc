// Where the journeys get their browser: Chromium from the npm package, with the libraries it brings along, so that no system
// package is needed. It must not know the product.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright, type Browser } from 'playwright-core';

// The package's own list of flags runs everything in one process, which crashes, and switches web security off, which hides bugs.
const ARGS = ['--no-sandbox', '--font-render-hinting=none'];

// The package decides while it is imported whether to bring its own libraries, and by the name of a Lambda runtime; its font
// settings name the default temporary folder, so that with TMPDIR elsewhere no text is drawn at all.
const ENVIRONMENT: Readonly<Record<string, string | undefined>> = {
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  TMPDIR: undefined,
  // Set by the package; named here to be put back, because no other program may load the browser's libraries.
  LD_LIBRARY_PATH: undefined,
  FONTCONFIG_PATH: undefined,
};

const setEnvironment = (values: Readonly<Record<string, string | undefined>>): void => {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
};

const inItsEnvironment = async <T>(work: () => T | Promise<T>): Promise<T> => {
  const before = Object.fromEntries(Object.keys(ENVIRONMENT).map((name) => [name, process.env[name]]));
  setEnvironment(ENVIRONMENT);
  try {
    return await work();
  } finally {
    setEnvironment(before);
  }
};

/** Starts the browser; the first start on a machine unpacks it below the temporary folder, which takes some seconds. */
export const startBrowser = (): Promise<Browser> =>
  inItsEnvironment(async () => {
    const { default: chromium } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? tmpdir(),
      FONTCONFIG_PATH: join(tmpdir(), 'fonts'),
      LD_LIBRARY_PATH: join(tmpdir(), 'al2023', 'lib'),
    };
    return playwright.launch({ executablePath, env, args: ARGS });
  });

/** Removes what was unpacked: an unpacking that was interrupted leaves half a browser that passes for a whole one. */
export const forgetUnpacked = (): Promise<void> =>
  inItsEnvironment(() => {
    for (const name of ['chromium', 'fonts', 'al2023']) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  });

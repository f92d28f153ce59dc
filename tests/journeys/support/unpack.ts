// Once before all journeys: the browser is unpacked and shown to start, so that no journey pays for it or races for it.
// It must not know any journey.
import { mkdirSync, rmSync } from 'node:fs';
import { forgetUnpacked, startBrowser } from './chromium.ts';
import { PICTURES } from './browser.ts';

const startOnce = async (): Promise<void> => {
  const browser = await startBrowser();
  await browser.close();
};

export const setup = async (): Promise<void> => {
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  try {
    await startOnce();
  } catch {
    await forgetUnpacked();
    await startOnce();
  }
};

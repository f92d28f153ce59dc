// The house of `npm start` as a place to travel through, running the bundles that were synthesized for the cloud.
// It must not know what is asked there.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type MailFolder, openMailFolder, parseMail } from '../../../lib/local/mail-folder.ts';
import { type Bureau, startBureau } from '../../journeys/support/bureau.ts';
import { clientOf } from './client.ts';
import type { Letter, Place } from './errand.ts';

export interface House extends Place {
  readonly bureau: Bureau;
}

/** Every mail of a folder, in the order sent. */
export const lettersIn = (folder: MailFolder): Promise<readonly Letter[]> =>
  Promise.all(
    folder
      .list(1000)
      .toReversed()
      .map(async ({ id, to, subject }) => {
        const raw = await folder.raw(id);
        return { to, subject, text: (raw && (await parseMail(raw))?.text) ?? '' };
      }),
  );

/** A folder in which each function's bundle stands under its name. */
export const linked = (folder: string, bundles: Readonly<Record<string, string>>): string => {
  mkdirSync(folder, { recursive: true });
  for (const [name, bundle] of Object.entries(bundles)) symlinkSync(bundle, join(folder, name));
  return folder;
};

/** @param functions folder of bundles; without one the source runs */
export const openHouse = async (functions?: string): Promise<House> => {
  const bureau = await startBureau({ empty: true, ...(functions !== undefined && { functions }) });
  const { host, port, origin } = new URL(bureau.url);
  const address = { host, origin, port: Number(port) };
  return {
    bureau,
    address,
    signIn: async (staff) => {
      const { cookies } = await clientOf(address).form('/sign-in', { staff });
      return cookies[0]?.split(';')[0] ?? '';
    },
    settled: () => Promise.resolve(), // everything goes by itself
    letters: async () => lettersIn(await openMailFolder(join(bureau.data, 'mailbox'))),
  };
};

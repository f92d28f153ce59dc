// Which code the functions of this house are: the source itself, or the bundles that a cloud would be given.
// It must not know what any of them does. Entries read their environment when they are loaded: ask only once it is complete.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type * as consoleEntry from '../../functions/console/index.ts';
import type * as publicEntry from '../../functions/public/index.ts';
import type * as projectorEntry from '../../functions/projector/index.ts';
import type * as mailerEntry from '../../functions/mailer/index.ts';
import type * as importerEntry from '../../functions/importer/index.ts';
import type * as inboundEntry from '../../functions/inbound/index.ts';
import type * as clockEntry from '../../functions/clock/index.ts';
import { StartRefused } from './start-refused.ts';

interface Entries {
  readonly console: typeof consoleEntry;
  readonly public: typeof publicEntry;
  readonly projector: typeof projectorEntry;
  readonly mailer: typeof mailerEntry;
  readonly importer: typeof importerEntry;
  readonly inbound: typeof inboundEntry;
  readonly clock: typeof clockEntry;
}

/**
 * @param folder of bundles, `<name>/index.mjs` each; without one the source is loaded
 * @throws StartRefused `badFunctions` when a bundle is not there
 */
export const loadEntries = (folder?: string): Promise<Entries> => (folder === undefined ? fromSource() : fromBundles(folder));

const fromSource = async (): Promise<Entries> => {
  const [console, public_, projector, mailer, importer, inbound, clock] = await Promise.all([
    import('../../functions/console/index.ts'),
    import('../../functions/public/index.ts'),
    import('../../functions/projector/index.ts'),
    import('../../functions/mailer/index.ts'),
    import('../../functions/importer/index.ts'),
    import('../../functions/inbound/index.ts'),
    import('../../functions/clock/index.ts'),
  ]);
  return { console, public: public_, projector, mailer, importer, inbound, clock };
};

const fromBundles = async (folder: string): Promise<Entries> => {
  const load = async <Name extends keyof Entries>(name: Name): Promise<Entries[Name]> => {
    const file = join(folder, name, 'index.mjs');
    if (!existsSync(file)) throw new StartRefused('badFunctions', { folder });
    const loaded: unknown = await import(pathToFileURL(file).href);
    const { success, data } = bundleOf<Entries[Name]>().safeParse(loaded);
    if (!success) throw new StartRefused('badFunctions', { folder });
    return data;
  };
  const [console, public_, projector, mailer, importer, inbound, clock] = await Promise.all([
    load('console'),
    load('public'),
    load('projector'),
    load('mailer'),
    load('importer'),
    load('inbound'),
    load('clock'),
  ]);
  return { console, public: public_, projector, mailer, importer, inbound, clock };
};

// A bundle is made of the very entry that gives the type; that it is one at all shows in its handler.
const bundleOf = <Entry>() =>
  z.custom<Entry>((module) => typeof module === 'object' && module !== null && 'handler' in module && typeof module.handler === 'function');

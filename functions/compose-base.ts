// What every function starts with: the tables, the clock, and where this installation stands.
// It must not know keys, files or mail: most functions hold none of them, and none should be read where it is not used.
import { randomBytes } from 'node:crypto';
import { shanghaiInstant } from './domain/calendar/days.ts';
import type { Deps } from './services/deps.ts';
import type { Settings } from './settings.ts';
import { connect } from './store/client.ts';

export const composeBase = (settings: Settings): Pick<Deps, 'db' | 'bureau' | 'publicUrl' | 'now' | 'random'> => ({
  db: connect({
    tables: settings.tables,
    bureau: settings.SHOUFANG_BUREAU,
    region: settings.AWS_REGION,
    ...(settings.DYNAMODB_ENDPOINT && { endpoint: settings.DYNAMODB_ENDPOINT }),
  }),
  bureau: settings.SHOUFANG_BUREAU,
  publicUrl: settings.PUBLIC_URL,
  now: () => shanghaiInstant(Date.now()),
  random: (bytes) => randomBytes(bytes),
});

// Lambda entry: what comes back about mails that were sent, and mail that comes in. Neither is opened here.
// It must not decide anything.
import { composeBase } from '../compose-base.ts';
import { takeIn, type TakenIn } from '../services/inbound.ts';
import { readSettings } from '../settings.ts';

const deps = composeBase(readSettings(process.env));

/** SNS with events of the carrier, or S3 with mail received. Throws only where the table cannot be reached, so that Lambda calls again. */
export const handler = (event: unknown): Promise<TakenIn> => takeIn(deps, event);

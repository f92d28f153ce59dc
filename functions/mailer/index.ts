// Lambda entry: the only function that sends. The queue brings mails just owed; the schedule asks it to look for those left over.
// It must not decide anything.
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeMailing } from '../compose-mailing.ts';
import { relay } from '../services/mail-relay.ts';
import { sweep, type Swept } from '../services/mailing.ts';

const deps = composeMailing(process.env);

/** `minutes` 0: everything owed by now, for a place where nothing brings mails to the queue. */
interface Sweep {
  readonly job: string; // sweep-mail
  readonly minutes?: number;
}

export function handler(event: SQSEvent): Promise<SQSBatchResponse>;
export function handler(event: Sweep): Promise<Swept>;
/** @throws RangeError for a job it does not know: a schedule that asks for one is a mistake somebody must see */
export async function handler(event: SQSEvent | Sweep): Promise<SQSBatchResponse | Swept> {
  if (!('job' in event)) return relay(deps, event.Records);
  if (event.job !== 'sweep-mail') throw new RangeError('the mailer does not know this job');
  return sweep(deps, event.minutes);
}

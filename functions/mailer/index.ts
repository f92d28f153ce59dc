// Lambda entry: the only function that sends. The queue brings mails just owed; the schedule asks it to look for those left over.
// It must not decide anything.
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeMailing } from '../compose-mailing.ts';
import { relay } from '../services/mail-relay.ts';
import { sweep, type Swept } from '../services/mailing.ts';

const deps = composeMailing(process.env);

export function handler(event: SQSEvent): Promise<SQSBatchResponse>;
export function handler(event: { readonly job: 'sweep-mail' }): Promise<Swept>;
export function handler(event: SQSEvent | { readonly job: 'sweep-mail' }): Promise<SQSBatchResponse | Swept> {
  return 'job' in event ? sweep(deps) : relay(deps, event.Records);
}

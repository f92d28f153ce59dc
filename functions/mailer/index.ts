// Lambda entry: the queue of mails owed.
// It must not decide anything.
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeMailing } from '../compose-mailing.ts';
import { relay } from '../services/mail-relay.ts';

const deps = composeMailing(process.env);

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => relay(deps, event.Records);

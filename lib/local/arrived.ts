// Tells the inbound function of mail that arrived here, as S3 would: when it arrives, and again after a start, should the telling have been lost.
// It must not know what becomes of a mail.
import type { S3Event } from 'aws-lambda';
import type { MailFolder } from './mail-folder.ts';
import { receivedEvent } from './mail-events.ts';
import { errorName } from './retry.ts';

/** Whoever was killed before telling had no more than these in hand. */
const TOLD_AGAIN = 200;

export const tellArrived = (folder: MailFolder, call: (event: S3Event) => void, log: (line: string) => void) => {
  const tell = (id: string): void => {
    const mail = folder.entry(id);
    if (!mail) return;
    folder.size(id).then(
      (size) => call(receivedEvent({ id, size, at: mail.at })),
      (error: unknown) => log(`inbound: ${errorName(error)}`),
    );
  };
  return {
    tell,
    /** Tells of the latest mails once more; those that are known change nothing. */
    again: (): void => {
      for (const { id } of folder.list(TOLD_AGAIN)) tell(id);
    },
  };
};

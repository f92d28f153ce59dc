// The listener for inbound mail on this machine: whatever arrives is on disk before the sender is told so.
// It must not know what a mail means; it is not even parsed before it is kept.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { MailFolder } from './mail-folder.ts';

const BYTES_AT_MOST = 25 * 1024 * 1024;

export interface SmtpListener {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Loopback only, no authentication, no TLS: the mail exchanger of one machine. Port 0 picks a free one.
 * @param tell hears of every mail once it is on the disk
 */
export const listenSmtp = async (
  folder: MailFolder,
  port: number,
  log: (line: string) => void,
  tell: (id: string) => void = () => undefined,
): Promise<SmtpListener> => {
  const server = new SMTPServer({
    name: 'localhost',
    banner: 'Shoufang',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: BYTES_AT_MOST,
    closeTimeout: 500,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= BYTES_AT_MOST) chunks.push(chunk);
      });
      stream.once('error', done);
      stream.once('end', () => {
        if (bytes > BYTES_AT_MOST) {
          done(Object.assign(new Error('Message exceeds the size limit'), { responseCode: 552 }));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        folder
          .add(Buffer.concat(chunks), { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) })
          .then(
            (id) => {
              done(null, `kept as ${id}`);
              tell(id);
            },
            () => {
              log('smtp: a mail could not be kept');
              done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
            },
          );
      });
    },
  });
  server.on('error', (error) => log(`smtp: ${error.name}`)); // a client that breaks off is no reason to stop
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};

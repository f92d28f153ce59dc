// A relay on loopback that really speaks SMTP, and takes or refuses mail as a test tells it.
// It must not know who sends.
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
  /** Whether it came under TLS, and as whom. */
  readonly secure: boolean;
  readonly user: string | undefined;
}

/** What the relay says instead of yes: a reply code with its text. */
export type Refusal = readonly [code: number, text: string];

type Behaviour = Refusal | 'DROP' | 'SILENT';

export interface Relay {
  readonly port: number;
  /** Whatever it answered for with 250. */
  readonly taken: Taken[];
  /** From now on; `undefined` is yes again. `DROP` ends the connection in the midst of the data, `SILENT` takes it and never answers. */
  readonly refuse: (at: 'sender' | 'recipient' | 'data', behaviour: Behaviour | undefined) => void;
  readonly stop: () => Promise<void>;
}

const errorOf = ([responseCode, text]: Refusal): Error => Object.assign(new Error(text), { responseCode });

/** `accounts` are users and passwords; with none, nobody logs in. Other options are the server's own. */
export const openRelay = async ({
  accounts = {},
  ...options
}: SMTPServerOptions & { readonly accounts?: Readonly<Record<string, string>> } = {}): Promise<Relay> => {
  const taken: Taken[] = [];
  const behaviour = new Map<string, Behaviour | undefined>();
  const atOnce = (at: string, done: (error?: Error | null) => void): void => {
    const told = behaviour.get(at);
    done(told === undefined || typeof told === 'string' ? null : errorOf(told));
  };
  const sockets = new Set<{ destroy: () => void }>();
  const server = new SMTPServer({
    name: 'relay.example',
    authOptional: Object.keys(accounts).length === 0,
    disableReverseLookup: true,
    closeTimeout: 50,
    logger: false,
    ...options,
    onAuth: ({ username, password }, _session, done) => {
      if (username !== undefined && password !== undefined && accounts[username] === password) done(null, { user: username });
      else done(Object.assign(new Error('5.7.8 Authentication credentials invalid'), { responseCode: 535 }));
    },
    onMailFrom: (_address, _session, done) => atOnce('sender', done),
    onRcptTo: (_address, _session, done) => atOnce('recipient', done),
    onData: (stream, session, done) => {
      const told = behaviour.get('data');
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (told === 'DROP') for (const socket of sockets) socket.destroy();
      });
      stream.once('error', () => undefined);
      stream.once('end', () => {
        if (told === 'DROP' || told === 'SILENT') return;
        if (told) {
          done(errorOf(told));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
          secure: session.secure,
          user: typeof session.user === 'string' ? session.user : undefined,
        });
        done(null, `2.0.0 Ok: queued as Q${String(taken.length)}A9F`);
      });
    },
  });
  server.on('error', () => undefined); // a client that breaks off is what some tests are about
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    refuse: (at, told) => void behaviour.set(at, told),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

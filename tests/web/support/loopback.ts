// A server of a test on a free port of this machine.
// It must not know what is served.
import type { Server } from 'node:http';

/** Listens, and tells where; `stop` cuts whoever is still connected. */
export const listening = async (server: Server): Promise<{ url: string; stop: () => Promise<void> }> => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

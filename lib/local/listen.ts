// One HTTP application on one port of the loopback interface, in both address families where the machine has them.
// It must not know what is served.
import { createAdaptorServer } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { errorCode } from './durable-files.ts';

export type Fetch = (request: Request) => Response | Promise<Response>;

type Server = ReturnType<typeof createAdaptorServer>;

export interface Listening {
  readonly port: number;
  /** Takes no new connection, lets requests in hand finish for `patienceMs`, then cuts. */
  close(patienceMs: number): Promise<void>;
}

const ATTEMPTS = 20;

/**
 * Listens on every host of `hosts` at the same port; 0 picks one that is free on all. `::1` is left out where the
 * machine has no IPv6, unless it stands first.
 *
 * @throws the system's error (`EADDRINUSE`, `EACCES` …) when the port cannot be had
 */
export const listenOn = async (fetch: Fetch, hosts: readonly [string, ...string[]], port: number): Promise<Listening> => {
  for (let attempt = 1; ; attempt += 1) {
    const servers: Server[] = [];
    try {
      let at = port;
      for (const host of hosts) {
        const server = createAdaptorServer({ fetch });
        try {
          at = await listen(server, at, host);
          servers.push(server);
        } catch (error) {
          const absent = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(errorCode(error) ?? '');
          if (servers.length === 0 || host !== '::1' || !absent) throw error;
        }
      }
      const closeAll = async (patienceMs: number): Promise<void> => {
        await Promise.all(servers.map((server) => close(server, patienceMs)));
      };
      return { port: at, close: closeAll };
    } catch (error) {
      await Promise.all(servers.map((server) => close(server, 0)));
      // A port that is free on the first family may be taken on the second: draw again.
      if (port !== 0 || errorCode(error) !== 'EADDRINUSE' || attempt === ATTEMPTS) throw error;
    }
  }
};

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host.includes(':') && host !== '::' }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

const close = (server: Server, patienceMs: number): Promise<void> =>
  new Promise((resolve) => {
    const cut = () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    };
    const timer = setTimeout(cut, patienceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });

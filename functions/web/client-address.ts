// Where a request came from, as the machine that took it saw; never what the request says of itself.
// It must not know what the address is used for.
import { isIPv6 } from 'node:net';
import * as z from 'zod';

// What the Lambda adapter hands over of an HTTP API request.
const HANDED_OVER = z.object({ requestContext: z.object({ http: z.object({ sourceIp: z.string().min(1).max(64) }) }) });

/** All who come without an address known to the gateway: on one machine everybody does. */
const UNKNOWN = 'unknown';

/**
 * The client's address. Headers such as X-Forwarded-For are not looked at: anybody can write them.
 * Of an IPv6 address the first 64 bits: the rest is the customer's own to change at will.
 * @param env what the adapter put beside the request (`c.env`)
 */
export const clientAddress = (env: unknown): string => {
  const read = HANDED_OVER.safeParse(env);
  if (!read.success) return UNKNOWN;
  const sourceIp = read.data.requestContext.http.sourceIp.toLowerCase().replace(MAPPED, '');
  return isIPv6(sourceIp) ? networkOf(sourceIp) : sourceIp;
};

// An IPv4 address in IPv6 clothes.
const MAPPED = /^::ffff:(?=\d+\.)/;
const GROUPS = 8;
const NETWORK_GROUPS = 4;

const networkOf = (address: string): string => {
  const [head = [], tail = []] = (address.split('%')[0] ?? '').split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: Math.max(0, GROUPS - head.length - tail.length) }, () => '0');
  return [...head, ...zeros, ...tail]
    .slice(0, NETWORK_GROUPS)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
};

// A certificate that this machine signs for itself, for servers of a test: X.509 written out in DER, because Node only reads it.
// It must not know who serves with it.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const OID = {
  ecdsaWithSha256: der(6, hex('2a8648ce3d040302')),
  commonName: der(6, hex('550403')),
  basicConstraints: der(6, hex('551d13')),
  subjectAltName: der(6, hex('551d11')),
};
const TRUE = der(1, hex('ff'));

const nameOf = (host: string): Buffer =>
  isIP(host) === 4 ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host, 'ascii'));
const time = (date: Date): Buffer => der(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, ''), 'ascii'));

/** For these host names and IPv4 addresses; whoever is to trust it is given `cert` as an authority. Valid for a day, or a day ago. */
export const certificateFor = (hosts: readonly string[], { expired = false } = {}): Certificate => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const day = 86_400_000;
  const until = Date.now() + (expired ? -day : day);
  const name = sequence(der(0x31, sequence(OID.commonName, der(0x0c, Buffer.from(hosts[0] ?? '')))));
  const algorithm = sequence(OID.ecdsaWithSha256);
  const extensions = sequence(
    sequence(OID.basicConstraints, TRUE, der(4, sequence(TRUE))),
    sequence(OID.subjectAltName, der(4, sequence(...hosts.map(nameOf)))),
  );
  const body = sequence(
    der(0xa0, der(2, Buffer.from([2]))), // version 3
    der(2, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(new Date(until - 2 * day)), time(new Date(until))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', body, privateKey);
  const whole = sequence(body, algorithm, der(3, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
};

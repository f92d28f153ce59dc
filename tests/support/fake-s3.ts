// Object storage on loopback: put, get, head and delete by path, checksums verified as S3 verifies them.
// The SDK finds it by AWS_ENDPOINT_URL_S3. It must not know what the objects are.
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Answer, type Asked, type Endpoint, endpoint, NO_ANSWER } from './fake-aws.ts';

export interface FakeS3 extends Endpoint {
  readonly env: Readonly<Record<string, string>>;
  /** `bucket/key` to bytes; a test may look, put and take away. */
  readonly objects: Map<string, Buffer>;
  /** `PUT bucket/key`, in order. */
  readonly calls: string[];
  /** `bucket/key` of what was sent along with a checksum. */
  readonly checked: Set<string>;
  /**
   * What befalls every request from now on: `SLOW` gets no answer, `CORRUPT` loses a byte on the way back, anything else is
   * the code of an error (`AccessDenied`, `InternalError`, `SlowDown`); undefined ends it.
   */
  readonly fail: (failure: string | undefined) => void;
}

const STATUS: Readonly<Record<string, number>> = { NoSuchKey: 404, AccessDenied: 403, InternalError: 500, SlowDown: 503, BadDigest: 400 };

const refusal = (code: string): Answer => ({
  status: STATUS[code] ?? 400,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

const checksum = (bytes: Uint8Array): string => {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(bytes));
  return four.toString('base64');
};

export const fakeS3 = async (): Promise<FakeS3> => {
  const objects = new Map<string, Buffer>();
  const calls: string[] = [];
  const checked = new Set<string>();
  let failure: string | undefined;

  const put = (at: string, asked: Asked): Answer => {
    const { bytes, trailer } = asked.header('content-encoding')?.includes('aws-chunked') ? unchunk(asked.body) : { bytes: asked.body };
    const told = asked.header('x-amz-checksum-crc32') ?? trailer;
    if (told !== undefined && told !== checksum(bytes)) return refusal('BadDigest');
    if (told !== undefined) checked.add(at);
    objects.set(at, bytes);
    return { status: 200, headers: { etag: etag(bytes), 'x-amz-checksum-crc32': checksum(bytes) } };
  };
  const get = (at: string): Answer => {
    const bytes = objects.get(at);
    if (!bytes) return refusal('NoSuchKey');
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length), etag: etag(bytes) };
    return {
      status: 200,
      headers: { ...headers, 'x-amz-checksum-crc32': checksum(bytes) },
      body: failure === 'CORRUPT' ? spoilt(bytes) : bytes,
    };
  };
  const remove = (at: string): Answer => {
    objects.delete(at);
    return { status: 204 }; // whether or not it was there
  };

  const { url, stop } = await endpoint((asked) => {
    const at = asked.path.slice(1);
    calls.push(`${asked.method} ${at}`);
    if (failure === 'SLOW') return NO_ANSWER;
    if (failure !== undefined && failure !== 'CORRUPT') return refusal(failure);
    if (asked.method === 'PUT') return put(at, asked);
    if (asked.method === 'GET' || asked.method === 'HEAD') return get(at);
    return asked.method === 'DELETE' ? remove(at) : refusal('MethodNotAllowed');
  });
  return {
    url,
    stop,
    env: { AWS_ENDPOINT_URL_S3: url },
    objects,
    calls,
    checked,
    fail: (next) => {
      failure = next;
    },
  };
};

const spoilt = (bytes: Buffer): Buffer => Buffer.from(bytes).fill(0, 0, 1);

const etag = (bytes: Uint8Array): string => `"${hash('md5', bytes)}"`;

// `<length in hex>[;…]\r\n<bytes>\r\n` … `0\r\n<trailer headers>`: how the SDK sends a body whose checksum it does not know yet.
const unchunk = (body: Buffer): { bytes: Buffer; trailer?: string } => {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.toString('latin1', at, end), 16);
    at = end + 2;
    if (!(length > 0)) break;
    parts.push(body.subarray(at, at + length));
    at += length + 2;
  }
  const trailer = /x-amz-checksum-crc32:\s*(?<sum>\S+)/.exec(body.toString('latin1', at))?.groups?.['sum'];
  return { bytes: Buffer.concat(parts), ...(trailer !== undefined && { trailer }) };
};

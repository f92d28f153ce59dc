// Takes in the rest of a body that nobody wanted, so that the sender hears the answer instead of a broken connection.
// API Gateway does the same in the cloud: it reads a request whole before anybody may refuse it.

const DRAIN_BYTES = 64 * 1024 * 1024;

/** True when the body has been read to its end; false when it is longer than that, or already in other hands. */
export const drained = async (request: Request): Promise<boolean> => {
  const { body } = request;
  if (!body) return true;
  if (body.locked) return false;
  const parts: AsyncIterable<Uint8Array> = body;
  let taken = 0;
  try {
    for await (const part of parts) {
      taken += part.byteLength;
      if (taken > DRAIN_BYTES) return false;
    }
    return true;
  } catch {
    return false; // the sender has gone
  }
};

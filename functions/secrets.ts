// What a function reads from the secret store when it first needs it, and keeps for a quarter of an hour.
// It must not know what a secret is for; no message here ever holds one.

const KEPT_MS = 15 * 60_000; // a secret that was changed is taken up without a new deployment

const kept = new Map<string, { readonly until: number; readonly value: Promise<string> }>();

/**
 * The text of a secret, at most fifteen minutes old; a failed reading is not kept.
 *
 * @param arn ARN or name of the secret
 * @throws when it cannot be read: the message names the kind of failure, never the secret's text
 * @example const url = await readSecret(settings.SMTP_SECRET)
 */
export const readSecret = (arn: string): Promise<string> => {
  const held = kept.get(arn);
  if (held && held.until > performance.now()) return held.value;
  const value = read(arn);
  kept.set(arn, { until: performance.now() + KEPT_MS, value });
  value.catch(() => {
    if (kept.get(arn)?.value === value) kept.delete(arn);
  });
  return value;
};

const read = async (arn: string): Promise<string> => {
  const { secretText } = await import('./secret-store.ts'); // not at the start: most requests need no secret
  let text: string | undefined;
  try {
    text = await secretText(arn);
  } catch (error) {
    // Only the name of what went wrong: a message may quote what was asked for.
    throw new Error(`a secret could not be read: ${error instanceof Error ? error.name : 'unknown failure'}`);
  }
  if (text === undefined || text === '') throw new Error('a secret could not be read: it holds no text');
  return text;
};

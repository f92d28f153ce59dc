// Names that two stacks must agree on although only one of them makes the thing, and those that people meet.
// It must not know the things.

/** Where in the mail bucket received mail lies. */
export const MAIL_PREFIX = 'raw/';

/** Where in the blob bucket files lie. */
export const BLOB_PREFIX = 'blobs/';

export const receiptNames = (stage: string): { readonly set: string; readonly rule: string } => ({
  set: `shoufang-${stage}`,
  rule: 'inbound',
});

/** Namespace of the figures that the functions log. */
export const OWN_METRICS = 'Shoufang';

/** The page that a person reached by an alarm opens. */
export const RUNBOOK = 'docs/runbook.md';

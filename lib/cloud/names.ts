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

/** Under this path one line lets services write logs for all groups at once; any other adds a line for each, until there is no room. */
export const accessLogName = (stage: string): string => `/aws/vendedlogs/shoufang-${stage}-access`;

/** Namespace of the figures that the functions log. */
export const OWN_METRICS = 'Shoufang';

/** The page that a person reached by an alarm opens. */
export const RUNBOOK = 'docs/runbook.md';

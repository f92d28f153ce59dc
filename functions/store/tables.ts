// The tables as plain data, read by lib/cloud (CDK) and lib/local (embedded engine) alike.
// Every partition key, of tables and of indexes, begins with the bureau's division code.

/** A sparse index: only items that carry both attributes stand in it, with no more than the named columns. */
export interface IndexSpec {
  readonly pk: string;
  readonly sk: string;
  /** Columns besides the keys; [] = keys only. */
  readonly columns: readonly string[];
}

export interface TableSpec {
  /** A stream is paid for on every write, so only tables that feed somebody have one. */
  readonly stream: boolean;
  readonly indexes: Readonly<Record<string, IndexSpec>>;
}

/** Attribute under which DynamoDB deletes by itself; seconds since 1970. */
export const TTL_ATTRIBUTE = 'expiresAt';

const LIST_COLUMNS = ['subject', 'state', 'township', 'village', 'dueCode', 'rolled', 'started', 'flags', 'owner', 'acked'];
const CONTACT_COLUMNS = [
  'contact',
  'petition',
  'receivedOn',
  'channel',
  'township',
  'village',
  'category',
  'first',
  'headcount',
  'restricted',
];

export const TABLES = {
  petitions: {
    stream: true,
    indexes: {
      byOfficer: { pk: 'officerPk', sk: 'dueSk', columns: LIST_COLUMNS }, //  HEAD while open: my cases by due date
      byArea: { pk: 'areaPk', sk: 'dueSk', columns: LIST_COLUMNS }, //        HEAD while open, unless restricted
      byMonth: { pk: 'monthPk', sk: 'monthSk', columns: CONTACT_COLUMNS }, // CT: contacts of a month in order
      byPetitioner: { pk: 'whoPk', sk: 'monthSk', columns: CONTACT_COLUMNS }, // CT: has this person come before
      byDue: { pk: 'duePk', sk: 'pk', columns: ['code'] }, //                  DL while unmet
      unsent: { pk: 'unsentPk', sk: 'owedAt', columns: [] }, //                OUT until sent: the sweeper's list
      ledger: { pk: 'ledgerPk', sk: 'ledgerSk', columns: [] }, //              OUT: every mail of a month
    },
  },
  training: { stream: false, indexes: {} },
  directory: { stream: false, indexes: {} },
  reports: { stream: false, indexes: {} },
} as const satisfies Record<string, TableSpec>;

export type TableName = keyof typeof TABLES;

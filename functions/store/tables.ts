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

const SESSION_COLUMNS = [
  'sessionId',
  'kind',
  'fundLine',
  'state',
  'date',
  'startsAt',
  'hours',
  'topic',
  'coOrganiser',
  'township',
  'village',
  'lecturer',
  'capacity',
  'handouts',
  'enrolled',
  'present',
  'walkIns',
];
const SIGN_IN_COLUMNS = ['who', 'name', 'village', 'at', 'method', 'slots', 'migrant', 'device', 'by', 'event'];
const PERSON_COLUMNS = [
  'personId',
  'name',
  'sex',
  'birthDate',
  'township',
  'village',
  'household',
  'householder',
  'resettlementType',
  'addedOn',
  'removedOn',
  'removedReason',
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
      unsent: { pk: 'unsentPk', sk: 'owedAt', columns: [] }, //                OUT until sent: the sweeper's list; OUT and HELD that wait for a person
      ledger: { pk: 'ledgerPk', sk: 'ledgerSk', columns: [] }, //              OUT: every mail of a month; HELD likewise
    },
  },
  training: {
    stream: true,
    indexes: {
      byMonth: { pk: 'monthPk', sk: 'monthSk', columns: SESSION_COLUMNS }, // HEAD: sessions of a month in order
      sheet: { pk: 'sheetPk', sk: 'sheetSk', columns: SIGN_IN_COLUMNS }, //   a person's half-day: the sheet of its session, in order of arrival
    },
  },
  directory: {
    stream: true,
    indexes: {
      // A person of the roll, found by what is typed: PERSON HEAD stands in each of these under one form of the name or a keyed hash.
      byName: { pk: 'namePk', sk: 'nameSk', columns: PERSON_COLUMNS }, //         罗先强
      byGivenName: { pk: 'givenPk', sk: 'givenSk', columns: PERSON_COLUMNS }, //  先强
      byPinyin: { pk: 'pinyinPk', sk: 'pinyinSk', columns: PERSON_COLUMNS }, //   luoxianqiang
      byInitials: { pk: 'initialsPk', sk: 'initialsSk', columns: PERSON_COLUMNS }, // lxq
      byIdTail: { pk: 'idTailPk', sk: 'pk', columns: PERSON_COLUMNS }, //         keyed hash of the last four of the ID number
      byPhoneTail: { pk: 'phoneTailPk', sk: 'pk', columns: PERSON_COLUMNS }, //   keyed hash of the last four of the telephone
      byPlace: { pk: 'placePk', sk: 'placeSk', columns: PERSON_COLUMNS }, //      a township's roll, village by village, household by household
      byRemoval: { pk: 'removalPk', sk: 'removalSk', columns: PERSON_COLUMNS }, // removed in a month
    },
  },
  reports: { stream: false, indexes: {} },
} as const satisfies Record<string, TableSpec>;

export type TableName = keyof typeof TABLES;

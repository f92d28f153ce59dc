// Who may do what: the whole of it, as one table of functions, things and actions, read by lib/cloud/constructs/roles.ts.
// It must not know an ARN. Each row follows from what the code of that function calls, and nothing is granted for convenience.
import type { FunctionName } from './bundle.ts';
import { BLOB_PREFIX, MAIL_PREFIX } from './names.ts';

/** What a thing is called here; tests/cloud/iam-matrix.txt is written in the same names. */
export type Thing =
  | `${'petitions' | 'training' | 'directory' | 'reports'}${'' | '/stream' | `/index/${string}`}`
  | `key/${'tables' | 'vault' | 'files'}`
  | 'blobs'
  | `blobs/${typeof BLOB_PREFIX}*`
  | 'mails'
  | `mails/${typeof MAIL_PREFIX}*`
  | `queue/${string}`
  | 'ses/identity'
  | 'ses/sandbox-recipients'
  | 'ses/configuration-set'
  | `secret/${'smtp' | 'oidc'}`;

export interface Grant {
  readonly on: readonly Thing[];
  readonly may: readonly string[];
  /** Partitions of the table, without the bureau's code that begins them all. */
  readonly partitions?: readonly string[];
  /** What the vault's keys are for: the encryption context under which they are wrapped. */
  readonly uses?: readonly ('seal' | 'blind' | 'code')[];
  /** The sender named in the settings, and no other. */
  readonly asSender?: true;
}

const GET = 'dynamodb:GetItem';
const BATCH_GET = 'dynamodb:BatchGetItem';
const QUERY = 'dynamodb:Query';
const PUT = 'dynamodb:PutItem';
const UPDATE = 'dynamodb:UpdateItem';
const DELETE = 'dynamodb:DeleteItem';
// A transaction asks for the permission of each thing in it; it has none of its own.

/** DynamoDB opens and closes rows in the name of whoever asks. */
const READS_ROWS: Grant = { on: ['key/tables'], may: ['kms:Decrypt', 'kms:DescribeKey'] };
const WRITES_ROWS: Grant = {
  on: ['key/tables'],
  may: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
};
const WRITES_FILES: Grant = { on: ['key/files'], may: ['kms:Decrypt', 'kms:GenerateDataKey'] };
/** Without leave to list, S3 says that a missing file is forbidden, and not that it is missing. */
const LIST: readonly string[] = ['s3:ListBucket'];

/** Whom mail goes to, which townships there are, which days are worked: read by nearly everybody. */
const BUREAU: Grant = { on: ['directory'], may: [QUERY], partitions: ['STAFF', 'AREAS', 'CAL'] };

const failuresTo = (queue: string): Grant => ({ on: [`queue/${queue}`], may: ['sqs:SendMessage'] });

export const GRANTS: Readonly<Record<FunctionName, readonly Grant[]>> = {
  console: [
    { on: ['petitions'], may: [GET, BATCH_GET, QUERY, PUT, UPDATE] },
    {
      on: [
        'petitions/index/byOfficer',
        'petitions/index/byArea',
        'petitions/index/byMonth',
        'petitions/index/byPetitioner',
        'petitions/index/unsent',
        'petitions/index/ledger',
      ],
      may: [QUERY],
    },
    { on: ['training'], may: [GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE] },
    { on: ['training/index/byMonth', 'training/index/sheet'], may: [QUERY] },
    { on: ['directory'], may: [GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE] },
    {
      on: [
        'directory/index/byName',
        'directory/index/byGivenName',
        'directory/index/byPinyin',
        'directory/index/byInitials',
        'directory/index/byIdTail',
        'directory/index/byPhoneTail',
        'directory/index/byPlace',
        'directory/index/byRemoval',
      ],
      may: [QUERY],
    },
    { on: ['reports'], may: [QUERY] },
    WRITES_ROWS,
    { on: ['key/vault'], may: ['kms:Decrypt', 'kms:GenerateDataKey'], uses: ['seal', 'blind', 'code'] },
    { on: [`blobs/${BLOB_PREFIX}*`], may: ['s3:GetObject', 's3:PutObject'] },
    { on: [`mails/${MAIL_PREFIX}*`], may: ['s3:GetObject'] },
    { on: ['blobs', 'mails'], may: LIST },
    WRITES_FILES,
    { on: ['secret/oidc'], may: ['secretsmanager:GetSecretValue'] },
  ],

  public: [
    { on: ['petitions'], may: [GET, BATCH_GET, QUERY, PUT, UPDATE] },
    BUREAU,
    { on: ['directory'], may: [UPDATE], partitions: ['TRY#*'] },
    { on: ['directory'], may: [GET, PUT], partitions: ['VAULT#code'] },
    WRITES_ROWS,
    // It can tell whether a query code is right, and cannot open a person's number.
    { on: ['key/vault'], may: ['kms:Decrypt', 'kms:GenerateDataKey'], uses: ['code'] },
  ],

  mailer: [
    { on: ['petitions'], may: [QUERY, PUT, UPDATE] },
    { on: ['petitions/index/unsent'], may: [QUERY] },
    BUREAU,
    WRITES_ROWS,
    // In the sandbox SES asks as well whether one may send to the recipient's own identity; outside of it none is named.
    { on: ['ses/identity', 'ses/configuration-set', 'ses/sandbox-recipients'], may: ['ses:SendRawEmail'], asSender: true },
    { on: ['secret/smtp'], may: ['secretsmanager:GetSecretValue'] },
    { on: ['queue/owed'], may: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'] },
    failuresTo('mailer-failed'),
  ],

  // It files what came without opening it.
  inbound: [{ on: ['petitions'], may: [PUT, UPDATE] }, WRITES_ROWS, failuresTo('inbound-failed')],

  importer: [
    { on: ['petitions'], may: [BATCH_GET, PUT, UPDATE] },
    { on: ['training'], may: [GET, BATCH_GET, PUT, UPDATE, DELETE] },
    { on: ['training/index/sheet'], may: [QUERY] },
    { on: ['directory'], may: [GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE] },
    { on: ['directory/index/byIdTail', 'directory/index/byPlace'], may: [QUERY] },
    WRITES_ROWS,
    { on: ['key/vault'], may: ['kms:Decrypt', 'kms:GenerateDataKey'], uses: ['seal', 'blind', 'code'] },
    { on: [`blobs/${BLOB_PREFIX}*`], may: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'] },
    { on: ['blobs'], may: LIST },
    WRITES_FILES,
    failuresTo('importer-failed'),
  ],

  projector: [
    {
      on: ['petitions/stream', 'training/stream', 'directory/stream'],
      may: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    },
    { on: ['reports'], may: [BATCH_GET, PUT, UPDATE] },
    WRITES_ROWS,
    failuresTo('projector-failed'),
  ],

  clock: [
    { on: ['petitions/index/unsent', 'petitions/index/byDue'], may: [QUERY] },
    BUREAU,
    { on: ['directory'], may: [QUERY], partitions: ['IMPORTS#ATHAND'] },
    READS_ROWS,
    failuresTo('clock-failed'),
  ],
};

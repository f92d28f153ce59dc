// What a use case needs from outside, handed in: the tables, the vault, the clock, and where this installation stands.
import type { Db } from '../store/client.ts';
import type { Blobs } from '../store/blobs.ts';
import type { ReceivedMail } from '../store/received-mail.ts';
import type { Vault } from '../store/vault.ts';

export interface Deps {
  readonly db: Db;
  readonly vault: Vault;
  readonly blobs: Blobs;
  /** Mail that came in; absent where none is received. */
  readonly received?: ReceivedMail;
  readonly bureau: string;
  /** Where links in mails lead. */
  readonly publicUrl: string;
  readonly mailFrom: string;
  /** Cookies carry Secure and the __Host- prefix. */
  readonly cookieSecure: boolean;
  /** The front door shows a mailbox; only the local one does. */
  readonly mailbox: boolean;
  /** The present instant, in Shanghai's offset. */
  readonly now: () => string;
  readonly random: (bytes: number) => Uint8Array;
}

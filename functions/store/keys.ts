// How every key is spelled; the only place that knows. The bureau's division code comes first, always.
import { hash } from 'node:crypto';

const seq6 = (seq: number): string => String(seq).padStart(6, '0');
export const sha256 = (text: string): string => hash('sha256', text);

export const petitionPk = (bureau: string, number: string): string => `${bureau}#PET#${number}`;
export const importPk = (bureau: string, id: string): string => `${bureau}#IMPORT#${id}`;
export const HEAD = 'HEAD';
export const contactSk = (number: string): string => `CT#${number}`;
export const eventSk = (seq: number): string => `EV#${seq6(seq)}`;
export const outSk = (seq: number, n: number): string => `OUT#${seq6(seq)}#${String(n)}`;
export const deadlineSk = (code: string): string => `DL#${code}`;

// One row a year holds both series, petitions and contacts: a new petition takes one number of each in one conditional write.
export const seriesPk = (bureau: string, year: number): string => `${bureau}#SEQ#${String(year)}`;
export const SEQ = 'SEQ';

export const receiptPk = (bureau: string, actor: string, route: string, key: string): string =>
  `${bureau}#KEY#${sha256([actor, route, key].join('\n'))}`;
export const importedRowPk = (bureau: string, identity: string): string => `${bureau}#ROW#${sha256(identity)}`;
export const blobPk = (bureau: string, id: string): string => `${bureau}#BLOB#${id}`;
export const KEY = 'KEY';

export const officerPk = (bureau: string, staff: string): string => `${bureau}#OFFICER#${staff}`;
export const areaPk = (bureau: string, area: string): string => `${bureau}#AREA#${area}`;
export const monthPk = (bureau: string, month: string): string => `${bureau}#MONTH#${month}`;
export const whoPk = (bureau: string, blind: string): string => `${bureau}#WHO#${blind}`;
export const duePk = (bureau: string, day: string): string => `${bureau}#DUE#${day}`;
export const unsentPk = (bureau: string): string => `${bureau}#UNSENT#0`;
// What a person must see to: mails that reached nobody and mails that came in, in one list of the same index as the unsent.
export const mailTaskPk = (bureau: string): string => `${bureau}#MAILTASK`;
export const heldPk = (bureau: string, id: string): string => `${bureau}#HELD#${id}`;
export const heldLedgerPk = (bureau: string, month: string): string => `${bureau}#HELDMONTH#${month}`;
export const HELD = 'HELD';
export const ledgerPk = (bureau: string, month: string): string => `${bureau}#MAIL#${month}`;

export const staffPk = (bureau: string): string => `${bureau}#STAFF`;
export const areasPk = (bureau: string): string => `${bureau}#AREAS`;
export const calendarPk = (bureau: string): string => `${bureau}#CAL`;
export const sessionPk = (bureau: string, cookie: string): string => `${bureau}#SESSION#${sha256(cookie)}`;
// The vault's own keys, wrapped. A partition for each use, because rights to rows are given by partition: who may make the key of query
// codes must not be able to overwrite those that open people's numbers.
export const vaultPk = (bureau: string, use: 'seal' | 'blind' | 'code'): string => `${bureau}#VAULT#${use}`;
// The window is part of the hash, so that one address cannot be followed from window to window.
export const tryPk = (bureau: string, scope: string, what: string, window: number): string =>
  `${bureau}#TRY#${scope}#${sha256([what, String(window)].join('\n'))}`;

// People of the roll. A person's own row stands in every index below; sort keys there end in the person's number.
export const personPk = (bureau: string, id: string): string => `${bureau}#PERSON#${id}`;
export const namePk = (bureau: string, first: string): string => `${bureau}#NAME#${first}`;
export const givenPk = (bureau: string, first: string): string => `${bureau}#GIVEN#${first}`;
export const pinyinPk = (bureau: string, letter: string): string => `${bureau}#PINYIN#${letter}`;
export const initialsPk = (bureau: string, letter: string): string => `${bureau}#INITIALS#${letter}`;
export const idTailPk = (bureau: string, blind: string): string => `${bureau}#IDTAIL#${blind}`;
export const phoneTailPk = (bureau: string, blind: string): string => `${bureau}#PHONETAIL#${blind}`;
// Those who have left stand apart, so that neither list is read past the other.
export const placePk = (bureau: string, township: string, onRoll: boolean): string => `${bureau}#${onRoll ? 'PLACE' : 'LEFT'}#${township}`;
export const removalPk = (bureau: string, month: string): string => `${bureau}#REMOVED#${month}`;

// Files brought to be imported: their rows in the order accepted, and those that still have work or files to be cleared away.
export const importsPk = (bureau: string): string => `${bureau}#IMPORTS`;
export const importsAtHandPk = (bureau: string): string => `${bureau}#IMPORTS#ATHAND`;

// Training: a session with all that belongs to it, and under a key of their own the half-days of each person or walk-in.
export const trainingPk = (bureau: string, session: string): string => `${bureau}#SES#${session}`;
export const attendancePk = (bureau: string, who: string): string => `${bureau}#ATT#${who}`;
export const trainingMonthPk = (bureau: string, month: string): string => `${bureau}#SESMONTH#${month}`;
export const trainingSeriesPk = (bureau: string, year: number): string => `${bureau}#SEQ#PX-${String(year)}`;
export const enrolmentSk = (who: string): string => `REG#${who}`;
export const handoutSk = (id: string): string => `HAND#${id}`;
// Devices count by themselves: which signature it was, its device and half-day tell. An event's id has no # in it.
export const annulledSk = ({ event, who, halfDay, device }: { event: string; who: string; halfDay: string; device: string }): string =>
  `${ANNULLED}${event}#${who}#${halfDay}#${device}`;
export const ANNULLED = 'ANN#';
export const COUNTED = 'SHEET';

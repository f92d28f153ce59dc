// A file of one line for each kind of import, with every column that the kind wants.
// It must not know who brings it.
import type { ImportKindName } from '../../functions/domain/staff/rooms.ts';

type Line = Readonly<Record<string, string>>;

const LINES: Readonly<Record<ImportKindName, Line>> = {
  contacts: {
    ...{ contactNo: '1', receivedOn: '2013-01-06', channel: 'VISIT', township: '990581101', village: '石桥村', category: 'C32' },
    ...{ kind: 'REQUEST', subject: '道路', story: '道路损毁', petitioner: '某某', phone: '', headcount: '1', representatives: '' },
    ...{ jointLetter: 'no', petition: 'XF-2013-0001', firstContactOfficer: 'F03' },
  },
  people: {
    ...{
      personId: 'P77001',
      name: '某某',
      sex: 'F',
      birthDate: '',
      idNumber: '',
      phone: '',
      township: '990581101',
      townshipName: '柏坝镇',
    },
    ...{ village: '竹溪村', household: '', resettlementType: '原迁', removedOn: '', removedReason: '' },
  },
  sessions: {
    ...{ sessionId: 'PX-2013-0001', kind: 'PRACTICAL', date: '2013-01-04', startsAt: '14:30', hours: '3', topic: '柑桔', coOrganiser: '' },
    ...{ township: '990581102', village: '沙湾村', lecturer: '', capacity: '120', handouts: '0' },
  },
  attendance: {
    sessionId: 'PX-2013-0001',
    personId: 'P00001',
    walkInId: '',
    walkInName: '',
    walkInVillage: '',
    slot: '1',
    method: 'PAPER',
  },
};

/** The file as text. */
export const fileOf = (kind: ImportKindName): string =>
  [Object.keys(LINES[kind]), Object.values(LINES[kind])].map((cells) => cells.join(',')).join('\n');

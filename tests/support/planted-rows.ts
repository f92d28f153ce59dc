// Puts counted rows where lists look for them, and has the projector count them: contacts, sessions with their sheets, people of the roll.
// It must not go through the services that would register them: only what figures and lists read is planted.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { monthOf } from '../../functions/domain/calendar/days.ts';
import type { Person } from '../../functions/domain/people/person.ts';
import type { CountedContact } from '../../functions/domain/reports/totals.ts';
import type { Session } from '../../functions/domain/training/session.ts';
import type { CountedSheet } from '../../functions/domain/training/sheet.ts';
import { isWalkIn } from '../../functions/domain/training/who.ts';
import { project } from '../../functions/services/projection.ts';
import * as keys from '../../functions/store/keys.ts';
import { personItem } from '../../functions/store/person-items.ts';
import { headItem, sheetItem } from '../../functions/store/training-items.ts';
import type { TestBureau } from './bureau.ts';
import { personKey, sheetKey, streamed } from './counted-rows.ts';

export interface Planted {
  readonly contacts: readonly (CountedContact & { readonly restricted?: boolean })[];
  readonly sheets: readonly CountedSheet[];
  readonly people: readonly Omit<Person, 'version'>[];
}

const PUTS_AT_ONCE = 20;

let planted = 0;

export const plant = async ({ deps }: Pick<TestBureau, 'deps'>, { contacts, sheets, people }: Planted): Promise<void> => {
  const { db, vault } = deps;
  const { bureau } = db;
  const rows: { table: 'petitions' | 'training' | 'directory'; item: Record<string, unknown> }[] = [
    ...contacts.map((contact) => ({
      table: 'petitions' as const,
      item: {
        pk: keys.petitionPk(bureau, contact.petition),
        sk: keys.contactSk(contact.contact),
        ...contact,
        village: '石桥村',
        restricted: contact.restricted ?? false,
        monthPk: keys.monthPk(bureau, monthOf(contact.receivedOn)),
        monthSk: `${contact.receivedOn}#${contact.contact}`,
      },
    })),
    ...sheets.flatMap((sheet) => [
      { table: 'training' as const, item: { ...headItem(bureau, sessionOf(sheet), 'h'.repeat(64)), ...countsOf(sheet) } },
      { table: 'training' as const, item: sheetItem(bureau, sheet) },
      ...sheet.others.filter(isWalkIn).map((who) => ({
        table: 'training' as const,
        item: { pk: keys.attendancePk(bureau, who), sk: `${sheet.date}#AM`, name: `旁听${who.slice(2)}`, village: '竹溪村' },
      })),
    ]),
    ...(await Promise.all(
      people.map(async (person) => ({
        table: 'directory' as const,
        item: await personItem(
          bureau,
          { person: { ...person, version: 1 }, identity: {}, entered: { at: '2013-01-01T09:00:00.000+08:00', by: 'F05' } },
          vault,
        ),
      })),
    )),
  ];
  for (let n = 0; n < rows.length; n += PUTS_AT_ONCE) {
    await Promise.all(
      rows.slice(n, n + PUTS_AT_ONCE).map(({ table, item }) => db.doc.send(new PutCommand({ TableName: db.tables[table], Item: item }))),
    );
  }
  planted += 1;
  const records = [
    ...contacts.map((row) =>
      streamed(`${planted}-${row.contact}`, { pk: keys.petitionPk(bureau, row.petition), sk: keys.contactSk(row.contact) }, { after: row }),
    ),
    ...sheets.map((row) => streamed(`${planted}-${row.session}`, sheetKey(bureau, row), { after: row })),
    ...people.map((row) => streamed(`${planted}-${row.personId}`, personKey(bureau, row), { after: row })),
  ];
  for (let n = 0; n < records.length; n += 100) await project(db, records.slice(n, n + 100));
};

const sessionOf = ({ session, date, group, topic, township, coOrganiser, handouts, ...sheet }: CountedSheet): Session => ({
  sessionId: session,
  kind: group === 'VILLAGE_AID' ? 'PRACTICAL' : group,
  ...(group === 'VILLAGE_AID' && { fundLine: 'VILLAGE_AID' }),
  date,
  startsAt: '09:00',
  hours: 3,
  topic,
  ...(coOrganiser !== '' && { coOrganiser }),
  township,
  village: '沙湾村',
  capacity: 120,
  state: sheet.void ? 'REJECTED_CHECK' : 'CLOSED',
  version: 1,
  organiser: 'F04',
  handouts,
  imported: true,
  plannedAt: '2013-01-01T09:00:00.000+08:00',
});

const countsOf = ({ migrants, others }: CountedSheet) => ({
  present: migrants.length + others.length,
  walkIns: others.filter(isWalkIn).length,
});

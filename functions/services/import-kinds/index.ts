// Every kind of file that can be brought, by its name.
// It must not know what a kind does.
import type { ImportKindName } from '../../domain/staff/rooms.ts';
import { attendanceImport } from './attendance.ts';
import { contactsImport } from './contacts.ts';
import type { ImportKind } from './kind.ts';
import { peopleImport } from './people.ts';
import { sessionsImport } from './sessions.ts';

export const IMPORTS: Readonly<Record<ImportKindName, ImportKind>> = {
  contacts: contactsImport,
  people: peopleImport,
  sessions: sessionsImport,
  attendance: attendanceImport,
};

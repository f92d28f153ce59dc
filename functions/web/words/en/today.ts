// English words of Today and of the worklists.
// It must not know how the rows were chosen.
import type { Catalogue } from '../catalogue.ts';
import type { find as findSource, lists as listsSource, today as todaySource } from '../zh/today.ts';

export const today = {
  scope: { mine: 'My petitions', bureau: 'Open petitions of the bureau', area: 'Open petitions of my area' },
  workday: 'working day',
  restDay: 'day off',
  switchWork: (day) => `${day} is worked`,
  switchRest: (day) => `holiday from ${day}`,
  figures: { dueToday: 'due today', overdue: 'overdue', toAcknowledge: 'for me to sign', contactsThisMonth: 'contacts this month' },
  desk: 'Reception desk',
  deskHint: 'A name and a sentence are enough. Whoever registers is the first-contact officer.',
  deskGo: 'Register a contact',
  byNumber: 'Look elsewhere',
  all: 'See all',
  emptyTitle: 'Nothing to do today',
  empty: 'When somebody comes, press “Register a contact”; to find an earlier matter, type its number above.',
} satisfies Catalogue<typeof todaySource>;

export const lists = {
  title: 'Petitions',
  views: { mine: 'Mine', area: 'By township', overdue: 'Overdue', month: 'Registered in a month' },
  viewsLabel: 'Other views',
  columns: { light: 'Progress', due: 'Aim for', number: 'Number', subject: 'Matter', place: 'Place', owner: 'Officer', state: 'State' },
  contactColumns: {
    receivedOn: 'Received',
    contact: 'Contact',
    petition: 'Petition',
    channel: 'Channel',
    place: 'Place',
    category: 'Category',
    first: 'First or repeat',
    headcount: 'People',
  },
  area: 'Township',
  allAreas: 'All',
  month: 'Month',
  show: 'Show',
  count: (rows, more) => (more ? `${rows} on this page, more follow` : `${rows} in all`),
  countContacts: (rows, more) => (more ? `${rows} contacts on this page, more follow` : `${rows} contacts in all`),
  group: 'group visit',
  hidden: 'Restricted; no details',
  first: 'First',
  repeat: 'Repeat',
  light: { OVERDUE: 'Overdue', TODAY: 'Due', SOON: 'Close', ON_TRACK: 'On track', NONE: 'No limit' },
  empty: {
    mine: 'You answer for no open petition.',
    area: 'No open petition here. Try another township.',
    overdue: 'No petition is overdue.',
    month: 'No contact in this month. Choose another, or register one.',
  },
  emptyTitle: 'Nothing here',
} satisfies Catalogue<typeof listsSource>;

export const find = {
  title: 'Find by number',
  notNumber:
    'Only numbers can be looked up here, e.g. XF-2026-0041; the last digits alone mean this year. Names and telephones are private and are not looked up here.',
} satisfies Catalogue<typeof findSource>;

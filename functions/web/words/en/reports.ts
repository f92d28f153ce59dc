// English words of the petitions report.
// It must not count.
import type { Catalogue } from '../catalogue.ts';
import type { reports as source } from '../zh/reports.ts';

export const reports = {
  title: (period) => `Petitions, ${period}`,
  picker: 'Another period',
  year: 'Year',
  part: 'Period',
  show: 'Show',
  parts: {
    year: 'Whole year',
    half: ['First half', 'Second half'],
    quarter: ['First quarter', 'Second quarter', 'Third quarter', 'Fourth quarter'],
  },
  month: (n) =>
    ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][n - 1] ?? '',
  yearOf: (year) => String(year),
  narrative: 'A paragraph ready to paste',
  copy: 'Copy',
  copied: 'Copied',
  figures: { contacts: 'contacts', petitions: 'new matters', repeat: 'repeat contacts', groupVisits: 'group visits' },
  units: { contact: '', matter: '' },
  against: (count) => `${count} the year before`,
  more: (by, percent) => `+${by}${percent === '' ? '' : `, ${percent}`}`,
  less: (by, percent) => `−${by}${percent === '' ? '' : `, ${percent}`}`,
  same: '±0',
  tables: { channel: 'By channel', township: 'By township', category: 'By category', month: 'By month' },
  columns: { item: 'Item', now: 'This period', before: 'Year before', change: 'Change' },
  total: 'Total',
  none: 'No category yet',
  notes: {
    title: 'How it is counted',
    items: [
      'A contact is each visit, call or letter; the same matter again counts as a repeat contact.',
      'A matter counts in the period of its first contact.',
      'A visit of five or more about one matter is a group visit; a joint letter is not.',
      'Contacts without a category stand under “No category yet” and move when the category is set at acceptance.',
    ],
  },
  empty: 'No contact in this period. Choose another, or ask the system administrator to import earlier ledgers.',
  print: 'Print the report',
  openRows: (label) => `Contacts of ${label}`,
} satisfies Catalogue<typeof source>;

// English words of the frame around every page.
// It must not know what a page shows.
import type { Catalogue } from '../catalogue.ts';
import type { frame as source } from '../zh/frame.ts';

export const frame = {
  brand: 'Shoufang',
  brandMeaning: 'First contact, to the end',
  skip: 'Skip to the page',
  mainNav: 'Main',
  nav: {
    today: 'Today',
    desk: 'Desk',
    petitions: 'Petitions',
    sessions: 'Training',
    people: 'People',
    imports: 'Imports',
    reports: 'Reports',
    mailbox: 'Mailbox',
  },
  search: { label: 'Find a petition by its number', placeholder: 'Number, e.g. XF-2026-0041', go: 'Find', key: 'Press / to come here' },
  account: 'Signed in as',
  signOut: 'Sign out',
  otherLanguage: '中文',
  otherLanguageHint: 'Show the pages in Chinese',
  optional: 'optional',
  choose: 'Please choose',
  cancel: 'Back, change nothing',
  next: 'Next page',
  firstPage: 'Back to the first page',
  errorTitle: 'A few things need changing',
  errorPrefix: 'Error',
  footer: 'Petitions and training of resettled migrants',
  contract: 'API for programs',
  separator: ', ',
  brackets: (text) => ` (${text})`,
} satisfies Catalogue<typeof source>;

// The mails in English. The facts they are handed hold no person and no story, so neither can a sentence.
import type { Words } from './shape.ts';

export const en: Words = {
  mark: '[Petition]',
  marks: { E02: '[Petition, urgent]', E08: '[Restricted]' },
  rows: {
    E01: {
      action: ({ number }) => `Please sign for ${number}`,
      opening: ({ number }) => `You are the first-contact officer of ${number}. Please sign for it.`,
      button: 'Sign for it',
    },
    E02: {
      action: ({ number }) => `To be looked at today: ${number}`,
      opening: ({ number }) => `${number} is a group visit or urgent and needs a decision today.`,
      button: 'Open the petition',
    },
    E03: {
      action: ({ number }) => `Came again: ${number}`,
      opening: ({ number }) => `There is a further contact on ${number}. It stays with you; please take it up.`,
      button: 'Open the petition',
    },
    E04: {
      action: ({ number }) => `Accepted: ${number}`,
      opening: ({ number }) => `${number} has been accepted. Please conclude it and serve the reply in time.`,
      button: 'Open the petition',
    },
    E08: { action: () => 'You have a restricted matter', opening: () => 'You have a restricted matter.', button: 'Sign in' },
    E11: {
      action: ({ number }) => `Please serve the reply: ${number}`,
      opening: ({ number }) => `The opinion on ${number} has been issued. Please serve it on the petitioner.`,
      button: 'Record the service',
    },
    E14: {
      action: ({ number }) => `To be handled again: ${number}`,
      opening: ({ number }) => `${number} has been reopened. Please reply anew within the limit.`,
      button: 'Open the petition',
    },
    E16: {
      action: ({ number }) => `Closed: ${number}`,
      opening: ({ number }) => `${number} has been closed. Nothing more is to be done.`,
      button: 'Open the petition',
    },
    E18: {
      action: ({ number }) => `Officer changed: ${number}`,
      opening: ({ number }) => `The first-contact officer of ${number} has changed. It is no longer yours; please hand it over.`,
      button: 'Open the petition',
    },
    E41: {
      action: ({ number }) => `The officer asks: ${number}`,
      opening: ({ number }) => `The first-contact officer of ${number} has a question and has not signed. Please get in touch.`,
      button: 'Open the petition',
    },
    E40: {
      action: ({ count }) => `Ledger imported: live petitions now yours: ${String(count)}`,
      opening: ({ count }) =>
        `A ledger has been imported. Live petitions now yours: ${String(count)}. Please sign for each and mind its limit.`,
      button: 'Open my petitions',
    },
  },
  states: {
    REGISTERED: 'registered',
    ACCEPTED: 'accepted',
    HANDLING: 'being handled',
    OPINION_READY: 'opinion issued, to be served',
    SERVED: 'reply served',
    FOLLOW_UP: 'call-back',
    CLOSED: 'closed',
  },
  state: (state) => `State: ${state}`,
  limits: {
    'DL-ACK': 'sign by',
    'DL-NOTICE': 'notice due',
    'DL-HANDLE': 'reply due',
    'DL-REVIEW-RIGHT': 'review may be asked until',
    'DL-FOLLOWUP': 'call-back due',
    'DL-REWORK': 'new reply due',
  },
  bases: {
    HOUSE: 'rule of this bureau',
    'Art. 23': 'Regulation on Petition Work, Article 23',
    'Art. 34': 'Regulation on Petition Work, Article 34',
    'Art. 35': 'Regulation on Petition Work, Article 35',
  },
  subjectDue: (label, due, aim) => `, ${label} ${due}${aim === undefined ? '' : ` (aim for ${aim})`}`,
  day: (day, aim) => `${day}${aim === undefined ? '' : ` (aim for ${aim})`}`,
  line: (label, day) => `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${day}`,
  why: (sentences) => `Why this day: ${sentences.join(' ')}`,
  signBy: (day) => `Sign by: ${day}`,
  acting: (until) => `No sign-in needed, valid until ${until}. Opening the link changes nothing; only choosing and submitting does.`,
  signIn: 'Needs sign-in. Names and stories are never written in a mail.',
  closing: (number) => `Mail ${number}. A second mail with this number is the same one. Sent automatically.`,
};

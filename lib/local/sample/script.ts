// How a sample matter is written down: who received it how many days ago, and the steps taken since, as a script that play.ts acts out.
// It must not know any matter.
import type { Command } from '../../../functions/domain/petitions/commands.ts';
import type { ContactRequest } from '../../../functions/services/shapes.ts';

type Day = string;

export type Step = { readonly days: number; readonly time: string; readonly by: string } & (
  { readonly command: Command | ((day: Day) => Command) } | { readonly again: (day: Day) => ContactRequest }
);

export interface SampleCase {
  readonly days: number; // ago
  readonly by: string;
  readonly contact: (receivedOn: Day) => ContactRequest;
  readonly steps: readonly Step[];
}

type Given = Omit<Partial<ContactRequest>, 'source'> &
  Pick<ContactRequest, 'channel' | 'township' | 'story'> & {
    readonly name?: string;
    readonly source?: { readonly organ: string; readonly number: string };
  };

export const contact =
  ({ name, source, ...given }: Given) =>
  (receivedOn: Day): ContactRequest => ({
    anonymous: name === undefined,
    petitioners: name === undefined ? [] : [{ name }],
    representatives: [],
    jointLetter: false,
    attachments: [],
    receivedOn,
    ...given,
    ...(source && { source: { ...source, receivedOn } }),
  });

export const acknowledge = (days: number, by: string): Step => ({
  days,
  time: '10:20',
  by,
  command: { name: 'acknowledge', data: { via: 'mail' } },
});
export const accept = (days: number, by = 'P01'): Step => ({
  days,
  time: '10:40',
  by,
  command: { name: 'accept', data: { legalRoute: 6, noticeWay: 'IN_PERSON' } },
});
export const start = (days: number, by: string, plan: string): Step => ({
  days,
  time: '11:05',
  by,
  command: { name: 'startHandling', data: { plan } },
});
export const note = (days: number, by: string, text: string): Step => ({
  days,
  time: '15:30',
  by,
  command: { name: 'note', data: { text } },
});
export const opine = (days: number, by: string, data: Extract<Command, { name: 'issueOpinion' }>['data']): Step => ({
  days,
  time: '16:00',
  by,
  command: { name: 'issueOpinion', data },
});
export const serve = (days: number, by: string): Step => ({
  days,
  time: '16:40',
  by,
  command: (date) => ({ name: 'serve', data: { way: 'IN_PERSON', date, receiver: 'SELF' } }),
});
export const callBack = (days: number, by: string, satisfaction: 'SATISFIED' | 'BASICALLY_SATISFIED' | 'DISSATISFIED'): Step => ({
  days,
  time: '09:40',
  by,
  command: { name: 'followUp', data: { way: 'PHONE', reached: true, satisfaction } },
});

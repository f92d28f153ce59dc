// How a case is worked in tests: valid data for every command, and the road from registration to each state.
// It must not know who may give which command.
import type { Command, CommandData, CommandName } from '../../functions/domain/petitions/commands.ts';
import type { State } from '../../functions/domain/petitions/vocabulary.ts';
import { giveCommand } from '../../functions/services/petitions.ts';
import type { CaseFile } from '../../functions/services/shapes.ts';
import { type TestBureau, valueOf } from './bureau.ts';

/** What an officer would enter; `on` is the day of service. */
export const VALID = (on: string): CommandData => ({
  acknowledge: { via: 'page' },
  undoAcknowledge: {},
  accept: { legalRoute: 6, noticeWay: '当面' },
  startHandling: { plan: '核对发放清册' },
  note: { text: '已联系信用社。' },
  issueOpinion: { request: '查明原因', facts: '卡号有误', opinion: '予以补发', outcome: 'RESOLVED_SUPPORTED', basis: '后期扶持政策' },
  serve: { way: '当面', date: on, receiver: '本人' },
  followUp: { way: '电话', reached: true, satisfaction: 'SATISFIED' },
  reopen: { reason: '承诺未兑现' },
  reassignOwner: { to: 'F05', reason: '工作调动' },
  close: { reason: '已补发', waived: true },
});

export const commandOf = (name: CommandName, on: string, data: object = {}): Command =>
  ({ name, data: { ...VALID(on)[name], ...data } }) as Command;

/** The commands that lead from registration to each state, and who gives them for a case of F03. */
export const ROAD: readonly (readonly [State, string, CommandName])[] = [
  ['ACCEPTED', 'P01', 'accept'],
  ['HANDLING', 'F03', 'startHandling'],
  ['OPINION_READY', 'F03', 'issueOpinion'],
  ['SERVED', 'F03', 'serve'],
  ['FOLLOW_UP', 'F03', 'followUp'],
  ['CLOSED', 'F01', 'close'],
];

/** Works a case of F03 up to a state, from wherever it stands. */
export const workTo = async ({ deps, callerOf }: TestBureau, number: string, version: number, state: State): Promise<CaseFile> => {
  const on = deps.now().slice(0, 10);
  let file: CaseFile | undefined;
  for (const [reached, who, name] of ROAD) {
    file = valueOf(await giveCommand(deps, callerOf(who), number, commandOf(name, on), file?.petition.version ?? version));
    if (reached === state) return file;
  }
  throw new Error(`no road to ${state}`);
};

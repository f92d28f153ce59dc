// The petition side end to end on the real engine: from a visit to the closed case, with what is owed on the way.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../functions/domain/petitions/commands.ts';
import type { CaseFile } from '../../functions/services/shapes.ts';
import { giveCommand, openCase, registerContact, verifyHistory } from '../../functions/services/petitions.ts';
import { board, earlierContacts, worklist } from '../../functions/services/worklists.ts';
import { mailLedger } from '../../functions/services/mails.ts';
import { loadSample } from '../../lib/local/sample/index.ts';
import { freshBureau, NOW, valueOf, visit, type TestBureau } from '../support/bureau.ts';
import { importFile } from '../support/import-file.ts';

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
});
afterAll(() => bureau.stop());

const give = async (staff: string, file: Pick<CaseFile, 'petition'>, command: Command): Promise<CaseFile> =>
  valueOf(await giveCommand(bureau.deps, bureau.callerOf(staff), file.petition.number, command, file.petition.version));

describe('a visit is followed to its end', () => {
  it('goes from registration through opinion, service and call-back to closing, one answerable officer all the way', async () => {
    bureau.setNow(NOW);
    const opened = valueOf(await registerContact(bureau.deps, bureau.callerOf('F03'), visit()));
    expect(opened.petition).toMatchObject({ number: 'XF-2026-0001', state: 'REGISTERED', owner: 'F03', version: 1 });
    expect(opened.contact.number).toBe('LX-2026-0001');
    expect(opened.queryCode).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
    expect(opened.limits.map(({ code, targetDue }) => [code, targetDue])).toEqual([
      ['DL-ACK', '2026-09-20'],
      ['DL-NOTICE', '2026-09-30'],
    ]);
    let file = await give('F03', opened, { name: 'acknowledge', data: { via: 'page' } });
    expect(file.limits.find(({ code }) => code === 'DL-ACK')?.light).toBe('MET');
    file = await give('P01', file, { name: 'accept', data: { legalRoute: 6, noticeWay: '当面' } });
    expect(file.next).toMatchObject({ code: 'DL-HANDLE', legalDue: '2026-11-17' });
    file = await give('F03', file, { name: 'startHandling', data: { plan: '核对发放清册' } });
    file = await give('F03', file, { name: 'note', data: { text: '已联系信用社' } });
    file = await give('F03', file, {
      name: 'issueOpinion',
      data: { request: '查明', facts: '卡号有误', opinion: '补发', outcome: 'RESOLVED_SUPPORTED', basis: '后扶政策' },
    });
    file = await give('F03', file, { name: 'serve', data: { way: '当面', date: '2026-09-18', receiver: '本人' } });
    file = await give('F03', file, { name: 'followUp', data: { way: '电话', reached: true, satisfaction: 'SATISFIED' } });
    expect(file.allowed).not.toContain('close'); // the handler made the call-back: somebody else closes
    file = await give('F01', file, { name: 'close', data: { reason: '已补发', waived: false } });
    expect(file.petition).toMatchObject({ state: 'CLOSED', owner: 'F03', limits: {} });
    expect(file.limits.every(({ light }) => light === 'MET')).toBe(true);
    expect(file.contacts[0]?.petitioners[0]).toEqual({ name: '龚世芬', phone: '10051234567' });
    expect(valueOf(await verifyHistory(bureau.deps, bureau.callerOf('F01'), file.petition.number))).toEqual({ ok: true, events: 9 });
    expect(file.mails.map(({ code, recipient, state }) => [code, recipient, state])).toEqual([
      ['E01', 'F03', 'owed'],
      ['E04', 'F03', 'owed'],
      ['E11', 'F03', 'owed'],
      ['E16', 'F03', 'owed'],
    ]);
  });

  it('plays the sample bureau', async () => {
    const sample = await freshBureau('2026-11-22T08:00:00.000+08:00');
    await loadSample(sample.deps);
    const own = await board(sample.deps, sample.callerOf('F02'));
    expect(own.rows.length).toBeGreaterThan(1);
    expect(valueOf(await worklist(sample.deps, sample.callerOf('L01'), { view: 'area' })).items.length).toBeGreaterThan(10);
    expect(valueOf(await worklist(sample.deps, sample.callerOf('L01'), { view: 'overdue' })).items.length).toBeGreaterThan(0);
    expect((await earlierContacts(sample.deps, sample.callerOf('P01'), { name: '汤友顺', township: '990581103' })).length).toBe(2);
    expect(valueOf(await mailLedger(sample.deps, sample.callerOf('S01'), {})).items.length).toBe(25);
    await sample.stop();
  });

  it('imports nothing by halves', async () => {
    const report = valueOf(
      await importFile(bureau.deps, bureau.callerOf('S01'), {
        bytes: Buffer.from(
          'contactNo,receivedOn,channel,township,village,category,kind,subject,story,petitioner,phone,headcount,representatives,jointLetter,petition,firstContactOfficer\n1,2013-01-06,VISIT,990581101,石桥村,C32,REQUEST,路,路坏了,沈素,10050810677,1,,no,XF-2013-0001,F03\n',
        ),
      }),
    );
    expect(report).toMatchObject({ rows: 1, created: 1, rejected: 0 });
    expect(valueOf(await openCase(bureau.deps, bureau.callerOf('F01'), 'XF-2013-0001')).petition.closed?.reason).toBe('IMPORTED');
  });
});

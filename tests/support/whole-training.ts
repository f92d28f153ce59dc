// Reads every session a bureau has stored, past every service, and checks what must hold of it at any moment.
// It must not know what was asked of them.
import { expect } from 'vitest';
import type { ChainedSessionEvent } from '../../functions/domain/training/events.ts';
import { foldSession } from '../../functions/domain/training/evolve.ts';
import { halfDays, halfDayText } from '../../functions/domain/training/half-days.ts';
import { everybody, sheetOf } from '../../functions/domain/training/seal.ts';
import { countedIn } from '../../functions/domain/training/sign-in.ts';
import { COUNTING_STATES } from '../../functions/domain/training/vocabulary.ts';
import { sheetHash } from '../../functions/services/sheet-facts.ts';
import { brokenAt } from '../../functions/store/chain.ts';
import type { Db } from '../../functions/store/client.ts';
import { countedSheetRow } from '../../functions/store/sheet-rows.ts';
import { readHead, readSignIn } from '../../functions/store/training-items.ts';
import { rowsOf, type Row } from './whole-table.ts';

const startsWith = (rows: readonly Row[], prefix: string): Row[] => rows.filter(({ sk }) => String(sk).startsWith(prefix));

/** Checks histories, counters, half-days, sealed sheets and the index of sheets; answers how many sessions there are. */
export const checkTraining = async (db: Db): Promise<number> => {
  const all = await rowsOf(db, 'training');
  const signIns = all
    .filter(({ pk }) => String(pk).startsWith(`${db.bureau}#ATT#`))
    .map((row) => ({ row, signIn: readSignIn({ ...row }) }));
  const heads = all.filter(({ pk, sk }) => sk === 'HEAD' && String(pk).startsWith(`${db.bureau}#SES#`));
  for (const row of heads) {
    const { session, counts, lastHash } = readHead({ ...row });
    const name = session.sessionId;
    const rows = all.filter(({ pk }) => pk === row['pk']);
    const events = startsWith(rows, 'EV#').map(({ pk: _pk, sk: _sk, ...event }) => event as unknown as ChainedSessionEvent);
    expect(brokenAt(events, { version: session.version, lastHash }), name).toBeUndefined();
    const sealed = session.sealedAt !== undefined || session.imported;
    expect({ ...foldSession(events), ...(!sealed && { handouts: session.handouts }) }, name).toEqual(session);
    expect(startsWith(rows, 'REG#').length, name).toBe(counts.enrolled);
    expect(counts.enrolled, name).toBeLessThanOrEqual(session.capacity);
    expect(startsWith(rows, 'ANN#').length, name).toBe(counts.annulled);

    const own = signIns.filter(({ signIn }) => signIn.session === name);
    expect({ present: counts.present, walkIns: counts.walkIns }, name).toEqual(countedIn(own.map(({ signIn }) => signIn)));
    const days = halfDays(session).map(halfDayText);
    for (const { row: stored, signIn } of own) {
      expect(days, name).toContain(halfDayText(signIn.halfDay));
      expect(stored).toMatchObject({ sheetPk: row['pk'], sheetSk: `${signIn.marks[0]!.at}#${signIn.who}` });
    }
    const stored = rows.find(({ sk }) => sk === 'SHEET');
    expect(stored !== undefined, name).toBe(sealed);
    if (!stored) continue;
    const { pk: _pk, sk: _sk, ...plain } = stored;
    const counted = countedSheetRow(plain);
    const { void: isVoid = false, ...sheet } = counted;
    expect(sheet, name).toEqual(
      sheetOf(
        session,
        own.map(({ signIn }) => signIn),
      ),
    );
    expect(isVoid, name).toBe(!COUNTING_STATES.includes(session.state));
    const locked = events.findLast(({ type }) => type === 'sealed' || type === 'corrected');
    const hash = locked?.type === 'sealed' ? locked.data.sheet : locked?.type === 'corrected' ? locked.data.after.sheet : undefined;
    if (hash !== undefined && !session.imported) expect(hash, name).toBe(sheetHash(everybody(counted)));
  }
  return heads.length;
};

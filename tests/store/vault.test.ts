// Sealed fields: bound to their row, useless when altered, and no telephone or ID number anywhere in the tables.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCase, registerContact } from '../../functions/services/petitions.ts';
import { earlierContacts } from '../../functions/services/worklists.ts';
import { whoIs } from '../../functions/store/petition-items.ts';
import { keyVault, noVault } from '../../functions/store/vault.ts';
import { freshBureau, valueOf, visit, type TestBureau } from '../support/bureau.ts';
import { everyRow } from '../support/whole-table.ts';

const vault = keyVault(randomBytes(32));

describe('A sealed text', () => {
  it('opens to what was sealed, whatever the characters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (text, row) => {
        expect(await vault.open(await vault.seal(text, row), row)).toBe(text.toWellFormed());
      }),
    );
  });

  it('is sealed differently every time', async () => {
    expect(await vault.seal('10051234567', 'row')).not.toBe(await vault.seal('10051234567', 'row'));
  });

  it('does not open in another row', async () => {
    const sealed = await vault.seal('10051234567', '990581#PET#XF-2026-0001#LX-2026-0001');
    await expect(vault.open(sealed, '990581#PET#XF-2026-0001#LX-2026-0002')).rejects.toThrow();
  });

  it('does not open when any one byte was altered', async () => {
    const sealed = Buffer.from(await vault.seal('10051234567', 'row'), 'base64url');
    for (let n = 0; n < sealed.length; n += 1) {
      const forged = Buffer.from(sealed);
      forged[n] = forged[n]! ^ 1;
      await expect(vault.open(forged.toString('base64url'), 'row'), `byte ${n}`).rejects.toThrow();
    }
  });

  it('does not open when it was cut short', async () => {
    const sealed = Buffer.from(await vault.seal('10051234567', 'row'), 'base64url');
    for (const length of [0, 1, 12, 15, 20, 27, sealed.length - 1]) {
      await expect(vault.open(sealed.subarray(0, length).toString('base64url'), 'row'), `${length} bytes`).rejects.toThrow();
    }
  });

  it('does not open under another key', async () => {
    await expect(keyVault(randomBytes(32)).open(await vault.seal('1', 'row'), 'row')).rejects.toThrow();
  });

  it('does not open, and is not made, where a function has no key', async () => {
    for (const use of [noVault.open('x', 'row'), noVault.seal('x', 'row'), noVault.blind('x'), noVault.queryCode('x')]) {
      await expect(use).rejects.toThrow('no key');
    }
  });

  it('needs a key of 32 bytes', () => {
    expect(() => keyVault(randomBytes(31))).toThrow('32 bytes');
  });
});

describe('The blind index', () => {
  it('is the same for the same name and township, however spaced or wide it was typed', async () => {
    const index = (name: string, township = '990581102') => vault.blind(whoIs(name, township));
    expect(await index('龚 世芬')).toBe(await index('龚世芬'));
    expect(await index('ＡＢＣ')).toBe(await index('ABC'));
    expect(await index('龚世芬', '990581101')).not.toBe(await index('龚世芬'));
  });

  it('is another under another key', async () => {
    expect(await keyVault(randomBytes(32)).blind('龚世芬')).not.toBe(await vault.blind('龚世芬'));
  });
});

describe('The query code', () => {
  it('is ten unmistakable characters, the same every time, another for every number and key', async () => {
    const code = await vault.queryCode('XF-2026-0041');
    expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
    expect(await vault.queryCode('XF-2026-0041')).toBe(code);
    expect(await vault.queryCode('XF-2026-0042')).not.toBe(code);
    expect(await keyVault(randomBytes(32)).queryCode('XF-2026-0041')).not.toBe(code);
  });
});

describe('The tables after registrations', () => {
  let bureau: TestBureau;
  beforeAll(async () => {
    bureau = await freshBureau();
  });
  afterAll(() => bureau.stop());

  const PHONES = ['10051234567', '10051234568', '10051234569'];
  const ID = '990581190001010012';
  const contact = visit({
    petitioners: [
      { name: '龚世芬', phone: PHONES[0]!, idNumber: ID },
      { name: '龚世明', phone: PHONES[1]! },
    ],
    headcount: 6,
    representatives: [{ name: '龚世华', phone: PHONES[2]! }],
  });

  it('hold no telephone number, ID number or query code in the clear, and names in contacts only', async () => {
    const key = { route: 'POST /contacts', key: 'k1', body: JSON.stringify(contact) };
    const first = valueOf(await registerContact(bureau.deps, bureau.callerOf('F03'), contact, key));
    await registerContact(bureau.deps, bureau.callerOf('P01'), { ...contact, petition: first.petition.number });
    await registerContact(bureau.deps, bureau.callerOf('P01'), { ...contact, accused: { staff: 'F02' } });
    const rows = await everyRow(bureau.deps.db);
    expect(rows.filter((row) => String(row['sk']).startsWith('CT#'))).toHaveLength(3);
    const text = JSON.stringify(rows);
    for (const secret of [...PHONES, ID, first.queryCode]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
    }
    const withName = rows.filter((row) => JSON.stringify(row).includes('龚世'));
    expect(withName.map((row) => String(row['sk']).slice(0, 3))).toEqual(['CT#', 'CT#', 'CT#']);
  });

  it('give them back to whoever may read the case', async () => {
    const file = valueOf(await openCase(bureau.deps, bureau.callerOf('F03'), 'XF-2026-0001'));
    expect(file.contacts[0]?.petitioners).toEqual(contact.petitioners);
    expect(file.contacts[0]?.representatives).toEqual(contact.representatives);
  });

  it('find a person’s ordinary matters by name and township, and never a restricted one', async () => {
    const found = await earlierContacts(bureau.deps, bureau.callerOf('P01'), { name: '龚世芬', township: '990581102' });
    expect(found.map(({ contact: { petition } }) => petition)).toEqual(['XF-2026-0001', 'XF-2026-0001']);
    expect(await earlierContacts(bureau.deps, bureau.callerOf('P01'), { name: '龚世芬', township: '990581101' })).toEqual([]);
  });
});

// Workbooks that would take all memory are refused before anything of them is read.
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../functions/services/table.ts';

/** An archive of these parts; what it says of their sizes may be a lie. */
const archive = (parts: Readonly<Record<string, string>>, says: (size: number) => number = (size) => size): Buffer => {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const packed = deflateRawSync(Buffer.from(text));
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says(Buffer.byteLength(text)), 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    entries.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
};

const workbook = (sheetData: string, path = 'worksheets/sheet1.xml', says?: (size: number) => number): Buffer =>
  archive(
    {
      '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      'xl/workbook.xml':
        '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="${path}"/></Relationships>`,
      [`xl/${path}`]: `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${sheetData}</sheetData></worksheet>`,
    },
    says,
  );
const cell = (address: string, text = 'x'): string => `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (n: number, cells: string): string => `<row r="${String(n)}">${cells}</row>`;
const outcome = async (bytes: Uint8Array) => {
  const read = await readLines(bytes);
  return read.ok ? read.value : read.refusal.code;
};

describe('A workbook', () => {
  it('of a few rows is read, whatever its dimension says', async () => {
    expect(await outcome(workbook(row(1, cell('A1')) + row(3, cell('B3', 'y'))))).toEqual([
      { row: 1, cells: ['x', ''] },
      { row: 3, cells: ['', 'y'] },
    ]);
  });

  it.each([
    ['far down and far right', row(1, cell('A1')) + row(60_000, cell('XFD60000'))],
    ['below the last row there is', row(1, cell('A1')) + row(9_999_999, cell('A9999999'))],
    ['whose rows end far right', Array.from({ length: 400 }, (_, n) => row(n + 1, `<c r="XFD${String(n + 1)}"/>`)).join('')],
    ['without row elements to warn of it', `${cell('A1')}${cell('XFD1000000')}`],
    [
      'in single quotes after other attributes',
      row(1, cell('A1')) + `<row r='70000'><c  s='1' t='inlineStr'\nr = 'XFD70000' ><is><t>x</t></is></c></row>`,
    ],
  ])('with a cell %s is refused as too large', async (_name, data) => {
    const before = process.memoryUsage().rss;
    expect(await outcome(workbook(data))).toBe('TOO_LARGE');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('is looked at wherever its sheet lies', async () => {
    expect(await outcome(workbook(cell('XFD1000000'), 'sharedStrings.xml'))).toBe('TOO_LARGE');
  });

  it('with an address that is none, or larger than it says, is unreadable', async () => {
    expect(await outcome(workbook(row(1, cell('&#65;1'))))).toBe('UNREADABLE');
    expect(await outcome(workbook(row(1, cell('A0'))))).toBe('UNREADABLE');
    expect(await outcome(workbook(row(1, cell('A1', 'x'.repeat(100_000))), undefined, () => 10))).toBe('UNREADABLE');
  });
});

describe('A text file', () => {
  it('of a line with a hundred thousand columns is refused before its rows are spread over them', async () => {
    const bytes = Buffer.from(`${'a,'.repeat(100_000)}\n${'x\n'.repeat(40_000)}`);
    expect(await outcome(bytes)).toBe('TOO_LARGE');
  });
});

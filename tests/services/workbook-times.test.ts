// Times in a workbook: whatever a cell is formatted as, it reads like the .csv.
import { expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { linesOfWorkbook } from '../../functions/services/workbook.ts';
import { valueOf } from '../support/bureau.ts';

const FORMATS = ['h:mm', 'hh:mm', 'hh:mm:ss', '[h]:mm', 'h:mm AM/PM', 'h"时"mm"分"'];

const read = async (cells: readonly { readonly value: number | Date; readonly format: string }[]): Promise<readonly string[]> => {
  const row = cells.map(({ value, format }) =>
    value instanceof Date ? { value, format, type: Date } : ({ value, format, type: Number } as const),
  );
  const [line] = valueOf(await linesOfWorkbook(await writeXlsxFile([row]).toBuffer()));
  return line?.cells ?? [];
};

it('a time of day is hours and minutes, under every format, to the minute', async () => {
  const minutes = [0, 1, 8 * 60 + 30, 14 * 60 + 30, 18 * 60 + 5, 24 * 60 - 1];
  const clocks = ['00:00', '00:01', '08:30', '14:30', '18:05', '23:59'];
  for (const format of FORMATS) {
    expect(await read(minutes.map((minute) => ({ value: minute / 1440, format }))), format).toEqual(clocks);
    expect(await read([{ value: new Date('1899-12-30T14:30:00Z'), format }])).toEqual(['14:30']);
  }
});

it('more than a day of hours stays hours', async () => {
  expect(await read([{ value: 1.25, format: '[h]:mm' }])).toEqual(['30:00']);
});

it('a day is a day, also with an hour beside it', async () => {
  const days = ['2013-01-04T00:00:00Z', '2013-01-04T14:30:00Z', '1900-03-01T00:00:00Z', '1904-01-01T00:00:00Z'];
  expect(await read(days.map((day) => ({ value: new Date(day), format: 'yyyy-mm-dd hh:mm' })))).toEqual([
    '2013-01-04',
    '2013-01-04',
    '1900-03-01',
    '1904-01-01',
  ]);
});

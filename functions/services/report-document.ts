// A title, paragraphs and tables as a .docx document, for whoever goes on writing in a word processor.
// It must not know what they tell.

export interface DocumentTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface WrittenDocument {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly DocumentTable[];
}

const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun' };
const BODY_HALF_POINTS = 24; // 小四, as official papers are set
const FIRST_LINE = 480; // two characters of it, in twentieths of a point
const LINE = 420;
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const STRONG = { bold: true };
const clean = (text: string): string => text.toWellFormed().replace(UNWRITABLE, '');

export const documentOf = async ({ title, paragraphs, tables }: WrittenDocument): Promise<Uint8Array> => {
  // Loaded by the first download: every other request does without it.
  const { AlignmentType, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } = await import('docx');
  const line = (text: string | number, { bold = false, right = false } = {}) =>
    new Paragraph({
      ...(right && { alignment: AlignmentType.RIGHT }),
      children: [new TextRun({ text: clean(String(text)), ...(bold && STRONG) })],
    });
  const tableOf = ({ columns, rows }: DocumentTable) =>
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [
        new TableRow({ tableHeader: true, children: columns.map((text) => new TableCell({ children: [line(text, { bold: true })] })) }),
        ...rows.map(
          (row) =>
            new TableRow({
              children: row.map((value) => new TableCell({ children: [line(value, { right: typeof value === 'number' })] })),
            }),
        ),
      ],
    });
  const file = new Document({
    title: clean(title),
    styles: { default: { document: { run: { font: FONT, size: BODY_HALF_POINTS } } } },
    sections: [
      {
        children: [
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ text: clean(title), ...STRONG })],
          }),
          ...paragraphs.map(
            (text) =>
              new Paragraph({
                indent: { firstLine: FIRST_LINE },
                spacing: { line: LINE, after: 200 },
                children: [new TextRun(clean(text))],
              }),
          ),
          ...tables.flatMap((table) => [
            new Paragraph({
              heading: HeadingLevel.HEADING_2,
              spacing: { before: 280, after: 100 },
              children: [new TextRun(clean(table.title))],
            }),
            tableOf(table),
          ]),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file));
};

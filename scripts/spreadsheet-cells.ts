// The cells of a spreadsheet in OpenDocument's flat XML: where each stands, what kind it is, and whether a formula lies behind it.
// It must not know who wrote the sheet. It reads what LibreOffice writes, no other XML.

export interface Cell {
  readonly sheet: string;
  readonly row: number;
  /** `string`, `float`, `date` …, as the program understood it. */
  readonly kind: string;
  readonly text: string;
  /** Of a number. */
  readonly value?: number;
  readonly formula?: string;
}

const TABLE = /<table:table table:name="([^"]*)"[\s\S]*?<\/table:table>/g;
const ROW = /<table:table-row[\s\S]*?<\/table:table-row>/g;
const CELL = /<table:table-cell([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g;
const PARAGRAPH = /<text:p>([\s\S]*?)<\/text:p>/g;

/** Every cell that holds something; a repeated one once. */
export const cellsOf = (flatXml: string): readonly Cell[] =>
  [...flatXml.matchAll(TABLE)].flatMap(([table, sheet = '']) =>
    [...table.matchAll(ROW)].flatMap(([row], at) =>
      [...row.matchAll(CELL)].flatMap(([, attributes = '', inside = '']) => {
        const attribute = (name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
        const kind = attribute('office:value-type');
        if (kind === undefined) return [];
        const value = attribute('office:value');
        const formula = attribute('table:formula');
        const text = [...inside.matchAll(PARAGRAPH)].map(([, paragraph = '']) => plain(paragraph)).join('\n');
        return [
          {
            sheet: plain(sheet),
            row: at,
            kind,
            text,
            ...(value !== undefined && { value: Number(value) }),
            ...(formula !== undefined && { formula }),
          },
        ];
      }),
    ),
  );

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const plain = (xml: string): string =>
  xml.replace(/<[^>]+>/g, '').replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '');

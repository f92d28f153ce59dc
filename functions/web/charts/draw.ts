// A chart as SVG text, drawn on the server: bars of this period and a line beside them, fit to stand in a page under a policy without inline styles.
// It must not know what is counted. The table beside it carries the same numbers, so nobody depends on the drawing.
import { PALETTE } from './palette.ts';

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

export interface Chart {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** What the drawing says, in words. */
  readonly says: string;
  readonly labels: readonly string[];
  readonly bars: Series;
  readonly line?: Series | undefined;
  /** The line has a scale of its own, on the right. */
  readonly ownScale?: boolean;
}

// Narrow, so that letters are still read where a phone shrinks it, and a desk does not blow them up.
const WIDTH = 480;
const HEIGHT = 290;
const LETTER = 14;

export const drawChart = async (chart: Chart): Promise<string> => {
  // Loaded by the first report that is looked at; nothing else draws.
  const { drawn } = await import('./echarts.ts');
  return standing(drawn(optionOf(chart), { width: WIDTH, height: HEIGHT }), chart);
};

const axis = { axisLine: { lineStyle: { color: PALETTE.edge } }, axisTick: { show: false } };
const letters = { color: PALETTE.soft, fontFamily: PALETTE.letters, fontSize: LETTER };
const WHOLE = 1; // nobody comes in halves

const optionOf = ({ labels, bars, line, ownScale = false }: Chart) => ({
  animation: false,
  textStyle: letters,
  color: [PALETTE.link, PALETTE.ink],
  grid: { left: 4, right: 4, top: 44, bottom: 4, outerBoundsMode: 'same' as const, outerBoundsContain: 'axisLabel' as const },
  legend: { top: 0, left: 0, itemWidth: 18, itemHeight: 10, textStyle: { ...letters, color: PALETTE.ink } },
  xAxis: { type: 'category' as const, data: [...labels], ...axis, axisLabel: { ...letters, interval: 0 } },
  yAxis: [true, ...(ownScale ? [false] : [])].map((ruled) => ({
    type: 'value' as const,
    minInterval: WHOLE,
    ...axis,
    axisLabel: { ...letters, formatter: String }, // as figures stand everywhere else: without separators
    splitLine: { show: ruled, lineStyle: { color: PALETTE.rule } },
  })),
  series: [
    { type: 'bar' as const, name: bars.name, data: [...bars.values], barMaxWidth: 34 },
    ...(line
      ? [
          {
            type: 'line' as const,
            name: line.name,
            data: [...line.values],
            yAxisIndex: ownScale ? 1 : 0,
            symbol: 'circle',
            symbolSize: 7,
            lineStyle: { width: 2 },
          },
        ]
      : []),
  ],
});

/** What the library wrote, as it may stand in a page: attributes for styles, no fixed size, a name and a description. */
const standing = (svg: string, { id, title, says }: Chart): string => {
  const plain = svg
    .replace(/<style[\s\S]*?<\/style>/g, '') // what happens under a mouse; a printed report has none
    .replace(/\sstyle="([^"]*)"/g, (_all, style: string) => attributesOf(style))
    .replace(/\s(?:class|pointer-events)="[^"]*"/g, '')
    .replace(/\bzr\d+-(c\d+)\b/g, `${id}-$1`) // two charts stand in one page
    .replace(/>\s+</g, '><');
  const named = `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-says">${escaped(says)}</desc>`;
  return plain.replace(
    /<svg[^>]*>/,
    `<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-says">${named}`,
  );
};

// Styles that mean something as an attribute of SVG; the library's hints for selecting with a mouse do not.
const MEANT = new Set([
  'fill',
  'stroke',
  'stroke-width',
  'font-size',
  'font-family',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'opacity',
]);

const attributesOf = (style: string): string =>
  style
    .split(';')
    .map((one) => one.split(':').map((part) => part.trim()))
    .filter(([name = '']) => MEANT.has(name))
    .map(([name = '', value = '']) => ` ${name}="${value.replaceAll('&quot;', "'")}"`)
    .join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

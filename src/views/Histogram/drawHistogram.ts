/** Draws a histogram as SVG: all bars are one path, so that a new epoch writes one attribute. */
import { scaleLinear, select } from 'd3';
import { changing } from '../changing';
import { formatCount, formatScore } from '../format';
import { binAt, type Bins } from './certainty';

const margin = { left: 44, right: 10, top: 12, bottom: 20 };
const plotHeight = 72;
const height = margin.top + plotHeight + margin.bottom;

export interface HistogramLayout {
  readonly bins: Bins;
  /** Value to pixel. */
  readonly x: (value: number) => number;
  /** The bin under a pixel; null beside the plot. */
  readonly binUnder: (px: number) => number | null;
  readonly bar: (bin: number) => string;
}

export function drawHistogram(element: SVGSVGElement, bins: Bins, width: number): HistogramLayout {
  const svg = select(element).attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`);
  const right = Math.max(margin.left + 40, width - margin.right);
  const bottom = margin.top + plotHeight;
  const x = scaleLinear([bins.low, bins.high], [margin.left, right]);
  const highest = Math.max(1, ...bins.counts);
  const y = scaleLinear([0, highest], [bottom, margin.top]);
  const across = (right - margin.left) / bins.counts.length;
  // A bin with a single point among thousands is seen all the same.
  const bar = (bin: number) => {
    const count = bins.counts[bin]!;
    return count === 0
      ? ''
      : `M${(margin.left + bin * across + 0.5).toFixed(2)},${bottom}V${Math.min(bottom - 1, y(count)).toFixed(2)}h${(across - 1).toFixed(2)}V${bottom}Z`;
  };
  const ticks = y.ticks(2).filter(Number.isInteger);
  for (const name of ['path.bars', 'path.met', 'path.place']) {
    const [tag, cls] = name.split('.') as [string, string];
    svg.selectAll(name).data([0]).join(tag).attr('class', cls);
  }
  changing(svg.select<SVGPathElement>('path.bars')).attr('d', Array.from(bins.counts, (_, bin) => bar(bin)).join(''));
  changing(
    svg
      .selectAll<SVGLineElement, number>('line')
      .data([...ticks, 0])
      .join((enter) => enter.insert('line', ':first-child')),
  )
    .attr('class', (tick) => (tick === 0 ? 'base' : 'grid'))
    .attr('x1', margin.left)
    .attr('x2', right)
    .attr('y1', (tick) => y(tick))
    .attr('y2', (tick) => y(tick));
  changing(svg.selectAll<SVGTextElement, number>('text.y').data(ticks).join('text'))
    .attr('class', 'y')
    .attr('x', margin.left - 6)
    .attr('y', (tick) => y(tick) + 3.5)
    .text((tick) => formatCount(tick));
  const ends = [bins.low, (bins.low + bins.high) / 2, bins.high];
  changing(svg.selectAll<SVGTextElement, number>('text.x').data(ends).join('text'))
    .attr('class', 'x')
    .attr('x', (value) => x(value))
    .attr('y', bottom + 14)
    .attr('text-anchor', (_, i) => (['start', 'middle', 'end'] as const)[i]!)
    .text((value) => formatScore(value, 2));
  return { bins, x: (value) => x(value), binUnder: (px) => (px < margin.left || px > right ? null : binAt(bins, x.invert(px))), bar };
}

/** Marks the bin under the pointer, and where one point lies. */
export function drawMet(element: SVGSVGElement, layout: HistogramLayout, bin: number | null, value: number | null): void {
  const svg = select(element);
  changing(svg.select<SVGPathElement>('path.met')).attr('d', bin === null ? null : layout.bar(bin) || null);
  const { low, high } = layout.bins;
  const at = value === null ? 0 : layout.x(Math.max(low, Math.min(high, value)));
  changing(svg.select<SVGPathElement>('path.place')).attr(
    'd',
    value === null ? null : `M${at},${margin.top}V${margin.top + plotHeight}M${at - 5},${margin.top - 9}h10L${at},${margin.top - 1}Z`,
  );
}

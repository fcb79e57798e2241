/** Draws α as SVG beside where centres split: on a line, or where it is annealed as it rises over the epochs. */
import { scaleLinear, scaleLog, select, type Selection } from 'd3';
import { epochTicks, logTicks, type Domain } from '../chart/axis';
import { apart } from '../chart/scale';
import { changing } from '../changing';
import { formatCount, formatValue } from '../format';
import { epochsOf, type Reading } from './reading';

type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

const side = 10;
/** Of the line: the rows of the two names, the line, and its ticks. */
const line = { alpha: 12, critical: 27, at: 44, height: 64 };
/** Of the curve. */
const curve = { left: 44, top: 10, plot: 110, height: 144 };
/** Pixels that a character of a name takes. */
const characterWidth = 6.2;

/** Whole powers of ten about all values, two of them at least. */
export function decadesAbout(values: readonly number[]): Domain {
  const logs = values.map((value) => Math.log10(value));
  const low = Math.floor(Math.min(...logs));
  const high = Math.max(low + 2, Math.ceil(Math.max(...logs)));
  return [10 ** low, 10 ** high];
}

/** One element of each of these, made where it is missing. */
function parts(svg: Svg, names: readonly string[]): void {
  for (const name of names) {
    const [tag, cls] = name.split('.') as [string, string];
    svg.selectAll(name).data([0]).join(tag).attr('class', cls);
  }
}

export function drawSharpness(element: SVGSVGElement, reading: Reading, width: number): void {
  const svg: Svg = select(element);
  const form = reading.annealed ? 'curve' : 'line';
  if (element.dataset['form'] !== form) svg.selectAll('*').remove();
  element.dataset['form'] = form;
  const { height } = reading.annealed ? curve : line;
  changing(svg).attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`);
  parts(svg, ['g.ticks', 'path.course', 'line.base', 'path.split', 'text.split-name', 'path.now', 'text.now-name']);
  if (reading.annealed) drawCurve(svg, reading, reading.annealed, width);
  else drawLine(svg, reading, width);
}

/** A name beside a place on the line, on the side where there is room. */
function placeName(text: Selection<SVGTextElement, unknown, null, undefined>, words: string, at: number, y: number, width: number): void {
  const fits = at + 6 + characterWidth * words.length < width;
  changing(text)
    .attr('x', fits ? at + 6 : at - 6)
    .attr('y', y)
    .attr('text-anchor', fits ? 'start' : 'end')
    .text(words);
}

function drawLine(svg: Svg, { alpha, critical }: Reading, width: number): void {
  const domain = decadesAbout(critical === null ? [alpha] : [alpha, critical]);
  const x = scaleLog(domain, [side, Math.max(side + 40, width - side)]);
  const ticks = logTicks(domain);
  const ground = svg.select<SVGGElement>('g.ticks');
  changing(ground.selectAll<SVGLineElement, number>('line').data(ticks).join('line'))
    .attr('x1', (tick) => x(tick))
    .attr('x2', (tick) => x(tick))
    .attr('y1', line.at)
    .attr('y2', line.at + 5);
  changing(ground.selectAll<SVGTextElement, number>('text').data(ticks).join('text'))
    .attr('x', (tick) => x(tick))
    .attr('y', line.at + 17)
    .attr('text-anchor', (tick) => (tick === domain[0] ? 'start' : tick === domain[1] ? 'end' : 'middle'))
    .text((tick) => formatValue(tick));
  changing(svg.select<SVGLineElement>('line.base'))
    .attr('x1', x(domain[0]))
    .attr('x2', x(domain[1]))
    .attr('y1', line.at)
    .attr('y2', line.at);
  // Where centres split the line is strong.
  const split = critical === null ? null : x(critical);
  changing(svg.select<SVGPathElement>('path.course')).attr('d', split === null ? null : `M${split},${line.at}H${x(domain[1])}`);
  changing(svg.select<SVGPathElement>('path.split')).attr('d', split === null ? null : `M${split},${line.critical - 8}V${line.at + 5}`);
  placeName(
    svg.select<SVGTextElement>('text.split-name'),
    split === null ? '' : `α_c ${formatValue(critical)}`,
    split ?? 0,
    line.critical,
    width,
  );
  changing(svg.select<SVGPathElement>('path.now')).attr(
    'd',
    `M${x(alpha)},${line.at}V${line.alpha - 8}M${x(alpha) - 4.5},${line.at}a4.5,4.5 0 1 0 9,0a4.5,4.5 0 1 0 -9,0Z`,
  );
  placeName(svg.select<SVGTextElement>('text.now-name'), `α ${formatValue(alpha)}`, x(alpha), line.alpha, width);
}

function drawCurve(svg: Svg, { alpha, critical, epoch }: Reading, annealed: NonNullable<Reading['annealed']>, width: number): void {
  const { alphas, epochsEach } = annealed;
  const [top, bottom] = [curve.top, curve.top + curve.plot];
  const right = Math.max(curve.left + 40, width - side);
  const last = Math.max(epochsOf(annealed), epoch);
  const x = scaleLinear([0, last], [curve.left, right]);
  const domain = decadesAbout([...alphas, alpha, ...(critical === null ? [] : [critical])]);
  const y = scaleLog(domain, [bottom, top]);
  const ground = svg.select<SVGGElement>('g.ticks');
  const ticks = apart(logTicks(domain), y, 12);
  changing(ground.selectAll<SVGLineElement, number>('line').data(ticks).join('line'))
    .attr('class', 'grid')
    .attr('x1', curve.left)
    .attr('x2', right)
    .attr('y1', (tick) => y(tick))
    .attr('y2', (tick) => y(tick));
  const epochs = epochTicks(last, Math.max(2, Math.floor((right - curve.left) / 60)));
  const names = [
    ...ticks.map((tick) => ({ x: curve.left - 6, y: y(tick) + 3.5, anchor: 'end', text: formatValue(tick) })),
    ...epochs.map((tick) => ({
      x: x(tick),
      y: bottom + 15,
      anchor: x(tick) > right - 12 ? 'end' : 'middle',
      text: tick === 0 ? 'epoch 0' : formatCount(tick),
    })),
  ];
  changing(ground.selectAll<SVGTextElement, (typeof names)[number]>('text').data(names).join('text'))
    .attr('x', (name) => name.x)
    .attr('y', (name) => name.y)
    .attr('text-anchor', (name) => name.anchor)
    .text((name) => name.text);
  changing(svg.select<SVGLineElement>('line.base')).attr('x1', curve.left).attr('x2', right).attr('y1', bottom).attr('y2', bottom);
  const steps = alphas.map(
    (value, i) => `${i === 0 ? 'M' : 'L'}${x(i * epochsEach).toFixed(1)},${y(value).toFixed(1)}H${x((i + 1) * epochsEach).toFixed(1)}`,
  );
  changing(svg.select<SVGPathElement>('path.course')).attr('d', `${steps.join('')}H${right}`);
  const split = critical === null ? null : y(critical);
  changing(svg.select<SVGPathElement>('path.split')).attr('d', split === null ? null : `M${curve.left},${split}H${right}`);
  const above = split !== null && split > top + 14;
  changing(svg.select<SVGTextElement>('text.split-name'))
    .attr('x', right)
    .attr('y', (split ?? 0) + (above ? -4 : 12))
    .attr('text-anchor', 'end')
    .text(split === null ? '' : `α_c ${formatValue(critical)}`);
  const at = x(Math.max(0, epoch - 0.5));
  changing(svg.select<SVGPathElement>('path.now')).attr(
    'd',
    `M${at},${bottom}V${top}M${at - 4.5},${y(alpha)}a4.5,4.5 0 1 0 9,0a4.5,4.5 0 1 0 -9,0Z`,
  );
  placeName(svg.select<SVGTextElement>('text.now-name'), `α ${formatValue(alpha)}`, at, Math.max(top + 8, y(alpha) - 8), width);
}

/** Draws the path as SVG. The path is redrawn when its numbers change; the place that is shown alone when it moves. */
import { line, select } from 'd3';
import { mostRrl } from '../../core/metrics/numbers';
import { changing } from '../changing';
import { formatValue } from '../format';
import { apart, scaleOf, type Scale } from '../chart/scale';
import { rlKind, rrlKind, thinned, type Journey, type Mark, type Place } from './places';

const margin = { left: 46, right: 14, top: 24, bottom: 34 };
const mostPlaces = 400;
/** Dots in between the ends, where there are few enough to be told apart. */
const mostDots = 80;

export interface PathLayout {
  readonly journey: Journey;
  readonly x: (rl: number) => number;
  readonly y: (value: number) => number;
}

const size = { shown: 5, dot: 1.8, end: 3.2, ring: 8.5, mark: 5 };

/** A diamond and a square, so that the two are told apart without colour. */
export const outline = ({ key }: Mark): string => {
  const r = size.mark;
  return key === 'kmeans' ? `M0,${-r - 1}L${r + 1},0L0,${r + 1}L${-r - 1},0Z` : `M${-r},${-r}H${r}V${r}H${-r}Z`;
};

/** The layout; null where there is no place yet. */
export function drawPath(element: SVGSVGElement, journey: Journey, width: number, height: number): PathLayout | null {
  const places = thinned(journey.places, mostPlaces);
  const all = [...journey.places, ...journey.marks];
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const sx = scaleOf('log where wide', [...all.map(({ x }) => x), ...(journey.limit === null ? [] : [journey.limit])], null, [
    margin.left,
    right,
  ]);
  const sy = scaleOf(
    'linear',
    all.map(({ y }) => y),
    null,
    [bottom, margin.top],
    0.05,
  );
  if (!sx || !sy || places.length === 0) return null;
  const layout = { journey, x: sx.at, y: sy.at };
  const svg = select(element).attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`);
  for (const name of ['ground', 'limit', 'way', 'marks', 'top']) svg.selectAll(`g.${name}`).data([0]).join('g').attr('class', name);
  drawAxes(element, journey.silhouette.name, sx, sy, right, bottom);

  const limit = journey.limit === null ? null : sx.at(journey.limit);
  const g = select(element).select<SVGGElement>('g.limit');
  changing(
    g
      .selectAll<SVGLineElement, number>('line')
      .data(limit === null ? [] : [limit])
      .join('line'),
  )
    .attr('x1', (x) => x)
    .attr('x2', (x) => x)
    .attr('y1', margin.top)
    .attr('y2', bottom);

  const way = svg.select<SVGGElement>('g.way');
  const path = line<Place>(
    (place) => sx.at(place.x),
    (place) => sy.at(place.y),
  );
  way
    .selectAll('path')
    .data([places])
    .join('path')
    .attr('d', (d) => path(d));
  const dots = places.length > mostDots ? [places[0]!, places.at(-1)!] : places;
  changing(way.selectAll<SVGCircleElement, Place>('circle').data(dots).join('circle'))
    .attr('class', (_, i) => (i === 0 ? 'first' : null))
    .attr('r', (_, i) => (i === 0 || i === dots.length - 1 ? size.end : size.dot))
    .attr('cx', (place) => sx.at(place.x))
    .attr('cy', (place) => sy.at(place.y));

  changing(
    svg
      .select<SVGGElement>('g.marks')
      .selectAll<SVGPathElement, Mark>('path')
      .data(journey.marks, (mark) => mark.key)
      .join('path'),
  )
    .attr('class', (mark) => mark.key)
    .attr('d', outline)
    .attr('transform', (mark) => `translate(${sx.at(mark.x)},${sy.at(mark.y)})`);

  const top = svg.select<SVGGElement>('g.top');
  changing(
    top
      .selectAll<SVGCircleElement, Place>('circle.ring')
      .data(journey.chosen ? [journey.chosen] : [])
      .join('circle'),
  )
    .attr('class', 'ring')
    .attr('r', size.ring)
    .attr('cx', (place) => sx.at(place.x))
    .attr('cy', (place) => sy.at(place.y));
  const ends = nameEnds(element, layout, places, right, bottom);
  const taken = [...places, ...journey.marks].map(({ x, y }): Box => around(sx.at(x), sy.at(y), size.mark + 2));
  const name = limit === null ? null : freest(limitNames(limit, right, bottom), [...taken, ...ends]);
  changing(
    g
      .selectAll<SVGTextElement, LimitName>('text')
      .data(name ? [name] : [])
      .join('text'),
  )
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('text-anchor', ({ anchor }) => anchor)
    .text(`${rrlKind.name} ${mostRrl}%`);
  return layout;
}

/** Left, top, right, bottom. */
type Box = readonly [number, number, number, number];
interface LimitName {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  readonly box: Box;
}

const around = (x: number, y: number, r: number): Box => [x - r, y - r, x + r, y + r];
const meet = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Where the name of the limit may stand: at either end of its line, on either side. */
function limitNames(limit: number, right: number, bottom: number): LimitName[] {
  const sides = [1, -1].filter((side) => limit + side * nameWidth < right && limit + side * nameWidth > margin.left);
  return [margin.top + 8, bottom - 6].flatMap((y) =>
    sides.map((side): LimitName => {
      const x = limit + 4 * side;
      const [low, high] = [x, x + nameWidth * side].toSorted((a, b) => a - b) as [number, number];
      return { x, y, anchor: side > 0 ? 'start' : 'end', box: [low, y - 12, high, y + 4] };
    }),
  );
}

/** The one that covers the fewest of what is there, of those the first. */
function freest(names: readonly LimitName[], taken: readonly Box[]): LimitName | null {
  const covered = (name: LimitName) => taken.filter((box) => meet(box, name.box)).length;
  return names.reduce<LimitName | null>((best, name) => (best === null || covered(name) < covered(best) ? name : best), null);
}

function drawAxes(element: SVGSVGElement, silhouette: string, sx: Scale, sy: Scale, right: number, bottom: number): void {
  const ground = select(element).select<SVGGElement>('g.ground');
  const ys = apart(sy.ticks, sy.at, 14);
  const xs = apart(sx.ticks, sx.at, 36);
  changing(ground.selectAll<SVGLineElement, number>('line.across').data(ys).join('line'))
    .attr('class', 'across')
    .attr('x1', margin.left)
    .attr('x2', right)
    .attr('y1', (v) => sy.at(v))
    .attr('y2', (v) => sy.at(v));
  changing(ground.selectAll<SVGLineElement, number>('line.down').data(xs).join('line'))
    .attr('class', 'down')
    .attr('x1', (v) => sx.at(v))
    .attr('x2', (v) => sx.at(v))
    .attr('y1', margin.top)
    .attr('y2', bottom);
  changing(ground.selectAll<SVGTextElement, number>('text.y').data(ys).join('text'))
    .attr('class', 'y')
    .attr('x', margin.left - 6)
    .attr('y', (v) => sy.at(v) + 3.5)
    .text((v) => formatValue(v));
  changing(ground.selectAll<SVGTextElement, number>('text.x').data(xs).join('text'))
    .attr('class', 'x')
    .attr('x', (v) => sx.at(v))
    .attr('y', bottom + 14)
    .text((v) => formatValue(v));
  const names = [
    { name: `${rlKind.name}${sx.kind === 'log' ? ', logarithmic' : ''} →`, x: right, y: bottom + 29, anchor: 'end' },
    { name: '↙ better', x: 2, y: bottom + 29, anchor: 'start' },
    { name: `↑ 1 − ${silhouette}`, x: 2, y: 10, anchor: 'start' },
  ];
  changing(ground.selectAll<SVGTextElement, (typeof names)[number]>('text.axis').data(names).join('text'))
    .attr('class', 'axis')
    .attr('x', (n) => n.x)
    .attr('y', (n) => n.y)
    .attr('text-anchor', (n) => n.anchor)
    .text((n) => n.name);
}

/** Pixels that the name of an end takes. */
const nameWidth = 66;

/**
 * "epoch 0" and "epoch 50" beside the ends: on the side where the path is not, or above and below them where there is no room or the ends
 * are close. Returns their boxes.
 */
function nameEnds(element: SVGSVGElement, { x, y }: PathLayout, places: readonly Place[], right: number, bottom: number): Box[] {
  const first = places[0]!;
  const last = places.at(-1)!;
  const ends =
    last === first
      ? [{ place: first, next: first }]
      : [
          { place: first, next: places[1]! },
          { place: last, next: places.at(-2)! },
        ];
  const close = ends.length > 1 && Math.abs(x(first.x) - x(last.x)) < 1.4 * nameWidth && Math.abs(y(first.y) - y(last.y)) < 26;
  const labels = ends.map(({ place, next }, i) => {
    const roomLeft = x(place.x) - margin.left > nameWidth;
    const roomRight = right - x(place.x) > nameWidth;
    const toLeft = !roomRight || (roomLeft && x(next.x) > x(place.x));
    const beside = !close && (toLeft ? roomLeft && x(next.x) >= x(place.x) : roomRight && x(next.x) <= x(place.x));
    const up = close ? i === (y(first.y) < y(last.y) ? 0 : 1) : y(next.y) > y(place.y) || y(place.y) > bottom - 20;
    return {
      text: `epoch ${place.epoch}`,
      x: x(place.x) + (toLeft ? -1 : 1) * (beside ? 12 : 4),
      y: y(place.y) + (beside ? 4 : up ? -11 : 18),
      anchor: toLeft ? 'end' : 'start',
    };
  });
  changing(
    select(element).select<SVGGElement>('g.top').selectAll<SVGTextElement, (typeof labels)[number]>('text').data(labels).join('text'),
  )
    .attr('x', (label) => label.x)
    .attr('y', (label) => label.y)
    .attr('text-anchor', (label) => label.anchor)
    .text((label) => label.text);
  return labels.map(({ x: at, y: base, anchor }) =>
    anchor === 'end' ? [at - nameWidth, base - 12, at, base + 4] : [at, base - 12, at + nameWidth, base + 4],
  );
}

/** Moves the dot of the place that is shown. */
export function drawShown(element: SVGSVGElement, layout: PathLayout, place: Place | null): void {
  changing(
    select(element)
      .selectAll<SVGCircleElement, Place>('circle.shown')
      .data(place ? [place] : [])
      .join('circle'),
  )
    .attr('class', 'shown')
    .attr('r', size.shown)
    .attr('cx', (p) => layout.x(p.x))
    .attr('cy', (p) => layout.y(p.y));
}

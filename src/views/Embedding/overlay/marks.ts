import { select } from 'd3';
import { changing } from '../../changing';

/** Rings round the points that are met or chosen, and the lines from the chosen one to its neighbours. */
export interface PlotRing {
  readonly kind: 'hovered' | 'selected' | 'neighbour';
  readonly key: number;
  readonly x: number;
  readonly y: number;
}

const radii = { hovered: 7, selected: 8, neighbour: 5 } as const;

export function drawPlotRings(group: SVGGElement, rings: readonly PlotRing[]): void {
  const circles = select(group)
    .selectAll<SVGCircleElement, PlotRing>('circle')
    .data(rings, ({ kind, key }) => `${kind} ${key}`)
    .join('circle');
  changing(circles)
    .attr('class', ({ kind }) => `ring ring-${kind}`)
    .attr('r', ({ kind }) => radii[kind])
    .attr('cx', ({ x }) => x.toFixed(1))
    .attr('cy', ({ y }) => y.toFixed(1));
}

export interface Link {
  readonly key: number;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

export function drawLinks(group: SVGGElement, links: readonly Link[]): void {
  const lines = select(group)
    .selectAll<SVGLineElement, Link>('line')
    .data(links, ({ key }) => key)
    .join('line');
  changing(lines)
    .attr('class', 'link')
    .attr('x1', ({ from }) => from[0].toFixed(1))
    .attr('y1', ({ from }) => from[1].toFixed(1))
    .attr('x2', ({ to }) => to[0].toFixed(1))
    .attr('y2', ({ to }) => to[1].toFixed(1));
}

/** The region that is being drawn, in CSS pixels. */
export function drawRegion(path: SVGPathElement, outline: readonly (readonly [number, number])[]): void {
  const text = outline.length < 2 ? '' : `M${outline.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}Z`;
  if (path.getAttribute('d') !== text) path.setAttribute('d', text);
}

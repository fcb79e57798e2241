import { select } from 'd3';
import { changing } from '../../changing';
import type { PlaneFrame } from '../frame';
import type { RegionName } from '../names';

/** Numbers written on the ground, in italics, as map-makers write the names of regions. */
export function drawNames(group: SVGGElement, frame: PlaneFrame, names: readonly RegionName[], nameOf: (label: number) => string): void {
  const texts = select(group)
    .selectAll<SVGTextElement, RegionName>('text')
    .data(names, ({ label }) => label)
    .join('text');
  changing(texts)
    .attr('class', 'basin-name')
    .attr('x', ({ place }) => frame.x(place[0]))
    .attr('y', ({ place }) => frame.y(place[1]) + 6)
    .attr('text-anchor', 'middle')
    .text(({ label }) => nameOf(label));
}

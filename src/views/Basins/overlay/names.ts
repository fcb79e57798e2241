import { select } from 'd3';
import { changing } from '../../changing';
import type { PlaneFrame } from '../frame';
import type { RegionName } from '../names';
import { regionShift, type Box } from './room';

/**
 * Numbers written on the ground, in italics, as map-makers write the names of regions.
 * @param taken where memories stand.
 */
export function drawNames(
  group: SVGGElement,
  frame: PlaneFrame,
  names: readonly RegionName[],
  nameOf: (label: number) => string,
  taken: readonly Box[],
): void {
  const texts = select(group)
    .selectAll<SVGTextElement, RegionName>('text')
    .data(names, ({ label }) => label)
    .join('text');
  changing(texts)
    .attr('class', 'basin-name')
    .attr('x', ({ place }) => frame.x(place[0]))
    .attr('y', ({ place: [s, t], label }) => frame.y(t) + 6 + regionShift(frame.x(s), frame.y(t), nameOf(label), taken))
    .attr('text-anchor', 'middle')
    .text(({ label }) => nameOf(label));
}

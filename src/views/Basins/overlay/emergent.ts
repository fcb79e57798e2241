import { select } from 'd3';
import { changing } from '../../changing';
import { clusterColor } from '../../chart/palette';
import type { PlaneFrame } from '../frame';
import type { MapSpot } from './memories';
import { emergentSides, nameGap } from './room';

/** Emergent memories, which nobody stored: rings, named by the memories that each is the mean of. They follow from these and cannot be moved. */

export interface EmergentSpot {
  readonly label: number;
  readonly place: readonly [number, number];
  /** "1+5" */
  readonly name: string;
}

/** @param stored the stored memories, which names stand clear of; one that would not is left out. */
export function drawEmergent(group: SVGGElement, frame: PlaneFrame, spots: readonly EmergentSpot[], stored: readonly MapSpot[]): void {
  const groups = select(group)
    .selectAll<SVGGElement, EmergentSpot>('g')
    .data(spots, ({ label }) => label)
    .join((enter) => {
      const spot = enter.append('g').attr('class', 'emergent');
      spot.append('circle').attr('class', 'emergent-halo').attr('r', 7);
      spot.append('circle').attr('class', 'emergent-ring').attr('r', 7);
      spot.append('text').attr('class', 'memory-label').attr('y', 5);
      return spot;
    });
  changing(groups).attr('transform', ({ place }) => `translate(${frame.x(place[0])},${frame.y(place[1])})`);
  changing(groups.select<SVGCircleElement>('.emergent-ring')).attr('stroke', ({ label }) => clusterColor(label));
  const sides = emergentSides(spots, stored, frame);
  changing(groups.select<SVGTextElement>('text'))
    .attr('x', (_spot, i) => (sides[i] === 'left' ? -nameGap : nameGap))
    .attr('text-anchor', (_spot, i) => (sides[i] === 'left' ? 'end' : 'start'))
    .text(({ name }, i) => (sides[i] ? name : ''));
}

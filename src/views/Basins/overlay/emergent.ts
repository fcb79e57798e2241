import { select } from 'd3';
import { changing } from '../../changing';
import { clusterColor } from '../../chart/palette';
import type { PlaneFrame } from '../frame';

/** Emergent memories, which nobody stored: rings, named by the memories that each is the mean of. They follow from these and cannot be moved. */

export interface EmergentSpot {
  readonly label: number;
  readonly place: readonly [number, number];
  /** "1+5" */
  readonly name: string;
}

/** More names than this would hide the map. */
const mostNames = 24;

export function drawEmergent(group: SVGGElement, frame: PlaneFrame, spots: readonly EmergentSpot[]): void {
  const groups = select(group)
    .selectAll<SVGGElement, EmergentSpot>('g')
    .data(spots, ({ label }) => label)
    .join((enter) => {
      const spot = enter.append('g').attr('class', 'emergent');
      spot.append('circle').attr('class', 'emergent-halo').attr('r', 7);
      spot.append('circle').attr('class', 'emergent-ring').attr('r', 7);
      spot.append('text').attr('class', 'memory-label').attr('x', 11).attr('y', 5);
      return spot;
    });
  changing(groups).attr('transform', ({ place }) => `translate(${frame.x(place[0])},${frame.y(place[1])})`);
  changing(groups.select<SVGCircleElement>('.emergent-ring')).attr('stroke', ({ label }) => clusterColor(label));
  changing(groups.select<SVGTextElement>('text')).text(({ name }, i) => (i < mostNames ? name : ''));
}

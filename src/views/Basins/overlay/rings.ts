import { select } from 'd3';
import { changing } from '../../changing';
import type { PlaneFrame } from '../frame';

export interface MapRing {
  readonly kind: 'hovered' | 'selected' | 'linked';
  readonly place: readonly [number, number];
}

/** Rings round the point under the cursor, in whichever view that is, round the selected one, and where the cursor is on a linked map. */
export function drawMapRings(group: SVGGElement, frame: PlaneFrame, rings: readonly MapRing[]): void {
  const circles = select(group)
    .selectAll<SVGCircleElement, MapRing>('circle')
    .data(rings, (ring) => ring.kind)
    .join('circle');
  changing(circles)
    .attr('class', ({ kind }) => `ring ring-${kind}`)
    .attr('r', ({ kind }) => (kind === 'selected' ? 8 : 7))
    .attr('cx', ({ place }) => frame.x(place[0]))
    .attr('cy', ({ place }) => frame.y(place[1]));
}

import { select } from 'd3';
import { changing } from '../../changing';
import { clusterColor } from '../../chart/palette';
import type { PlaneFrame } from '../frame';

/** Where the prototypes were after each step of the pass that they are the mean of: a cross each, one path a cluster. */

export interface MapTrail {
  /** s × k × 2, in the axes of the plane. */
  readonly places: Float32Array;
  readonly k: number;
}

/** Half the width of a cross, in pixels. */
const reach = 2.5;

export function drawTrail(group: SVGGElement, frame: PlaneFrame, trail: MapTrail | null): void {
  const paths = select(group)
    .selectAll<SVGPathElement, number>('path')
    .data(trail ? Array.from({ length: trail.k }, (_, index) => index) : [])
    .join('path');
  if (!trail) return;
  changing(paths)
    .attr('stroke', (index) => clusterColor(index))
    .attr('d', (index) => crosses(trail, index, frame));
}

export function crosses({ places, k }: MapTrail, index: number, frame: Pick<PlaneFrame, 'x' | 'y'>): string {
  const parts: string[] = [];
  for (let at = 2 * index; at < places.length; at += 2 * k) {
    const [x, y] = [frame.x(places[at]), frame.y(places[at + 1])].map((value) => Math.round(value * 10) / 10);
    parts.push(`M${x - reach} ${y - reach}l${2 * reach} ${2 * reach}m0 ${-2 * reach}l${-2 * reach} ${2 * reach}`);
  }
  return parts.join('');
}

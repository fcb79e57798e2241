import { select } from 'd3';
import { changing } from '../../changing';
import type { PlaneFrame } from '../frame';

/** Half the width of a cross, in pixels. */
const reach = 2.5;

/**
 * Where the prototypes were after each step of the pass that they are the mean of: a cross each.
 * @param places s · k × 2, in the axes of the plane; null where they are no mean.
 */
export function drawTrail(group: SVGGElement, frame: PlaneFrame, places: Float32Array | null): void {
  const d = places && crosses(places, frame);
  for (const name of ['trail-halo', 'trail-cross'])
    changing(
      select(group)
        .selectAll<SVGPathElement, string>(`.${name}`)
        .data(d ? [d] : [])
        .join('path'),
    )
      .attr('class', name)
      .attr('d', (path) => path);
}

export function crosses(places: Float32Array, frame: Pick<PlaneFrame, 'x' | 'y'>): string {
  const parts: string[] = [];
  for (let at = 0; at < places.length; at += 2) {
    const [x, y] = [frame.x(places[at]), frame.y(places[at + 1])].map((value) => Math.round(value * 10) / 10);
    parts.push(`M${x - reach} ${y - reach}l${2 * reach} ${2 * reach}m0 ${-2 * reach}l${-2 * reach} ${2 * reach}`);
  }
  return parts.join('');
}

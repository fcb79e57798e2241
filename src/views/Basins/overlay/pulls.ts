import { select } from 'd3';
import { project, type Plane } from '../../../core/map/plane';
import { partitionerOf } from '../../../core/partition/kinds';
import type { PartitionModel } from '../../../core/partition/model';
import { changing } from '../../changing';
import { clusterColor, drawnAs } from '../../chart/palette';
import type { PlaneFrame } from '../frame';

/** How each prototype pulls on the drop, and all together: an arrow each (CLAM figures 2 and 3). */

export interface Pulls {
  /** Where the drop fell, in the axes of the plane. */
  readonly from: readonly [number, number];
  readonly arrows: readonly Pull[];
}

interface Pull {
  /** Its tip, in the axes of the plane. */
  readonly to: readonly [number, number];
  /** What the prototype is drawn as; null of the sum. */
  readonly look: number | null;
}

/** Null where points stay. */
export function pullsInPlane(model: PartitionModel, point: Float64Array, plane: Plane, looks: Uint16Array | undefined): Pulls | null {
  const { move } = partitionerOf(model);
  if (!move) return null;
  const { k, d } = model;
  const pulls = move.pulls(point);
  const tips = new Float64Array((k + 2) * d);
  tips.set(point);
  const sum = tips.subarray((k + 1) * d);
  sum.set(point);
  for (let mu = 0; mu < k; mu++)
    for (let j = 0; j < d; j++) {
      tips[(mu + 1) * d + j] = point[j] + pulls[mu * d + j];
      sum[j] += pulls[mu * d + j];
    }
  const places = project(plane, tips, k + 2);
  const place = (i: number) => [places[2 * i], places[2 * i + 1]] as const;
  return {
    from: place(0),
    arrows: Array.from({ length: k + 1 }, (_, i) => ({ to: place(i + 1), look: i < k ? drawnAs(looks, i) : null })),
  };
}

/** Shorter ones, in pixels, have no head that could be seen. */
const leastLength = 4;

export function drawPulls(group: SVGGElement, frame: PlaneFrame, pulls: Pulls | null): void {
  const arrows = (pulls?.arrows ?? []).flatMap(({ to, look }) => {
    const d = pulls ? arrow(frame.x(pulls.from[0]), frame.y(pulls.from[1]), frame.x(to[0]), frame.y(to[1])) : null;
    return d === null ? [] : [{ d, look }];
  });
  // Each over its halo, and the sum over all.
  const paths = arrows.flatMap(({ d, look }) => [
    { d, name: look === null ? 'pull-halo pull-halo-sum' : 'pull-halo', color: null },
    { d, name: look === null ? 'pull-sum' : 'pull-line', color: look === null ? null : clusterColor(look) },
  ]);
  changing(select(group).selectAll<SVGPathElement, (typeof paths)[number]>('path').data(paths).join('path'))
    .attr('class', ({ name }) => name)
    .attr('d', ({ d }) => d)
    .attr('stroke', ({ color }) => color);
}

/** A line with an open head of a fifth of its length, 8 pixels at most; null where it is too short. */
export function arrow(x: number, y: number, toX: number, toY: number): string | null {
  const length = Math.hypot(toX - x, toY - y);
  if (!(length >= leastLength)) return null;
  const head = Math.min(8, Math.max(3, length / 5));
  const [along, across] = [(toX - x) / length, (toY - y) / length].map((part) => part * head);
  const round = (value: number) => Math.round(value * 10) / 10;
  const side = (sign: number) => `${round(toX - along - (sign * across) / 2)} ${round(toY - across + (sign * along) / 2)}`;
  return `M${round(x)} ${round(y)}L${round(toX)} ${round(toY)}M${side(1)}L${round(toX)} ${round(toY)}L${side(-1)}`;
}

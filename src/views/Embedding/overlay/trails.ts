import { line, select } from 'd3';
import { changing } from '../../changing';
import { clusterColor, drawnAs } from '../../chart/palette';
import { toScreen, type Camera } from '../geometry/camera';
import type { Placed } from '../geometry/place';

interface Trail {
  readonly index: number;
  readonly path: string;
  /** Where it begins. */
  readonly start: readonly [number, number];
}

const path = line();

/** The way of each memory through the epochs, to where it is. */
export function trailsOf({ trail, memories, layout }: Placed, camera: Camera): Trail[] {
  if (!memories || trail.length === 0) return [];
  const steps = [
    ...trail.filter(({ epoch, memories: then }) => epoch < layout.epoch && then.length === memories.length).map((step) => step.memories),
    memories,
  ];
  if (steps.length < 2) return [];
  return Array.from({ length: memories.length >> 1 }, (_, index) => {
    const places = steps.map((places) => toScreen(camera, places[2 * index], places[2 * index + 1]));
    return { index, path: path(places) ?? '', start: places[0] };
  });
}

export function drawTrails(group: SVGGElement, trails: readonly Trail[], looks?: Uint16Array): void {
  const groups = select(group)
    .selectAll<SVGGElement, Trail>('g')
    .data(trails, ({ index }) => index)
    .join((enter) => {
      const one = enter.append('g');
      one.append('path').attr('class', 'trail-halo');
      one.append('path').attr('class', 'trail-line');
      one.append('circle').attr('class', 'trail-start').attr('r', 3);
      return one;
    });
  changing(groups.select<SVGPathElement>('.trail-halo')).attr('d', ({ path }) => path);
  changing(groups.select<SVGPathElement>('.trail-line'))
    .attr('d', ({ path }) => path)
    .attr('stroke', ({ index }) => clusterColor(drawnAs(looks, index)));
  changing(groups.select<SVGCircleElement>('.trail-start'))
    .attr('cx', ({ start }) => start[0])
    .attr('cy', ({ start }) => start[1])
    .attr('stroke', ({ index }) => clusterColor(drawnAs(looks, index)));
}

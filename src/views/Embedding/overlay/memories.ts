import { select } from 'd3';
import { changing } from '../../changing';
import { glyphPath } from '../../glyph';
import { clusterColor, clusterName, drawnAs } from '../../chart/palette';
import { toScreen, type Camera } from '../geometry/camera';

export interface PlotSpot {
  readonly index: number;
  /** The number that it is drawn as. */
  readonly look: number;
  readonly x: number;
  readonly y: number;
  readonly selected: boolean;
  /** Its number stands to its left, away from a neighbour on the right. */
  readonly left: boolean;
}

/** Pixels within which numbers would run into each other. */
const crowd = 30;

/** @param places k × 2, in the frame of the layout. */
export function spotsOf(places: Float32Array | null, camera: Camera, selected: number | null, looks?: Uint16Array): PlotSpot[] {
  if (!places) return [];
  const at = Array.from({ length: places.length >> 1 }, (_, index) => toScreen(camera, places[2 * index], places[2 * index + 1]));
  return at.map(([x, y], index) => {
    const beside = (side: 1 | -1) =>
      at.some(([u, v], other) => other !== index && Math.abs(v - y) < crowd / 2 && side * (u - x) >= 0 && side * (u - x) < crowd);
    return { index, look: drawnAs(looks, index), x, y, selected: index === selected, left: beside(1) && !beside(-1) };
  });
}

/** The memories among the points: glyph, colour and number, as on the map. */
export function drawSpots(group: SVGGElement, spots: readonly PlotSpot[]): void {
  const groups = select(group)
    .selectAll<SVGGElement, PlotSpot>('g')
    .data(spots, ({ index }) => index)
    .join((enter) => {
      const spot = enter.append('g').attr('class', 'spot');
      spot.append('circle').attr('class', 'spot-reach').attr('r', 15);
      spot.append('path').attr('class', 'spot-halo');
      spot.append('path').attr('class', 'spot-glyph');
      spot.append('text').attr('class', 'spot-label').attr('y', 5);
      return spot;
    });
  groups.classed('selected', ({ selected }) => selected);
  changing(groups).attr('transform', ({ x, y }) => `translate(${x.toFixed(1)},${y.toFixed(1)})`);
  changing(groups.select<SVGPathElement>('.spot-halo')).attr('d', ({ look, selected }) => glyphPath(look, selected ? 300 : 190));
  changing(groups.select<SVGPathElement>('.spot-glyph'))
    .attr('d', ({ look, selected }) => glyphPath(look, selected ? 230 : 130))
    .attr('fill', ({ look }) => clusterColor(look));
  changing(groups.select<SVGTextElement>('.spot-label'))
    .attr('x', ({ left }) => (left ? -11 : 11))
    .attr('text-anchor', ({ left }) => (left ? 'end' : 'start'))
    .text(({ look }) => clusterName(look));
}

/** The memory that an event on the plot is about. */
export function spotOf(event: Event): number | null {
  const met = event.target instanceof Element ? event.target.closest('.spot') : null;
  return met ? select<Element, PlotSpot>(met).datum().index : null;
}

import { drag, select, type D3DragEvent } from 'd3';
import { changing } from '../../changing';
import { glyphPath } from '../../glyph';
import { clusterColor, clusterName } from '../../chart/palette';
import { capital, membersSaid, type PartitionWords } from '../../words';
import { arrowStep } from '../arrows';
import type { PlaneFrame } from '../frame';

/** The memories as spot heights: glyph, colour and number, to be dragged with the pointer or moved with the arrow keys. */

export interface MapSpot {
  readonly index: number;
  /** The number that it is drawn as. */
  readonly look: number;
  readonly place: readonly [number, number];
  /** Points of its cluster; null while they are being counted. */
  readonly members: number | null;
  readonly selected: boolean;
}

type Drag = D3DragEvent<SVGGElement, MapSpot, MapSpot>;

export interface SpotHandlers {
  /** A hand may move memories. */
  movable(): boolean;
  /** The memory is moved to here in the axes of the plane. */
  move(index: number, s: number, t: number): void;
  /** It is moved on by so many pixels. Keys come faster than maps: what is drawn may be where it was some keys ago. */
  nudge(index: number, right: number, down: number): void;
  /** It was let go. */
  drop(): void;
  select(index: number): void;
}

/** Pixels that a hand may tremble within a click. */
const tremor = 4;

/** Pixels between two memories within which their numbers would run into each other. */
const crowd = 30;

/** For each memory whether its number stands to its left, away from a neighbour on the right. */
export function labelsLeft(spots: readonly MapSpot[], frame: PlaneFrame): boolean[] {
  const places = spots.map(({ place }) => [frame.x(place[0]), frame.y(place[1])] as const);
  return places.map(([x, y], i) => {
    const beside = (side: 1 | -1) =>
      places.some(([u, v], j) => j !== i && Math.abs(v - y) < crowd / 2 && side * (u - x) >= 0 && side * (u - x) < crowd);
    return beside(1) && !beside(-1);
  });
}

export const spotName = ({ look, members }: MapSpot, words: PartitionWords, movable: boolean) =>
  `${capital(words.prototype)} ${clusterName(look)}${members === null ? '' : `, ${membersSaid(words, members)}`}; ${movable ? 'arrow keys move it, ' : ''}Enter selects it`;

/** @param movable a hand may move them. */
export function drawMemories(
  group: SVGGElement,
  frame: PlaneFrame,
  spots: readonly MapSpot[],
  words: PartitionWords,
  movable: boolean,
): void {
  const groups = select(group)
    .selectAll<SVGGElement, MapSpot>('g')
    .data(spots, ({ index }) => index)
    .join((enter) => {
      const spot = enter.append('g').attr('class', 'memory').attr('tabindex', 0).attr('role', 'button');
      spot.append('circle').attr('class', 'memory-reach').attr('r', 18);
      spot.append('path').attr('class', 'memory-halo');
      spot.append('path').attr('class', 'memory-glyph');
      spot.append('text').attr('class', 'memory-label').attr('y', 5);
      return spot;
    });
  groups
    .classed('selected', ({ selected }) => selected)
    .classed('unused', ({ members }) => members === 0)
    .classed('fixed', !movable);
  changing(groups)
    .attr('transform', ({ place }) => `translate(${frame.x(place[0])},${frame.y(place[1])})`)
    .attr('aria-pressed', ({ selected }) => selected)
    .attr('aria-roledescription', movable ? `movable ${words.prototype}` : words.prototype)
    .attr('aria-label', (spot) => spotName(spot, words, movable));
  changing(groups.select<SVGPathElement>('.memory-halo')).attr('d', ({ look, selected }) => glyphPath(look, selected ? 300 : 190));
  changing(groups.select<SVGPathElement>('.memory-glyph'))
    .attr('d', ({ look, selected }) => glyphPath(look, selected ? 230 : 130))
    .attr('fill', ({ look, members }) => (members === 0 ? 'var(--paper)' : clusterColor(look)))
    .attr('stroke', ({ look, members }) => (members === 0 ? clusterColor(look) : null));
  const left = labelsLeft(spots, frame);
  changing(groups.select<SVGTextElement>('.memory-label'))
    .attr('x', (_spot, i) => (left[i] ? -11 : 11))
    .attr('text-anchor', (_spot, i) => (left[i] ? 'end' : 'start'))
    .text(({ look }) => clusterName(look));
}

/** The memory that is pointed at, or else has the keyboard's focus. */
export function metSpot(group: SVGGElement): MapSpot | null {
  const met = group.querySelector('.memory:hover') ?? group.querySelector('.memory:focus-visible');
  return met && select<Element, MapSpot>(met).datum();
}

/** Makes the memories of `group` movable. Called after each drawing: it takes up those that are new. `frame` is asked when it is needed. */
export function moveMemories(group: SVGGElement, frame: () => PlaneFrame | null, handlers: SpotHandlers): void {
  const dragging = drag<SVGGElement, MapSpot>()
    .container(() => group)
    .subject((_event, { place }) => {
      const now = frame();
      return now ? { x: now.x(place[0]), y: now.y(place[1]) } : { x: 0, y: 0 };
    })
    .on('start', (start: Drag, { index }) => {
      let moved = false;
      start
        .on('drag', ({ x, y }: Drag) => {
          const now = frame();
          moved ||= handlers.movable() && Math.hypot(x - start.x, y - start.y) >= tremor;
          if (now && moved) handlers.move(index, now.x.invert(x), now.y.invert(y));
        })
        .on('end', () => (moved ? handlers.drop() : handlers.select(index)));
    });
  select(group)
    .selectAll<SVGGElement, MapSpot>('g.memory:not([data-movable])')
    .attr('data-movable', '')
    .call(dragging)
    .on('keydown', (event: KeyboardEvent, { index }) => {
      const by = handlers.movable() ? arrowStep(event) : null;
      if (by) handlers.nudge(index, ...by);
      else if (event.key === 'Enter' || event.key === ' ') handlers.select(index);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
}

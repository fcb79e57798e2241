import { drag, line, select, type D3DragEvent } from 'd3';
import { changing } from '../../changing';
import { formatCount, formatValue } from '../../format';
import { clusterColor } from '../../chart/palette';
import { arrowStep } from '../arrows';
import type { PlaneFrame } from '../frame';

/** A drop of water: the path it takes through the T steps, its energies, and where it ends. */

export interface Stream {
  /** (T + 1) × 2 in the axes of the plane. */
  readonly path: Float32Array;
  readonly energies: readonly [number, number];
  readonly label: number;
  /** "basin 3"; null where it belongs to none. */
  readonly said: string | null;
}

/** Beyond this many steps a dot a step would be a thick line. */
const mostDots = 60;

export function drawProbe(group: SVGGElement, frame: PlaneFrame, stream: Stream | null): void {
  const path = stream ? probePlaces(stream.path, frame) : [];
  const every = Math.ceil(path.length / mostDots);
  const root = select(group);
  const draw = line();
  const lines = root
    .selectAll<SVGPathElement, string>('path.stream')
    .data(stream ? ['stream stream-halo', 'stream stream-line'] : [])
    .join('path');
  changing(lines)
    .attr('class', (name) => name)
    .attr('d', draw(path));
  const steps = root
    .selectAll<SVGCircleElement, [number, number]>('circle.stream-step')
    .data(path.filter((_, t) => t > 0 && t % every === 0))
    .join('circle');
  changing(steps)
    .attr('class', 'stream-step')
    .attr('r', 2.6)
    .attr('cx', ([x]) => x)
    .attr('cy', ([, y]) => y);
  const end = root
    .selectAll<SVGCircleElement, Stream>('circle.stream-end')
    .data(stream ? [stream] : [])
    .join('circle');
  changing(end)
    .attr('class', 'stream-end')
    .attr('r', 5.5)
    .attr('fill', ({ label }) => clusterColor(label))
    .attr('cx', path.at(-1)?.[0] ?? 0)
    .attr('cy', path.at(-1)?.[1] ?? 0);
  const drop = root
    .selectAll<SVGGElement, Stream>('g.drop')
    .data(stream ? [stream] : [])
    .join((enter) => {
      const made = enter
        .append('g')
        .attr('class', 'drop')
        .attr('tabindex', 0)
        .attr('role', 'button')
        .attr('aria-roledescription', 'movable drop of water');
      made.append('circle').attr('class', 'memory-reach').attr('r', 16);
      // The tip of the drop is the place it fell on.
      made.append('path').attr('d', 'M0,0C-1.5,-4 -6,-7.5 -6,-12A6,6 0 1 1 6,-12C6,-7.5 1.5,-4 0,0Z');
      return made;
    });
  changing(drop)
    .attr('transform', `translate(${path[0]?.[0] ?? 0},${path[0]?.[1] ?? 0})`)
    .attr('aria-label', (stream) => `Drop of water: ${streamSentence(stream)} Arrow keys move it, Delete removes it.`);
}

/** The stream described in words. */
export function streamSentence({ path, energies, said }: Omit<Stream, 'label'>): string {
  const steps = path.length / 2 - 1;
  return `after ${formatCount(steps)} ${steps === 1 ? 'step' : 'steps'} it ${said === null ? 'belongs to no memory' : `is in ${said}`}; energy ${formatValue(energies[0])} → ${formatValue(energies[1])}.`;
}

export function probePlaces(path: ArrayLike<number>, { x, y }: PlaneFrame): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i + 1 < path.length; i += 2) out.push([x(path[i]), y(path[i + 1])]);
  return out;
}

export interface ProbeHandlers {
  /** The drop is put here, in CSS pixels of the map. */
  move(x: number, y: number): void;
  /** It is moved on by so many pixels from where it was last put, which may not be drawn yet. */
  nudge(right: number, down: number): void;
  remove(): void;
}

/** Makes the drop movable with the pointer and the arrow keys. `group` is the one that it is drawn in. */
export function moveProbe(group: SVGGElement, frame: () => PlaneFrame | null, handlers: ProbeHandlers): void {
  const placeOf = ({ path }: Stream, { x, y }: PlaneFrame) => ({ x: x(path[0]), y: y(path[1]) });
  const onDrop = (event: Event): Stream | null => {
    const drop = event.target instanceof Element ? event.target.closest('.drop') : null;
    return drop ? (select<Element, Stream>(drop).datum() ?? null) : null;
  };
  const dragging = drag<SVGGElement, unknown>()
    .filter((event: MouseEvent) => !event.ctrlKey && !event.button && onDrop(event) !== null)
    .subject((event: { sourceEvent: Event }) => {
      const now = frame();
      const stream = onDrop(event.sourceEvent);
      return now && stream ? placeOf(stream, now) : null;
    })
    .on('drag', ({ x, y }: D3DragEvent<SVGGElement, unknown, unknown>) => handlers.move(x, y));
  select(group)
    .call(dragging)
    .on('keydown', (event: KeyboardEvent) => {
      const by = onDrop(event) && arrowStep(event);
      if (event.key === 'Delete' || event.key === 'Backspace') handlers.remove();
      else if (by) handlers.nudge(...by);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
}

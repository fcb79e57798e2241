import { select } from 'd3';
import { changing } from '../../changing';
import type { PlaneFrame } from '../frame';

/** The borders of the Voronoi cells: exact polygons, dashed, so that they are told from the fill by shape. */
export function drawVoronoi(svg: SVGSVGElement, frame: PlaneFrame, cells: readonly ArrayLike<number>[]): void {
  const paths = select(svg).selectAll<SVGPathElement, string>('path').data(['voronoi-halo', 'voronoi-line']).join('path');
  changing(paths)
    .attr('class', (name) => name)
    .attr('d', voronoiBorders(frame, cells));
}

/**
 * SVG path of the borders between cells (each a polygon s, t, s, t, … within the frame's box). Two cells share each border, and dashes
 * drawn twice in opposite directions would fill one another's gaps: each border is drawn once, and the edge of the map not at all.
 */
export function voronoiBorders({ x, y, width, height }: PlaneFrame, cells: readonly ArrayLike<number>[]): string {
  const borders = new Map<string, string>();
  for (const cell of cells) {
    const count = Math.floor(cell.length / 2);
    for (let i = 0; i < count; i++) {
      const j = (i + 1) % count;
      const a = [x(cell[2 * i]), y(cell[2 * i + 1])] as const;
      const b = [x(cell[2 * j]), y(cell[2 * j + 1])] as const;
      if (alongEdge(a[0], b[0], width) || alongEdge(a[1], b[1], height)) continue;
      const ends = [a, b].map(([px, py]) => `${Math.round(px)},${Math.round(py)}`).sort();
      if (ends[0] !== ends[1]) borders.set(ends.join(' '), `M${a[0].toFixed(1)},${a[1].toFixed(1)}L${b[0].toFixed(1)},${b[1].toFixed(1)}`);
    }
  }
  return [...borders.values()].join('');
}

const alongEdge = (a: number, b: number, end: number) =>
  (Math.abs(a) < 0.5 && Math.abs(b) < 0.5) || (Math.abs(a - end) < 0.5 && Math.abs(b - end) < 0.5);

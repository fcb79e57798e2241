import { prepareBasins } from '../map/basins';
import { voronoiCells } from '../map/voronoi';
import { assign, assignNearest, energies, entropies, memberships, recurse, trajectory } from '../memory/dynamics';
import { preparePartition } from '../memory/partition';
import type { MemoryPartition } from './model';
import type { Partitioner } from './partitioner';

/** An associative memory: basins that need not be the Voronoi cells of its memories, a terrain E(v), and the slide down it. */
export function memoryPartitioner(model: MemoryPartition): Partitioner {
  let prepared: ReturnType<typeof preparePartition> | null = null;
  return {
    assign: (points, n) => assign(model, points, n),
    label: (points, n) => (prepared ??= preparePartition(model))(points, n),
    nearest: (points, n) => assignNearest(model, points, n),
    memberships: (points, n) => memberships(model, points, n),
    entropies: (points, n) => entropies(model, points, n),
    height: (points, n) => energies(model, points, n),
    move: {
      steps: model.steps,
      to: (points, n, steps = model.steps) => recurse({ ...model, steps }, points, n),
      path: (point) => trajectory(model, point),
    },
    draw: null,
    prototypes: model.memories,
    means: false,
    sphere: model.similarity === 'spherical',
    ground: (plane) => prepareBasins(model, plane),
    cells: (plane, bounds) => voronoiCells(model, plane, bounds),
  };
}

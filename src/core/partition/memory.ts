import { prepareBasins } from '../map/basins';
import { assign, assignNearest, energies, memberships, recurse, trajectory } from '../memory/dynamics';
import type { MemoryPartition } from './model';
import type { Partitioner } from './partitioner';

/** An associative memory: basins that need not be the Voronoi cells of its memories, a terrain E(v), and the slide down it. */
export function memoryPartitioner(model: MemoryPartition): Partitioner {
  return {
    assign: (points, n) => assign(model, points, n),
    nearest: (points, n) => assignNearest(model, points, n),
    memberships: (points, n) => memberships(model, points, n),
    height: (points, n) => energies(model, points, n),
    move: {
      steps: model.steps,
      to: (points, n) => recurse(model, points, n),
      path: (point) => trajectory(model, point),
    },
    prototypes: model.memories,
    ground: (plane) => prepareBasins(model, plane),
  };
}

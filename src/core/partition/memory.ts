import { BallBasins } from '../map/ballBasins';
import { prepareBasins } from '../map/basins';
import { voronoiCells } from '../map/voronoi';
import { BallDiscovery, ballLabels, meansOf } from '../memory/balls';
import { assign, assignNearest, energies, entropies, memberships, pulls, recurse, trajectory } from '../memory/dynamics';
import { preparePartition } from '../memory/partition';
import type { MemoryPartition } from './model';
import type { Partitioner } from './partitioner';

type Labelling = Pick<Partitioner, 'clusters' | 'emergent' | 'assign' | 'label' | 'ground'>;

/** An associative memory: basins that need not be the Voronoi cells of its memories, a terrain E(v), and the slide down it. */
export function memoryPartitioner(model: MemoryPartition): Partitioner {
  return {
    ...(model.energy === 'lsr' ? byRest(model) : byNearest(model)),
    nearest: (points, n) => assignNearest(model, points, n),
    memberships: (points, n) => memberships(model, points, n),
    entropies: (points, n) => entropies(model, points, n),
    height: (points, n) => energies(model, points, n),
    move: {
      steps: model.steps,
      to: (points, n, steps = model.steps) => recurse({ ...model, steps }, points, n),
      path: (point) => trajectory(model, point),
      pulls: (point) => pulls(model, point),
    },
    draw: null,
    prototypes: model.memories,
    means: false,
    sphere: model.similarity === 'spherical',
    cells: (plane, bounds) => voronoiCells(model, plane, bounds),
  };
}

/** Log-sum-exp: a place belongs to the memory that is nearest after T steps. */
function byNearest(model: MemoryPartition): Labelling {
  let prepared: ReturnType<typeof preparePartition> | null = null;
  return {
    clusters: model.k,
    emergent: null,
    assign: (points, n) => assign(model, points, n),
    label: (points, n) => (prepared ??= preparePartition(model))(points, n),
    ground: (plane) => prepareBasins(model, plane),
  };
}

/** Log-sum-ReLU: a place belongs to what it comes to rest at, a memory or the mean of several, or to none. */
function byRest(model: MemoryPartition): Labelling {
  const { k, d, memories, sets = [] } = model;
  let prepared: ReturnType<typeof ballLabels> | null = null;
  const label: Labelling['label'] = (points, n) => (prepared ??= ballLabels(model, sets))(points, n);
  return {
    clusters: k + sets.length + 1,
    emergent: { sets, places: meansOf(memories, d, sets), discover: () => new BallDiscovery(model) },
    assign: (points, n) => label(points, n).labels,
    label,
    ground: (plane) => new BallBasins(model, sets, plane),
  };
}

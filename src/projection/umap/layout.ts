import type { Random } from '../../core/algebra/random';
import type { Layout } from '../layout';
import { fitCurve } from './curve';
import { prepareEdges } from './edges';
import { runEpoch } from './epoch';
import { forceTables } from './forces';
import type { FuzzyGraph } from './fuzzy';
import { centre, holdStill } from './hold';
import { finiteStart, spreadStart } from './start';

export interface UmapInput {
  readonly fuzzy: FuzzyGraph;
  /** n × 2: where the points begin, principal components say; or, warm, the layout to go on from. */
  readonly start: Float32Array;
  readonly parameters: {
    /** The least distance of points, 0 … 3, in units of the picture. */
    readonly minDistance: number;
    /** null: as many as `defaultEpochs` says. */
    readonly epochs: number | null;
  };
  /** The same one gives the same layout to the bit. */
  readonly random: Random;
  /** True if `start` is a finished layout of nearly the same points: it is taken as it is, held in its place and size, and only eased. */
  readonly warm: boolean;
  /** Of a warm one: there is time, so that all points come to rest, wherever that is. */
  readonly settle?: boolean;
}

const warmEpochs = 20;
/** Of a warm layout that there is time for. */
const settlingEpochs = 100;
/** The learning rate falls as (1 − t)³: at 200 epochs as many neighbours are kept as at 500 of a rate that falls from 1 as 1 − t. */
const firstRate = 2;
const firstWarmRate = 0.25;
const firstSettlingRate = 1;
/** Phases that follow one another by it are spread evenly over 0 … 1, however many they are. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** The number of epochs that suits n points: 200 at 10,000, from 300 below 4,444 down to 100 from 40,000 on; warm 20. */
export function defaultEpochs(n: number, warm: boolean): number {
  return warm ? warmEpochs : Math.round(Math.min(300, Math.max(100, 200 * Math.sqrt(10_000 / Math.max(1, n)))));
}

/**
 * UMAP (McInnes, Healy, Melville 2018) from a fuzzy graph to the plane. A step is an epoch.
 * Throws RangeError when the start is not n × 2 numbers or the least distance is none.
 */
export function umapLayout({ fuzzy, start, parameters, random, warm, settle = false }: UmapInput): Layout {
  const { n } = fuzzy;
  if (start.length !== 2 * n) throw new RangeError(`The start of ${n} points has ${2 * n} numbers, not ${start.length}.`);
  const steps = parameters.epochs ?? (warm && settle ? settlingEpochs : defaultEpochs(n, warm));
  const forces = forceTables(fitCurve(parameters.minDistance));
  const edges = prepareEdges(fuzzy, random);
  const generator = Int32Array.of(random.uint32() | 1);
  const firstPhase = random.uniform();
  const begun = warm ? finiteStart(start) : spreadStart(start, random);
  const coordinates = Float32Array.from(begun);
  const { order } = edges;
  const positions = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    positions[2 * i] = begun[2 * order[i]];
    positions[2 * i + 1] = begun[2 * order[i] + 1];
  }
  const anchor = warm ? positions.slice() : null;
  let step = 0;
  return {
    coordinates,
    get step() {
      return step;
    },
    steps,
    advance() {
      if (step >= steps) return;
      const rate = (!warm ? firstRate : settle ? firstSettlingRate : firstWarmRate) * (1 - step / steps) ** 3;
      runEpoch(edges, forces, positions, rate, (firstPhase + step * goldenRatio) % 1, generator);
      if (anchor) holdStill(positions, anchor);
      else centre(positions);
      for (let i = 0; i < n; i++) {
        coordinates[2 * order[i]] = positions[2 * i];
        coordinates[2 * order[i] + 1] = positions[2 * i + 1];
      }
      step++;
    },
  };
}

import { kmeansPlusPlus } from '../../core/kmeans';
import { Random } from '../../core/random';
import type { Config } from '../config';

/** Streams of a restart's seed: what is drawn for one purpose never shifts what is drawn for another. */
export const streams = { memories: 1, batches: 2, baseline: 3 } as const;

/** The memories that restart `restart` begins with: k × d. Restart r of seed s begins as a single run of seed s + r does. */
export function initialMemories(config: Config, points: Float32Array, n: number, d: number, restart: number): Float64Array {
  const random = new Random(config.seed + restart, streams.memories);
  const memories = new Float64Array(config.k * d);
  if (config.init === 'normal') {
    for (let i = 0; i < memories.length; i++) memories[i] = 0.1 + 0.1 * random.normal();
    return memories;
  }
  const rows = config.init === 'points' ? random.distinct(config.k, n) : kmeansPlusPlus(points, n, d, config.k, random);
  rows.forEach((row, i) => memories.set(points.subarray(row * d, row * d + d), i * d));
  return memories;
}

/** log ε at the start: zeros where it is learned, the user's where it is fixed, null where all weights are 1. */
export function initialLogWeights(config: Config): Float64Array | null {
  if (config.weights === 'none') return null;
  if (config.weights === 'learned') return new Float64Array(config.k);
  return Float64Array.from(config.weights, Math.log);
}

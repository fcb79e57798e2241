import { Random } from '../../core/algebra/random';
import { drain } from '../../core/work/steps';
import type { ClamConfig } from '../../methods/config';
import { startingMemories, type Start } from '../../methods/shared/startingMemories';
import type { TimeSlice } from '../wire/timeSlice';

/** Streams of a restart's seed: what is drawn for one purpose never shifts what is drawn for another. */
export const streams = { memories: 1, batches: 2, baseline: 3, judging: 4, noise: 5, hooks: 6 } as const;

/** The settings that memories begin by. */
type Seeded = Start & { readonly seed: number };

/**
 * The memories that restart `restart` begins with: k × d, d being that of the points given, which of deep methods are codes. Restart r of
 * seed s begins as a single run of seed s + r does.
 */
export const initialMemories = (config: Seeded, points: Float32Array, n: number, d: number, restart: number): Float64Array =>
  drain(initialMemorySteps(config, points, n, d, restart));

/** Those of all restarts, in slices. @param points that training sees. */
export async function firstMemories(
  config: Seeded & { readonly restarts: number },
  points: Float32Array,
  n: number,
  d: number,
  timeSlice: TimeSlice,
): Promise<Float64Array[]> {
  const all: Float64Array[] = [];
  for (let r = 0; r < config.restarts; r++) all.push(await timeSlice.drain(initialMemorySteps(config, points, n, d, r)));
  return all;
}

/** The same in slices, for k-means may take long. */
const initialMemorySteps = (
  config: Seeded,
  points: Float32Array,
  n: number,
  d: number,
  restart: number,
): Generator<unknown, Float64Array> => startingMemories(config, points, n, d, new Random(config.seed + restart, streams.memories));

/** log ε at the start: zeros where it is learned, the user's where it is fixed, null where all weights are 1. */
export function initialLogWeights(config: Pick<ClamConfig, 'weights' | 'k'>): Float64Array | null {
  if (config.weights === 'none') return null;
  if (config.weights === 'learned') return new Float64Array(config.k);
  return Float64Array.from(config.weights, Math.log);
}

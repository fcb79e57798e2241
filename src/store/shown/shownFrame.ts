import type { Snapshot, TrainingResult } from '../../engine/protocol';
import type { Shown } from '../state';

/** An epoch as it was trained: nothing of it changed by hand. @param d features of the data. */
export function shownFrame(frame: Snapshot, d: number): Shown {
  const { run, config, restart, epoch, latent, labels, voronoiLabels, metrics, voronoi } = frame;
  const { beta, steps, stepSize, similarity, memories, logWeights } = frame;
  const width = latent?.m ?? d;
  const model = { kind: 'memory', beta, steps, stepSize, similarity, memories, k: memories.length / width, d: width, logWeights } as const;
  return { run, method: config.method, restart, epoch, model, latent, labels, voronoiLabels, metrics, voronoi, altered: false };
}

const shownOf = new WeakMap<Snapshot, Shown>();

/** The chosen epoch of a run's result; null before there is one. The same object for the same result. */
export function shownResult(result: TrainingResult | null, d: number): Shown | null {
  if (!result) return null;
  const known = shownOf.get(result.best) ?? shownFrame(result.best, d);
  shownOf.set(result.best, known);
  return known;
}

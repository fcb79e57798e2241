import type { Snapshot, TrainingResult } from '../../engine/protocol';
import type { Shown } from '../state';

/** An epoch as it was trained: nothing of it changed by hand. */
export function shownFrame(frame: Snapshot): Shown {
  const { run, config, restart, epoch, partition: model, latent, labels, voronoiLabels, elsewhere, metrics, voronoi } = frame;
  const { method } = config;
  return { run, method, config, restart, epoch, model, latent, labels, voronoiLabels, elsewhere, metrics, voronoi, altered: false };
}

const shownOf = new WeakMap<Snapshot, Shown>();

/** The chosen epoch of a run's result; null before there is one. The same object for the same result. */
export function shownResult(result: TrainingResult | null): Shown | null {
  if (!result) return null;
  const known = shownOf.get(result.best) ?? shownFrame(result.best);
  shownOf.set(result.best, known);
  return known;
}

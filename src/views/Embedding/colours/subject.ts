import type { PartitionModel } from '../../../core/partition/model';
import type { EmbeddingLayout } from '../../../store/embedding/embedding';
import type { Latent, Snapshot } from '../../../engine/protocol';
import type { RunState } from '../../../store/state';

/** The model that the points of a layout are coloured by: that of the layout's own epoch, so that no picture mixes two. */
export interface ColourSubject {
  readonly model: PartitionModel;
  readonly latent: Latent | null;
  readonly labels: Uint16Array | null;
  readonly voronoiLabels: Uint16Array | null;
  readonly epoch: number;
  /** See `Shown.looks`. */
  readonly looks?: Uint16Array;
}

const made = new WeakMap<Snapshot, ColourSubject>();

/** The same object for the same snapshot. */
function fromFrame(frame: Snapshot): ColourSubject {
  let subject = made.get(frame);
  if (!subject) {
    const { partition: model, latent, labels, voronoiLabels, epoch } = frame;
    subject = { model, latent, labels, voronoiLabels, epoch };
    made.set(frame, subject);
  }
  return subject;
}

/** Null where nothing is known yet. */
export function colourSubjectOf(
  { shown, frames }: Pick<RunState, 'shown' | 'frames'>,
  layout: EmbeddingLayout | null,
): ColourSubject | null {
  if (!shown || !layout || layout.epoch === shown.epoch || layout.run !== shown.run || layout.restart !== shown.restart) return shown;
  const frame = frames.find(({ epoch }) => epoch === layout.epoch);
  return frame ? fromFrame(frame) : shown;
}

import type { LayoutQuality } from '../../projection/protocol';
import type { ProjectionSettings } from '../../projection/settings';
import type { TrainingResult } from '../../engine/protocol';

/** A layout of a training's result, as config.embed asks for it. */
export interface ResultEmbedding {
  readonly of: TrainingResult;
  readonly settings: ProjectionSettings;
  /** Rising rows of the points that are laid out; null: all. */
  readonly rows: Uint32Array | null;
  /** Rows × 2, and the memories among them, k × 2. */
  readonly coordinates: Float32Array;
  readonly memories: Float32Array;
  readonly explained: readonly [number, number] | null;
  readonly quality: LayoutQuality;
  readonly notes: readonly string[];
  readonly seconds: number;
}

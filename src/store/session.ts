// (the commands are being written)
import type { Dataset } from '../data/dataset';
import type { ClusterProfile, ConfigPatch, TrainingResult } from '../engine/protocol';
import type { PlaneChoice } from './state';

/** The commands: all that people and scripts can do. Views call these; results come back through the store. */
export interface Session {
  /** A catalogue id, an options object for a synthetic set, a file, or a ready Dataset. Rejects with DataError; what was there stays. */
  load(source: string | { name: string; n?: number; noise?: number; seed?: number } | File | Dataset): Promise<Dataset>;
  /** Rejects with ConfigError and changes nothing when a key is unknown or out of range. */
  configure(patch: ConfigPatch): Promise<void>;
  train(epochs?: number): Promise<TrainingResult>;
  step(): Promise<void>;
  pause(): Promise<void>;
  reset(): Promise<void>;
  newSeed(): Promise<void>;
  select(restart: number): Promise<void>;
  /** Slider moves: applies at once to what is shown (one call in flight, the latest wins) and to training from its next epoch. Never rejects: a bad value becomes a message beside the control. */
  nudge(patch: ConfigPatch): void;
  /** Moves memory `index` by (ds, dt) in the axes of the shown plane. */
  dragMemory(index: number, position: Float64Array): void;
  /** Scrubs to an epoch; null follows the newest. */
  scrub(epoch: number | null): void;
  play(on: boolean): void;
  setPlane(choice: PlaneChoice): void;
  profile(labels: Uint16Array, k: number): Promise<ClusterProfile>;
  say(tone: 'error' | 'warning' | 'info', sentence: string, about?: string | null): void;
  dismiss(id: number): void;
}

import { methodOf, partitionDifference, samePartition, type Config, type ConfigPatch } from '../../methods/config';
import type { RunState } from '../state';
import { frameAt } from './frameAt';

/** The config that the epoch on the stage was trained with; null before the first epoch, while training goes on, and for another method. */
export function trainedConfig({
  frames,
  cursor,
  config,
  training,
}: Pick<RunState, 'frames' | 'cursor' | 'config' | 'training'>): Config | null {
  const frame = frameAt(frames, cursor);
  if (!frame || frame.epoch === 0 || training.state === 'training') return null;
  return methodOf(frame.config) === methodOf(config) ? frame.config : null;
}

/** The settings that the newest epoch was trained with, where it is looked at under others; else none. */
export function trainedSettings(state: Pick<RunState, 'frames' | 'config' | 'training'>): ConfigPatch {
  const trained = lookedAt(state) ? state.frames.at(-1)!.config : null;
  return trained ? partitionDifference(trained, state.config) : {};
}

/**
 * True if the settings of the partition differ from those trained last: then every shown epoch is looked at under them,
 * else each epoch under its own.
 */
export function lookedAt({ frames, config, training }: Pick<RunState, 'frames' | 'config' | 'training'>): boolean {
  const newest = frames.at(-1)?.config;
  return training.state !== 'training' && newest !== undefined && methodOf(newest) === methodOf(config) && !samePartition(config, newest);
}

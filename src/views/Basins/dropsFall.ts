import { partitionerOf } from '../../core/partition/kinds';
import type { RunState } from '../../store/state';

/** Drops fall where the layer is on and points are moved. Before there is a model they do. */
export const dropsFall = ({ layers, shown }: Pick<RunState, 'layers' | 'shown'>): boolean =>
  layers.probe && (!shown || partitionerOf(shown.model).move !== null);

import type { Config } from '../../methods/config';
import type { Pretrained } from '../trainers/trainer';
import type { PastNetworks } from './pastNetworks';
import type { Restart } from './restart';
import type { RunData } from './runData';

/** The parts of a run that its history and its loss over the whole set read. */
export interface RunState {
  readonly id: number;
  readonly data: RunData;
  readonly config: Config;
  /** True if the partition lives among the codes of networks. */
  readonly deep: boolean;
  /** Dimensions of the partition: d, or of deep methods m. */
  readonly dimensions: number;
  readonly restarts: readonly Restart[];
  /** Index of the restart that the page shows. */
  readonly shown: number;
  readonly past: PastNetworks;
  readonly pretrained: Pretrained | null;
}

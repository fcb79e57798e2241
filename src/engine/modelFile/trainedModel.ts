import type { Scaling } from '../../core/algebra/scaling';
import { isDeep, memoryDimensions, type Config, type ConfigPatch } from '../../methods/config';
import { EngineError } from '../wire/error';
import { architectureFor } from '../deep/heads';
import type { Architecture, Parameters } from '../networks/architecture';
import type { PartitionModel } from '../../core/partition/model';
import type { EngineData } from '../protocol';

/** A description of the data that a model was trained on, without the data themselves. */
export interface ModelData {
  readonly name: string;
  readonly n: number;
  readonly d: number;
  /** Suggested number of clusters. */
  readonly k: number;
  readonly labelled: boolean;
  readonly labelNames: readonly string[];
  /** d names; null where nobody named them. */
  readonly features: readonly string[] | null;
  readonly image: EngineData['image'];
  /** Of `fingerprint`; null where the browser could not make one. Equal ones are the same numbers. */
  readonly fingerprint: string | null;
}

/** One restart at one epoch, with all that is needed to assign points as it did. */
export interface TrainedModel {
  /** Every key, with the settings of the partition that the file has. */
  readonly config: Config;
  /** Those that it was trained with, where they are others. */
  readonly trained: ConfigPatch;
  readonly data: ModelData;
  readonly scaling: Scaling;
  /** The index of the restart, from 0; its seed is the config's plus this index. */
  readonly restart: number;
  readonly epoch: number;
  /** Among the codes; without networks in the scaled input space. */
  readonly partition: PartitionModel;
  /** Null for methods without networks. */
  readonly parameters: Parameters | null;
  /** Mean loss of each pretraining epoch, and RL_p; null for methods without networks. */
  readonly pretraining: { readonly losses: readonly number[]; readonly reconstruction: number } | null;
  /** n: the cluster of each point, below k. */
  readonly labels: Uint16Array;
  /** For people: JSON as the engine wrote it. */
  readonly metrics: unknown;
}

/** m. */
export const dimensionsOf = ({ config, data }: { readonly config: Config; readonly data: Pick<ModelData, 'd'> }): number =>
  memoryDimensions(config, data.d);

/** The networks of a model; null for methods without. Throws RangeError where a table is given to a network of convolutions. */
export function networksOf({ config, data }: Pick<TrainedModel, 'config' | 'data'>): Architecture | null {
  return isDeep(config) ? architectureFor(config, data) : null;
}

/** A file that cannot be opened. */
export const badModel = (sentence: string): EngineError => new EngineError('bad-model', sentence);

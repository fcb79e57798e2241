import { normalise } from '../../../core/memory/preparedMemory';
import { Random } from '../../../core/algebra/random';
import { Adam, type AdamState } from '../../../core/optimise/adam';
import { initialLogWeights, initialMemories, streams } from '../initialise';
import type { PartitionModel } from '../../../core/partition/model';
import { dynamicsOf } from '../../../methods/shared/memory';
import type { EpochEnd, MethodContext } from '../trainer';
import { Sampler, type SamplerState } from '../sampler';
import type { ClamConfig } from '../../../methods/config';

/** One restart of CLAM on the host: its memories and all that is drawn and averaged for it. Tensors mirror it where they train. */
export class ClamRestart {
  readonly memories: Float64Array;
  /** log ε, or null where all weights are 1. */
  readonly logWeights: Float64Array | null;
  readonly sampler: Sampler;
  readonly memoryAdam: Adam;
  /** Null unless the weights are learned. */
  readonly weightAdam: Adam | null;

  /** @param memories what it begins with. */
  constructor({ config, n, d }: MethodContext<ClamConfig>, restart: number, memories: Float64Array) {
    this.memories = memories;
    this.logWeights = initialLogWeights(config);
    this.sampler = new Sampler(new Random(config.seed + restart, streams.batches), n, d, config.mask);
    this.memoryAdam = new Adam(config.k * d);
    this.weightAdam = config.weights === 'learned' ? new Adam(config.k) : null;
  }

  /** Goes back to a good state; what led away from it is forgotten. Numbers of updates stay: restarts count them together. */
  putBack(partition: PartitionModel): void {
    if (partition.kind !== 'memory') throw new TypeError(`CLAM cannot go on from a partition of kind "${partition.kind}".`);
    this.memories.set(partition.memories);
    if (partition.logWeights) this.logWeights?.set(partition.logWeights);
    for (const adam of [this.memoryAdam, this.weightAdam]) {
      adam?.first.fill(0);
      adam?.second.fill(0);
    }
  }

  save(): ClamRestartState {
    return {
      memories: this.memories.slice(),
      logWeights: this.logWeights?.slice() ?? null,
      sampler: this.sampler.save(),
      memoryAdam: this.memoryAdam.save(),
      weightAdam: this.weightAdam?.save() ?? null,
    };
  }

  restore(state: ClamRestartState): void {
    this.memories.set(state.memories);
    if (state.logWeights) this.logWeights?.set(state.logWeights);
    this.sampler.restore(state.sampler);
    this.memoryAdam.restore(state.memoryAdam);
    if (state.weightAdam) this.weightAdam?.restore(state.weightAdam);
  }
}

export interface ClamRestartState {
  memories: Float64Array;
  logWeights: Float64Array | null;
  sampler: SamplerState;
  memoryAdam: AdamState;
  weightAdam: AdamState | null;
}

/**
 * The points that training sees. On the sphere a point counts by its direction alone: there they are of length 1, and so are memories that
 * begin at points, and fill values.
 */
export function trainingPoints({ points, n, d, config }: Pick<MethodContext<ClamConfig>, 'points' | 'n' | 'd' | 'config'>): Float32Array {
  if (config.similarity !== 'spherical') return points;
  const unit = Float64Array.from(points);
  for (let i = 0; i < n; i++) normalise(unit, i * d, d);
  return Float32Array.from(unit);
}

/** @param context with the points of `trainingPoints`. @param first what each restart begins with; left out, it is found in one go. */
export function createRestarts(context: MethodContext<ClamConfig>, first?: readonly Float64Array[]): readonly ClamRestart[] {
  const { config, points, n, d } = context;
  return Array.from(
    { length: config.restarts },
    (_, r) => new ClamRestart(context, r, first?.[r] ?? initialMemories(config, points, n, d, r)),
  );
}

/** Arrays of one length behind one another. */
export function join(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.length * parts[0].length);
  parts.forEach((part, i) => joined.set(part, i * part.length));
  return joined;
}

/** The partitions that the restarts have now, under the config's β, T, step and energy. */
export function endOf(all: readonly ClamRestart[], losses: Float64Array, config: ClamConfig, d: number): EpochEnd {
  const { k, similarity } = config;
  const partitions = all.map(({ memories, logWeights }): PartitionModel => ({
    kind: 'memory',
    memories: Float32Array.from(memories),
    k,
    d,
    ...dynamicsOf(config),
    similarity,
    logWeights: logWeights && Float32Array.from(logWeights),
  }));
  return { losses, partitions, deep: null };
}

export const restoreAll = (all: readonly ClamRestart[], state: unknown): void =>
  (state as ClamRestartState[]).forEach((saved, r) => all[r].restore(saved));

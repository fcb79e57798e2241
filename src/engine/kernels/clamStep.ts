/** A training step of CLAM on tensors: gradient, Adam, loss summed on the device. Nothing is read back. */
import { zeros, zerosLike } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { adamStep } from './adam';
import type { TensorMoments } from './adam';
import { clamGradients } from './clamGradient';
import type { ClamBatch, ClamModel } from './clamGradient';

/** The state of R runs of CLAM between two steps. */
export interface ClamState {
  /** ρ, [R, k, d]. */
  memories: TensorMoments<Tensor3D>;
  /** log ε, [R, k], or null without weights. */
  logWeights: TensorMoments<Tensor2D> | null;
  /** The sum of the batches' losses since it was last zeroed, [R]. */
  loss: Tensor1D;
  /** Steps taken. */
  step: number;
}

const moments = <T extends Tensor>(parameter: T): TensorMoments<T> => ({
  parameter,
  mean: zerosLike(parameter),
  square: zerosLike(parameter),
});

/** A state of no steps. It takes the tensors over: `disposeClamState` or the next `clamStep` disposes of them. */
export function clamState(memories: Tensor3D, logWeights: Tensor2D | null = null): ClamState {
  return { memories: moments(memories), logWeights: logWeights && moments(logWeights), loss: zeros([memories.shape[0]]), step: 0 };
}

export function disposeClamState({ memories, logWeights, loss }: ClamState): void {
  for (const kept of [memories, logWeights]) for (const tensor of kept ? [kept.parameter, kept.mean, kept.square] : []) tensor.dispose();
  loss.dispose();
}

/** The state with its loss at 0, for the next epoch; the old loss is left to the caller, who may be reading it. */
export const withoutLoss = (state: ClamState): ClamState => ({ ...state, loss: zeros([state.loss.size]) });

/**
 * One step: the old state is disposed of, the new one returned.
 * @param rates learning rates of the memories, [R]. @param learnWeights whether log ε is learned too (CLAM eq. 11), at the same rates.
 */
export function clamStep(model: ClamModel, state: ClamState, batch: ClamBatch, rates: Tensor1D, learnWeights = false): ClamState {
  const step = state.step + 1;
  const { memories, logWeights } = state;
  const gradients = clamGradients(model, memories.parameter, logWeights?.parameter ?? null, batch, state.loss);
  const nextMemories = adamStep(memories, gradients.memories, rates, step);
  const nextWeights = logWeights && gradients.logWeights && learnWeights ? adamStep(logWeights, gradients.logWeights, rates, step) : null;
  gradients.memories.dispose();
  gradients.logWeights?.dispose();
  disposeClamState(nextWeights ? state : { ...state, logWeights: null });
  return { memories: nextMemories, logWeights: nextWeights ?? logWeights, loss: gradients.loss, step };
}

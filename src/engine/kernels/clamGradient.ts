/**
 * The loss and gradients of a batch for a step of CLAM (CLAM algorithm 1), one kernel a backend. Rows of the data are gathered, their
 * hidden entries filled, taken through the recursion, and compared, a run at a time. The loss of a run is the mean over its batch and all d
 * entries of m̄⊙(x − x^T)² (eq. 9; without a mask eq. 8; weighted eq. 11; spherical eq. 12, where x is normalised, filled and normalised
 * again).
 */
import { engine } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, NamedTensorInfoMap, Tensor, Tensor1D, Tensor2D, Tensor3D, TensorInfo } from '@tensorflow/tfjs-core';
import type { Energy, Similarity } from '../../core/memory/model';
import type { RecursionAttributes, RecursionShape } from './recursion';

export const clamGradient = 'ClamGradient';

export interface ClamBatch {
  /** X, [n, d]. */
  data: Tensor2D;
  /** Rows of X, [R·B], int32, run by run. */
  rows: Tensor1D;
  /** m̄, [R, B, d] or [1, B, d] where all runs share it; null: no mask (eq. 8). */
  hidden: Tensor3D | null;
  /** The mask value of each feature, [d]; unread without a mask. */
  fill: Tensor1D | null;
}

export interface ClamModel {
  beta: number;
  steps: number;
  stepSize: number;
  similarity: Similarity;
  /** Absent: log-sum-exp. */
  energy?: Energy;
}

export interface ClamGradients {
  /** The loss handed in plus this batch's, [R]. */
  loss: Tensor1D;
  /** [R, k, d]. */
  memories: Tensor3D;
  /** [R, k], or null where there are no weights. */
  logWeights: Tensor2D | null;
}

export interface ClamArguments {
  data: TensorInfo;
  rows: TensorInfo;
  hidden: TensorInfo | null;
  fill: TensorInfo | null;
  memories: TensorInfo;
  logWeights: TensorInfo | null;
  loss: TensorInfo;
  attributes: RecursionAttributes;
  /** n is the batch size B. */
  shape: RecursionShape;
  /** 1/(B·d). */
  scale: number;
}

/** Untangles a kernel's arguments. Throws RangeError where shapes do not fit together. */
export function clamArguments(inputs: NamedTensorInfoMap, attrs: NamedAttrMap | undefined): ClamArguments {
  const { data, rows, hidden = null, fill = null, memories, logWeights = null, loss } = inputs;
  if (!data || !rows || !memories || !loss) throw new Error('A step of CLAM needs data, rows, memories and a loss.');
  const [runs = 0, k = 0, d = 0] = memories.shape;
  const n = (rows.shape[0] ?? 0) / runs;
  if (
    memories.shape.length !== 3 ||
    data.shape.length !== 2 ||
    data.shape[1] !== d ||
    rows.dtype !== 'int32' ||
    !Number.isInteger(n) ||
    n < 1
  )
    throw new RangeError(
      `Data [${data.shape}], rows [${rows.shape}] (${rows.dtype}) and memories [${memories.shape}] are not [n, d], [R·B] int32 and [R, k, d].`,
    );
  if (hidden && (hidden.shape[1] !== n || hidden.shape[2] !== d || (hidden.shape[0] !== runs && hidden.shape[0] !== 1)))
    throw new RangeError(`The hidden entries [${hidden.shape}] are not [R, B, d] or [1, B, d].`);
  if (hidden && (!fill || fill.shape[0] !== d)) throw new RangeError('Hidden entries need a fill value for each feature.');
  const attributes = { ...(attrs as unknown as ClamModel), masked: hidden !== null, weighted: logWeights !== null };
  return {
    data,
    rows,
    hidden,
    fill: hidden ? fill : null,
    memories,
    logWeights,
    loss,
    attributes,
    shape: { runs, n, k, d },
    scale: 1 / (n * d),
  };
}

/** Loss and gradients of one batch. Nothing is read back. @param loss the loss so far, [R]. */
export function clamGradients(
  model: ClamModel,
  memories: Tensor3D,
  logWeights: Tensor2D | null,
  batch: ClamBatch,
  loss: Tensor1D,
): ClamGradients {
  const { data, rows, hidden, fill } = batch;
  const { beta, steps, stepSize, similarity, energy } = model;
  const inputs: Record<string, Tensor> = { data, rows, memories, loss };
  if (hidden) inputs['hidden'] = hidden;
  if (hidden && fill) inputs['fill'] = fill;
  if (logWeights) inputs['logWeights'] = logWeights;
  const [after, gradient, weightGradient = null] = engine().runKernel<Tensor[]>(clamGradient, inputs, {
    beta,
    steps,
    stepSize,
    similarity,
    energy,
  } as unknown as NamedAttrMap) as [Tensor1D, Tensor3D, Tensor2D?];
  return { loss: after, memories: gradient, logWeights: weightGradient };
}

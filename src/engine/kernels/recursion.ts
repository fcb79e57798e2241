/**
 * The associative-memory recursion v ← v + a·m̄⊙Σ_μ (ρ_μ − v) p_μ, T times, as one differentiable TensorFlow.js operation (CLAM eq. 4; with
 * weights eq. 10–11; on the sphere eq. 12; or under the log-sum-ReLU energy). R independent runs advance together along the first axis. The kernels are registered a backend
 * at a time; the gradient is registered here, once.
 */
import { engine, registerGradient, scalar, tidy } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, NamedTensorInfoMap, Tensor, Tensor2D, Tensor3D, TensorInfo } from '@tensorflow/tfjs-core';
import type { Energy, Similarity } from '../../core/memory/model';

export const associativeRecursion = 'AssociativeRecursion';
export const associativeRecursionGrad = 'AssociativeRecursionGrad';

export interface RecursionOptions {
  /** m̄, [R, n, d] or [1, n, d] where all runs share it: 1 where the entry moves, 0 where it stays. Null: all move. */
  hidden?: Tensor3D | null;
  /** log ε, [R, k] (CLAM eq. 10–11), or null where all weights are 1. */
  logWeights?: Tensor2D | null;
  /** β > 0. */
  beta: number;
  /** T ≥ 1. */
  steps: number;
  /** a = dt/τ. */
  stepSize: number;
  similarity: Similarity;
  /** Absent: log-sum-exp. Log-sum-ReLU is Euclidean and without weights. */
  energy?: Energy;
}

/** The numbers of the recursion, as kernels receive them. */
export interface RecursionAttributes {
  beta: number;
  steps: number;
  stepSize: number;
  similarity: Similarity;
  energy?: Energy;
  masked: boolean;
  weighted: boolean;
}

/** The inputs of the forward kernel. `hidden` and `logWeights` are null where the attributes say so. */
export interface RecursionInputs {
  points: TensorInfo;
  memories: TensorInfo;
  hidden: TensorInfo | null;
  logWeights: TensorInfo | null;
}

/** The sizes: R runs, n points a run, k memories of d entries each. */
export interface RecursionShape {
  runs: number;
  n: number;
  k: number;
  d: number;
}

/** Untangles a kernel's arguments: TensorFlow.js wants every tensor present, so an absent one is a scalar that no kernel reads. */
export function recursionArguments(
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap | undefined,
): RecursionInputs & { attributes: RecursionAttributes } {
  const attributes = attrs as unknown as RecursionAttributes;
  const { points, memories, hidden, logWeights } = inputs;
  if (!points || !memories) throw new Error('The recursion needs points and memories.');
  return {
    points,
    memories,
    hidden: attributes.masked ? (hidden ?? null) : null,
    logWeights: attributes.weighted ? (logWeights ?? null) : null,
    attributes,
  };
}

/** Reads R, n, k, d off the tensors. Throws RangeError where their shapes do not fit together. */
export function recursionShape(
  points: TensorInfo,
  memories: TensorInfo,
  hidden: TensorInfo | null,
  logWeights: TensorInfo | null,
): RecursionShape {
  const [runs = 0, n = 0, d = 0] = points.shape;
  const [memoryRuns = 0, k = 0, memoryLength = 0] = memories.shape;
  if (points.shape.length !== 3 || memories.shape.length !== 3 || memoryRuns !== runs || memoryLength !== d || k < 1)
    throw new RangeError(`Points [${points.shape}] and memories [${memories.shape}] are not [R, n, d] and [R, k, d].`);
  if (
    hidden &&
    (hidden.shape.length !== 3 || hidden.shape[1] !== n || hidden.shape[2] !== d || (hidden.shape[0] !== runs && hidden.shape[0] !== 1))
  )
    throw new RangeError(`The hidden entries [${hidden.shape}] are not [R, n, d] or [1, n, d] for points [${points.shape}].`);
  if (logWeights && (logWeights.shape.length !== 2 || logWeights.shape[0] !== runs || logWeights.shape[1] !== k))
    throw new RangeError(`The log weights [${logWeights.shape}] are not [R, k] for memories [${memories.shape}].`);
  return { runs, n, k, d };
}

function attributesOf(options: RecursionOptions): RecursionAttributes {
  const { beta, steps, stepSize, similarity, energy } = options;
  if (!(beta > 0)) throw new RangeError(`The inverse temperature must be positive, not ${beta}.`);
  if (!Number.isInteger(steps) || steps < 1) throw new RangeError(`The number of steps must be a positive integer, not ${steps}.`);
  if (energy === 'lsr' && (similarity !== 'euclidean' || options.logWeights != null))
    throw new RangeError('The log-sum-ReLU energy is Euclidean and has no weights.');
  return { beta, steps, stepSize, similarity, energy, masked: options.hidden != null, weighted: options.logWeights != null };
}

/**
 * x^T = A_ρ^T(v⁰), differentiable in points, memories and log weights.
 * @param points v⁰, [R, n, d]; on the sphere they are normalised first, as the memories are. @param memories ρ, [R, k, d].
 * @returns [R, n, d].
 */
export function recursion(points: Tensor3D, memories: Tensor3D, options: RecursionOptions): Tensor3D {
  const hidden = options.hidden ?? null;
  const logWeights = options.logWeights ?? null;
  recursionShape(points, memories, hidden, logWeights);
  const attributes = attributesOf(options);
  return tidy(() =>
    engine().runKernel<Tensor3D>(
      associativeRecursion,
      { points, memories, hidden: hidden ?? scalar(0), logWeights: logWeights ?? scalar(0) },
      attributes as unknown as NamedAttrMap,
    ),
  );
}

/**
 * ∂L/∂points and ∂L/∂memories of `recursion(points, memories, options)` from ∂L/∂x^T, for a way back that is written out.
 * @param gradient [R, n, d]. @returns [R, n, d] and [R, k, d].
 */
export function recursionGradients(
  points: Tensor3D,
  memories: Tensor3D,
  gradient: Tensor3D,
  options: Omit<RecursionOptions, 'hidden' | 'logWeights'>,
): [Tensor3D, Tensor3D] {
  recursionShape(points, memories, null, null);
  const attributes = attributesOf(options) as unknown as NamedAttrMap;
  return tidy(() =>
    engine().runKernel<[Tensor3D, Tensor3D]>(
      associativeRecursionGrad,
      { points, memories, hidden: scalar(0), logWeights: scalar(0), gradient },
      attributes,
    ),
  );
}

/** Registers ∂L/∂(points, memories, log weights); one kernel computes the three. */
export function registerRecursionGradient(): void {
  registerGradient({
    kernelName: associativeRecursion,
    inputsToSave: ['points', 'memories', 'hidden', 'logWeights'],
    gradFunc: (dy, saved, attrs) => {
      const [points, memories, hidden, logWeights] = saved as [Tensor, Tensor, Tensor, Tensor];
      const gradients = engine().runKernel<Tensor[]>(
        associativeRecursionGrad,
        { points, memories, hidden, logWeights, gradient: dy as Tensor },
        attrs,
      );
      const at = (index: number) => () => {
        const gradient = gradients[index];
        if (!gradient) throw new Error('The recursion was given no log weights to differentiate by.');
        return gradient;
      };
      return { points: at(0), memories: at(1), logWeights: at(2) };
    },
  });
}

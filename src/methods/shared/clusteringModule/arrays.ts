/** What CM learns, in one array of doubles: the weights and biases of the softmax, and the centres' own parts and their common part. */
import type { Floats } from '../../../core/algebra/floats';
import type { SoftmaxPartition } from '../../../core/partition/model';

export class CmArrays {
  readonly all: Float64Array;
  /** W transposed, k × d. */
  readonly weights: Float64Array;
  /** b, k numbers. */
  readonly bias: Float64Array;
  /** V, k × d. */
  readonly own: Float64Array;
  /** c, d numbers. */
  readonly common: Float64Array;

  constructor(
    readonly k: number,
    readonly d: number,
  ) {
    const { weights, bias, own, common } = placesOf(k, d);
    this.all = new Float64Array(common[1]);
    this.weights = this.all.subarray(...weights);
    this.bias = this.all.subarray(...bias);
    this.own = this.all.subarray(...own);
    this.common = this.all.subarray(...common);
  }

  /** μ = V + c, k × d. */
  centres(): Float64Array {
    return this.own.map((value, at) => value + this.common[at % this.d]);
  }

  /** V becomes μ − c. */
  setCentres(centres: Floats): void {
    for (let at = 0; at < this.own.length; at++) this.own[at] = centres[at] - this.common[at % this.d];
  }

  /** In single precision. */
  partition(): SoftmaxPartition {
    const { k, d, weights, bias } = this;
    return {
      kind: 'softmax',
      k,
      d,
      weights: Float32Array.from(weights),
      bias: Float32Array.from(bias),
      prototypes: Float32Array.from(this.centres()),
    };
  }
}

/** From where to where the arrays reach in `all`. */
export function placesOf(k: number, d: number) {
  const [a, b, c, e] = [k * d, k * d + k, 2 * k * d + k, 2 * k * d + k + d];
  return { weights: [0, a], bias: [a, b], own: [b, c], common: [c, e] } as const;
}

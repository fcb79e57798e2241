import type { Layout } from '../layout';
import type { Affinities } from './affinities';
import { attraction } from './attraction';
import { Descent } from './descent';
import { Repulsion } from './repulsion';
import { hasCollapsed, scaledStart } from './start';

export interface TsneParameters {
  /** By how much attraction is multiplied in the first quarter of the iterations, at least 1. */
  readonly exaggeration: number;
  /** Per unit of `TsneLayout`'s gradient; null: n / (the exaggeration that holds), if warm n / 3, at least 50. */
  readonly learningRate: number | null;
  /** Null: `defaultIterations`, or `warmIterations`. */
  readonly iterations: number | null;
}

export interface TsneInput {
  readonly affinities: Affinities;
  /** n × 2, say the first two principal components; if warm, the layout to go on from. Not changed. */
  readonly start: Float32Array;
  readonly parameters: TsneParameters;
  /** The points have moved a little since `start` was laid out: it is followed up, at its own scale and place. */
  readonly warm: boolean;
  /** Of a warm one: there is time, so that all points come to rest, wherever that is; as fast as from nothing. */
  readonly settle?: boolean;
}

/** They come as far, in KL and in neighbours kept, as 1,000 with the rate n/12 and momentum 0.8 throughout, from 1,800 points to 60,000. */
export const defaultIterations = 600;
export const warmIterations = 40;
/** Of a warm layout that there is time for: some seconds of it. */
const settlingIterations = (n: number): number => Math.round(Math.max(warmIterations, Math.min(300, 3e6 / n)));

const leastRate = 50;
const earlyMomentum = 0.5;
/** With the usual 0.8 it takes 750 iterations to come as far. */
const lateMomentum = 0.9;
const warmMomentum = 0.8;

/**
 * t-SNE (van der Maaten & Hinton 2008): points y_i of the plane by gradient descent on KL(P‖Q), q_ij = K(y_i − y_j)/Z with
 * K(r) = 1/(1 + r²), Z = Σ_{i≠j} K(y_i − y_j). The gradient is taken without the factor 4, as van der Maaten's own code and those after
 * it do, so that learning rates mean what they mean elsewhere:
 *     g_i = α Σ_j p_ij K (y_i − y_j) − (1/Z) Σ_j K² (y_i − y_j).
 * α is the exaggeration for the first quarter of the iterations, with momentum 0.5, and 1 after it, with 0.9; the learning rate is
 * n/α (Belkina et al. 2019 for the first part). Started warm there is no first part, the rate is n/3 and momentum 0.8: what is settled
 * then keeps its place to within a hundredth of the layout's size, and what has moved comes most of the way.
 *
 * A start is scaled to a standard deviation of 1e-4 along its wider axis, and jittered by a hundredth of that, always the same way,
 * for points at one place, or on one line, would feel no force apart. The mean stays at 0; if warm, where it was.
 *
 * Same input, same layout, to the bit. Throws RangeError where the start is not n × 2.
 */
export function tsneLayout({ affinities, start, parameters, warm, settle = false }: TsneInput): Layout {
  const { n } = affinities;
  if (start.length !== 2 * n) throw new RangeError(`A start for ${n} points has ${2 * n} numbers, not ${start.length}.`);
  const { exaggeration, learningRate } = parameters;
  const steps = parameters.iterations ?? (!warm ? defaultIterations : settle ? settlingIterations(n) : warmIterations);
  const early = warm ? 0 : Math.floor(steps / 4);
  const earlyRate = learningRate ?? Math.max(leastRate, n / exaggeration);
  const rate = learningRate ?? Math.max(leastRate, warm && !settle ? n / 3 : n);
  const momentum = warm && !settle ? warmMomentum : lateMomentum;
  const coordinates = warm ? start.slice() : scaledStart(start);
  const repulsion = new Repulsion(n);
  const attracted = new Float64Array(2 * n);
  const descent = new Descent(coordinates);
  let step = 0;
  return {
    coordinates,
    steps,
    get step() {
      return step;
    },
    advance() {
      if (step >= steps) return;
      const isEarly = step < early;
      step++;
      if (n < 2) return;
      // Once only: what fell together under exaggeration starts anew from there, for from a single place it never would.
      if (step === early + 1 && early > 0 && hasCollapsed(coordinates)) coordinates.set(scaledStart(coordinates));
      attraction(affinities, coordinates, attracted);
      repulsion.update(coordinates);
      descent.move(
        attracted,
        isEarly ? exaggeration : 1,
        repulsion.forces,
        1 / repulsion.normaliser,
        isEarly ? earlyRate : rate,
        isEarly ? earlyMomentum : momentum,
      );
    },
  };
}

import type { Random } from '../../core/algebra/random';
import { generator, fixed, type Draw } from './generator';

interface Strip {
  readonly halfLength: number;
  /** Where its middle is along the diagonal, and across it. */
  readonly along: number;
  readonly across: number;
}

/**
 * Parallel strips along the diagonal, of unlike lengths, uniform along and normal across. The partition that cuts the long one across has
 * less inertia than that of whole strips, which has the larger silhouette. The diagonal matters: standardising would undo an elongation
 * along an axis, but leaves this one as it is.
 */
const two: readonly Strip[] = [
  { halfLength: 4, along: 0, across: 0 },
  { halfLength: 1.9, along: -0.8, across: 2.8 },
];
const three: readonly Strip[] = [
  { halfLength: 4, along: 0, across: 0 },
  { halfLength: 1.6, along: -0.6, across: 2.6 },
  { halfLength: 1.3, along: 0.3, across: -3.4 },
];

function stripsOf(strips: readonly Strip[], noise: number, random: Random): Draw {
  return (values, i) => {
    const strip = i % strips.length;
    const { halfLength, ...middle } = strips[strip];
    const along = middle.along + halfLength * (2 * random.uniform() - 1);
    const across = middle.across + noise * random.normal();
    values[2 * i] = (along - across) * Math.SQRT1_2;
    values[2 * i + 1] = (along + across) * Math.SQRT1_2;
    return strip;
  };
}

const noise = { min: 0, max: 1, default: 0.2, means: 'Spread of a cluster across its length; neighbours lie about 3 apart.' };

export const twoElongated = generator({
  id: 'synthetic/two-elongated',
  name: 'Two elongated clusters',
  description: 'A long and a shorter cluster beside it: k-means cuts the long one across (after CLAM figure 1).',
  n: 400,
  noise,
  k: fixed(2),
  draw: (knobs, random) => stripsOf(two, knobs.noise, random),
});

export const threeElongated = generator({
  id: 'synthetic/three-elongated',
  name: 'Three elongated clusters',
  description: 'A long cluster between two shorter ones: k-means cuts it across (after CLAM figure 13).',
  n: 600,
  noise,
  k: fixed(3),
  draw: (knobs, random) => stripsOf(three, knobs.noise, random),
});

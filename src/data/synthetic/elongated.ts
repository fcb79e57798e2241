import type { Random } from '../../core/algebra/random';
import { generator, fixed, type Draw } from './generator';

/** Half the length of a cluster, in units of the distance between neighbouring centre lines. */
const HALF_LENGTH = 4;

/**
 * k parallel strips along the diagonal, uniform along and normal across. The diagonal matters: standardising would undo an
 * elongation along an axis, but leaves this one as it is. Much longer than they are apart, they cost k-means less when it
 * cuts them across than when it keeps them whole.
 */
function strips(count: number, noise: number, random: Random): Draw {
  return (values, i) => {
    const strip = i % count;
    const along = HALF_LENGTH * (2 * random.uniform() - 1);
    const across = strip - (count - 1) / 2 + noise * random.normal();
    values[2 * i] = (along - across) * Math.SQRT1_2;
    values[2 * i + 1] = (along + across) * Math.SQRT1_2;
    return strip;
  };
}

const noise = { min: 0, max: 1, default: 0.12, means: 'Spread of a cluster across its length; neighbours lie 1 apart.' };

export const twoElongated = generator({
  id: 'synthetic/two-elongated',
  name: 'Two elongated clusters',
  description: 'Two parallel elongated clusters, which k-means cuts across (after CLAM figure 1).',
  n: 400,
  noise,
  k: fixed(2),
  draw: (knobs, random) => strips(2, knobs.noise, random),
});

export const threeElongated = generator({
  id: 'synthetic/three-elongated',
  name: 'Three elongated clusters',
  description: 'Three parallel elongated clusters, which k-means cuts across (after CLAM figure 13).',
  n: 600,
  noise,
  k: fixed(3),
  draw: (knobs, random) => strips(3, knobs.noise, random),
});

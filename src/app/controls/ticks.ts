import { travelOf } from './table';
import type { Context, NumberControl } from './types';

/** Powers of ten that stand under a logarithmic slider are so many apart. */
const decades = 2;

/**
 * The values that are written under a slider: powers of ten where it is logarithmic, else both ends.
 * @param wide whether there is room for more than the ends.
 */
export function ticksOf(control: NumberControl, context: Context, wide: boolean): readonly number[] {
  const [low, high] = travelOf(control, context);
  if (control.scale !== 'log') return [low, high];
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const powers = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).filter((power) => power % decades === 0);
  // Written out, and not computed: 10 ** -4 is not 0.0001.
  return (wide ? powers : powers.slice(0, 1).concat(powers.slice(-1))).map((power) => Number(`1e${power}`));
}

import { dense } from './build';
import { shapeLength, type Activation, type Layer, type Shape } from './layers';

/** The widths of EDCWRN's autoencoder (DCLAM A.2). */
export const eaeWidths: readonly number[] = [500, 500, 2000];

/** The fully connected autoencoder d–widths–m–widths reversed–d: `between` its layers, nothing at the code and the output. */
export function eae(
  shape: Shape,
  m: number,
  widths: readonly number[],
  width = m,
  between: Activation = 'relu',
): { encoder: Layer[]; decoder: Layer[] } {
  const chain = (side: string, sizes: readonly (number | Shape)[]): Layer[] =>
    sizes.slice(1).map((to, i) => dense(`${side}${i + 1}`, asShape(sizes[i]), to, i === sizes.length - 2 ? 'linear' : between));
  const flat: Shape = [1, 1, shapeLength(shape)];
  return { encoder: chain('encoder', [flat, ...widths, width]), decoder: chain('decoder', [m, ...widths.toReversed(), flat]) };
}

const asShape = (size: number | Shape): Shape => (typeof size === 'number' ? [1, 1, size] : size);

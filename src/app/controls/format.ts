/** How a slider's travel maps to values. */

export type SliderScale = 'linear' | 'log';

/** Where a slider's thumb stands for a value. */
export const toTravel = (value: number, scale: SliderScale): number => (scale === 'log' ? Math.log10(value) : value);

/** The value for a thumb's place. Logarithmic values are rounded to three digits, so that no one reads 1.2022644346. */
export function fromTravel(place: number, scale: SliderScale, [low, high]: readonly [number, number]): number {
  const value = scale === 'log' ? Number((10 ** place).toPrecision(3)) : place;
  return Math.max(low, Math.min(high, value));
}

/** The same points in fewer numbers: pictures of a smaller side, or coordinates along the principal axes. */
import { Random } from '../../core/algebra/random';
import { DataError, type Dataset } from '../../data/dataset';
import { pixelNames, resizeSquare } from '../../data/images/resample';
import { principalAxes } from '../../projection/principal';

/** Work in pieces of some milliseconds. */
type Pieces<T> = Generator<unknown, T>;

/** Square pictures whose side is the area mean of the given ones'. Throws DataError where the points are no square pictures. */
export function* smallerPictures(dataset: Dataset, side: number): Pieces<Dataset> {
  const { image, n, d, values, id, name, notes } = dataset;
  if (!image || image.width !== image.height) throw new DataError('not-square', 'Only square pictures can be made smaller here.');
  const size = side * side * image.channels;
  const smaller = new Float32Array(n * size);
  for (let i = 0; i < n; i++) {
    resizeSquare(values.subarray(i * d, (i + 1) * d), image.width, side, image.channels, smaller.subarray(i * size, (i + 1) * size));
    yield;
  }
  return {
    ...dataset,
    id: `${id} (${side} × ${side})`,
    name: `${name}, ${side} × ${side}`,
    d: size,
    values: smaller,
    features: pixelNames(side, side, image.channels),
    image: { ...image, width: side, height: side },
    notes: [
      ...notes,
      `The pictures were made smaller, from ${image.width} × ${image.width} to ${side} × ${side} pixels: each is the mean of the area under it.`,
    ],
  };
}

/** As many passes as keep at least 99% of the variance that the exact axes keep. */
const passes = { passes: 2, tolerance: 0 };

/**
 * Coordinates of the points along `count` principal axes, as columns "pc 1" …, all in one unit in which they have a variance of 1 on
 * average: scaled no further, the first axes weigh what they weigh in the data. The same seed gives the same columns.
 */
export function* principalColumns(dataset: Dataset, count: number, seed: number): Pieces<Dataset> {
  const { n, d, values, id, name, notes } = dataset;
  const { coordinates, shares } = yield* principalAxes(values, n, d, count, new Random(seed), passes);
  let squares = 0;
  for (const value of coordinates) squares += value * value;
  const unit = Math.sqrt(squares / coordinates.length) || 1;
  const kept = shares.reduce((sum, share) => sum + share, 0);
  return {
    ...dataset,
    id: `${id} (PCA to ${count})`,
    name: `${name}, PCA to ${count}`,
    d: count,
    values: Float32Array.from(coordinates, (value) => value / unit),
    features: Array.from({ length: count }, (_, c) => `pc ${c + 1}`),
    image: null,
    unscaled: { variance: count },
    notes: [
      ...notes,
      `The ${d.toLocaleString('en')} features were reduced to ${count} principal components, which keep ${(100 * kept).toFixed(1)}% of the variance; memories are points among them, and no pictures.`,
    ],
  };
}

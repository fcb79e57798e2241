import * as v from 'valibot';
import { factorLength } from '../../core/partition/logDensity';
import type { GaussiansPartition } from '../../core/partition/model';
import { integer, number, oneOf } from '../../methods/fields';
import { limits } from '../../methods/limits';
import { littleEndian } from '../networks/keras/write';
import { largestValue } from '../run/prepare';
import { badModel } from './trainedModel';

/** Gaussians in a model file. partition.bin has the means and then the factors, in single precision, little-endian. */

export const gaussiansSchema = v.object({
  kind: v.literal('gaussians'),
  k: integer(limits.k),
  d: integer([1, 2 ** 31 - 1]),
  covariance: oneOf(['spherical', 'diagonal', 'full']),
  logShares: v.array(number([-1e9, 1e9]), 'a list of numbers'),
});
export type GaussiansDescription = v.InferOutput<typeof gaussiansSchema>;

export function takeGaussiansApart({ kind, k, d, covariance, logShares, prototypes, factors }: GaussiansPartition): {
  description: GaussiansDescription;
  arrays: Uint8Array<ArrayBuffer>;
} {
  const numbers = new Float32Array(prototypes.length + factors.length);
  numbers.set(prototypes);
  numbers.set(factors, prototypes.length);
  return { description: { kind, k, d, covariance, logShares: [...logShares] }, arrays: littleEndian(numbers) };
}

/** @param bytes of `path` in the file `name`, for messages. Throws EngineError "bad-model". */
export function putGaussiansTogether(description: GaussiansDescription, bytes: Uint8Array, path: string, name: string): GaussiansPartition {
  const { k, d, covariance, logShares } = description;
  const length = factorLength(covariance, d);
  const wrong = (what: string) => badModel(`${path} in “${name}” ${what}.`);
  if (bytes.length !== 4 * k * (d + length))
    throw wrong(`has ${bytes.length} bytes, and ${k} Gaussians of ${d} numbers have ${4 * k * (d + length)}`);
  if (logShares.length !== k)
    throw badModel(`“logShares” in partition.json of “${name}” has ${logShares.length} entries for ${k} Gaussians.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = Float32Array.from({ length: k * (d + length) }, (_, i) => view.getFloat32(4 * i, true));
  if (!numbers.every((x) => Math.abs(x) <= largestValue)) throw wrong(`holds numbers that are not finite, or beyond ${largestValue}`);
  const factors = numbers.slice(k * d);
  const positive = (at: number) => factors[at] > 0;
  for (let j = 0; j < k; j++)
    for (let i = 0, at = j * length; at < (j + 1) * length; i++, at += covariance === 'full' ? i + 1 : 1)
      if (!positive(at)) throw wrong('holds Gaussians without extent');
  return { ...description, logShares: Float32Array.from(logShares), prototypes: numbers.slice(0, k * d), factors };
}

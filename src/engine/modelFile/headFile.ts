import type { Config } from '../../methods/config';
import { isDeep, memoryDimensions } from '../../methods/config';
import type { HeadArrays } from '../../methods/head';
import { deepMethodOf } from '../deep/heads';
import { littleEndian } from '../networks/keras/write';
import { largestValue } from '../run/prepare';
import { badModel, type ModelData } from './trainedModel';

/**
 * The arrays of a head in a model file: `head/<name>.bin` each, in single precision, little-endian, with its shape in basins.json. Of most
 * heads the partition says all of them; others keep more, such as a target for each point.
 */

export const headFolder = 'head/';
const pathOf = (array: string) => `${headFolder}${array}.bin`;

/** Shapes by the names of arrays, as in basins.json. */
export type HeadShapes = Readonly<Record<string, readonly number[]>>;

/** The arrays that a method's head has; null for methods without networks. */
export function headShapes(config: Config, { n, d }: Pick<ModelData, 'n' | 'd'>): HeadShapes | null {
  if (!isDeep(config)) return null;
  const { k } = config;
  const size = { k, m: memoryDimensions(config, d) };
  const head = deepMethodOf(config).head(config);
  const learned = head.learns(size).map(({ name, shape }) => [name, shape] as const);
  const kept = (head.keeps?.(size) ?? []).map(({ name, rows, width }) => [name, [rows === 'points' ? n : k, width]] as const);
  return Object.fromEntries([...learned, ...kept]);
}

const lengthOf = (shape: readonly number[]): number => shape.reduce((length, extent) => length * extent, 1);

/** The files of these arrays. Throws RangeError where they are others than the shapes say. */
export function packHead(head: HeadArrays, shapes: HeadShapes): [path: string, bytes: Uint8Array<ArrayBuffer>][] {
  return Object.entries(shapes).map(([array, shape]) => {
    const values = head[array];
    if (values?.length !== lengthOf(shape)) throw new RangeError(`The head has no array "${array}" of ${lengthOf(shape)} numbers.`);
    return [pathOf(array), littleEndian(values)];
  });
}

/**
 * The arrays that basins.json names. @param bytesOf gives the content of a path. @param name of the file, for messages.
 * Throws EngineError "bad-model" where they are not those of the config's method, or hold numbers that cannot be used.
 */
export function unpackHead(written: HeadShapes, shapes: HeadShapes, bytesOf: (path: string) => Uint8Array, name: string): HeadArrays {
  const sorted = (of: HeadShapes) => JSON.stringify(Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  if (sorted(written) !== sorted(shapes))
    throw badModel(`“head” in basins.json of “${name}” must be ${JSON.stringify(shapes)}, the arrays of its method.`);
  return Object.fromEntries(
    Object.entries(shapes).map(([array, shape]) => {
      const path = pathOf(array);
      const bytes = bytesOf(path);
      const length = lengthOf(shape);
      if (bytes.length !== 4 * length)
        throw badModel(`${path} in “${name}” has ${bytes.length} bytes, and ${length} numbers have ${4 * length}.`);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const values = Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i, true));
      if (!values.every((x) => Math.abs(x) <= largestValue))
        throw badModel(`${path} in “${name}” holds numbers that are not finite, or beyond ${largestValue}.`);
      return [array, values];
    }),
  );
}

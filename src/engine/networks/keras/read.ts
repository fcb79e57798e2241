import * as v from 'valibot';
import { EngineError } from '../../wire/error';
import { parametersOf, type Layer, type LayerParameter } from '../layers';

const shape = v.array(v.pipe(v.number(), v.integer(), v.minValue(0)));
const schema = v.object({
  format: v.literal('layers-model'),
  weightsManifest: v.array(v.object({ weights: v.array(v.object({ name: v.string(), shape, dtype: v.string() })) })),
});

/**
 * The parameters of layers out of what `kerasModel` made of them: found by their names, in whichever order they stand. @param where names
 * the network in messages. Throws EngineError "bad-model" where one is missing, twice there, of another shape or type or not finite, or the
 * weights are too few or too many.
 */
export function readKerasModel(modelJson: unknown, weights: Uint8Array, layers: readonly Layer[], where: string): Float32Array {
  const parsed = v.safeParse(schema, modelJson);
  if (!parsed.success)
    throw bad(
      `${where} is not a model in TensorFlow.js' layers format: “${v.getDotPath(parsed.issues[0]) ?? 'format'}” is missing or wrong.`,
    );
  const entries = new Map<string, { shape: readonly number[]; from: number }>();
  let bytes = 0;
  for (const { name, shape, dtype } of parsed.output.weightsManifest.flatMap((group) => group.weights)) {
    if (dtype !== 'float32')
      throw bad(`The weights “${name.slice(0, 80)}” of ${where} are of type ${dtype.slice(0, 20)}, and only float32 is read.`);
    if (entries.has(name)) throw bad(`The weights “${name.slice(0, 80)}” stand twice in ${where}.`);
    entries.set(name, { shape, from: bytes });
    bytes += 4 * shape.reduce((product, extent) => product * extent, 1);
  }
  const parameters = parametersOf(layers);
  for (const parameter of parameters) check(parameter, entries.get(parameter.name)?.shape, where);
  if (entries.size > parameters.length)
    throw bad(`${where} has ${entries.size - parameters.length} weights that the network of its config does not have.`);
  if (weights.length !== bytes)
    throw bad(`The weights of ${where} are ${weights.length} bytes, and ${bytes} are expected: the file is cut off or not its own.`);
  const values = new Float32Array(bytes / 4);
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  for (const { name, offset, size } of parameters) {
    const from = entries.get(name)?.from ?? 0;
    for (let i = 0; i < size; i++) values[offset + i] = finite(view.getFloat32(from + 4 * i, true), name, where);
    if (name.endsWith('/moving_variance') && values.subarray(offset, offset + size).some((variance) => variance < 0))
      throw bad(`The weights “${name}” of ${where} are variances, and one is negative.`);
  }
  return values;
}

function check({ name, shape }: LayerParameter, found: readonly number[] | undefined, where: string): void {
  if (!found) throw bad(`The weights “${name}” are missing in ${where}.`);
  if (found.length !== shape.length || found.some((extent, axis) => extent !== shape[axis]))
    throw bad(
      `The weights “${name}” of ${where} have the shape ${found.join(' × ')}, and the network of its config has ${shape.join(' × ')}.`,
    );
}

function finite(value: number, name: string, where: string): number {
  if (!Number.isFinite(value)) throw bad(`The weights “${name}” of ${where} hold numbers that are not finite.`);
  return value;
}

const bad = (sentence: string): EngineError => new EngineError('bad-model', sentence);

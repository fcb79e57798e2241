import '@tensorflow/tfjs-backend-cpu';
import { setBackend, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../../core/algebra/random';
import { excess } from '../../kernels/testing';
import { architectureOf, initialNetwork, type Architecture } from '../architecture';
import { parametersOf, type Layer } from '../layers';
import { dclamTensorHead } from '../../deep/dclamTensors';
import { TensorNetwork } from '../tensors/tensorNetwork';
import { readKerasModel } from './read';
import { kerasModel } from './write';

const m = 3;
const picture = (height: number, width: number, channels: number) => ({ d: height * width * channels, image: { height, width, channels } });
const cases: [string, Architecture][] = [
  ['EAE', architectureOf([6, 5], { d: 7, image: null }, m)],
  ['EAE of one layer, leaky', architectureOf([4], picture(3, 4, 1), m, m, 'leaky')],
  ['squares and products', architectureOf('quadratic', { d: 2, image: null }, m)],
  ['CAE 28 × 28', architectureOf('cae', picture(28, 28, 1), m)],
  ['CAE 8 × 8, leaky', architectureOf('cae', picture(8, 8, 1), m, m, 'leaky')],
  ['CAE 9 × 7 × 3', architectureOf('cae', picture(9, 7, 3), m)],
  ['CAE 1 × 1', architectureOf('cae', picture(1, 1, 1), m)],
  ['RAE 8 × 8', architectureOf('rae', picture(8, 8, 1), m)],
  ['RAE 9 × 7 × 3', architectureOf('rae', picture(9, 7, 3), m)],
];

/** Biases and statistics are not what networks begin with. */
function parametersFor(layers: readonly Layer[], start: Float32Array, random: Random): Float32Array {
  const values = start.slice();
  for (const { name, offset, size } of parametersOf(layers))
    if (!name.endsWith('/kernel'))
      for (let i = offset; i < offset + size; i++) values[i] += (name.endsWith('variance') ? 1 : 0.4) * random.uniform();
  return values;
}

/** By TensorFlow.js alone, from what the two files hold. */
async function loaded(layers: readonly Layer[], parameters: Float32Array, name: string) {
  const { modelJson, weights } = kerasModel(layers, parameters, name);
  const { modelTopology, weightsManifest, format } = JSON.parse(JSON.stringify(modelJson)) as Record<string, object> & {
    weightsManifest: { weights: [] }[];
    format: string;
  };
  return loadLayersModel({
    load: async () => ({ modelTopology, format, weightSpecs: weightsManifest[0].weights, weightData: weights.buffer }),
  });
}

beforeAll(async () => {
  await setBackend('cpu');
});

describe.each(cases)('%s', (_, architecture) => {
  const random = new Random(2);
  const start = initialNetwork(architecture, 4);
  const parameters = {
    encoder: parametersFor(architecture.encoder, start.encoder, random),
    decoder: parametersFor(architecture.decoder, start.decoder, random),
  };
  const n = 2;
  const { d } = architecture;

  test('TensorFlow.js loads encoder and decoder, and they do what ours do', async () => {
    const points = Float32Array.from({ length: n * d }, () => random.uniform());
    const network = new TensorNetwork({ architecture, points, n, k: 1, batchSize: n, head: dclamTensorHead });
    network.setParameters(parameters);
    const codes = await network.encode(0, n);
    const [encoder, decoder] = [
      await loaded(architecture.encoder, parameters.encoder, 'encoder'),
      await loaded(architecture.decoder, parameters.decoder, 'decoder'),
    ];
    const encoded = encoder.predict(tensor(points, [n, ...encoder.inputs[0].shape.slice(1).map(Number)])) as Tensor;
    expect(encoded.shape).toEqual([n, m]);
    expect(excess(await encoded.data(), codes)).toBeLessThanOrEqual(1);
    const decoded = decoder.predict(tensor(codes, [n, m])) as Tensor;
    expect(decoded.shape).toEqual(encoder.inputs[0].shape.with(0, n));
    expect(excess(await decoded.data(), await network.decode(codes, n))).toBeLessThanOrEqual(1);
    network.dispose();
  });

  test('is read back to the bit', () => {
    for (const half of ['encoder', 'decoder'] as const) {
      const { modelJson, weights } = kerasModel(architecture[half], parameters[half], half);
      const values = readKerasModel(JSON.parse(JSON.stringify(modelJson)), weights, architecture[half], half);
      expect(Buffer.compare(Buffer.from(values.buffer), Buffer.from(parameters[half].buffer))).toBe(0);
    }
  });
});

describe('what is not ours is refused in one sentence', () => {
  const { encoder } = architectureOf('rae', picture(4, 4, 1), m);
  const values = initialNetwork(architectureOf('rae', picture(4, 4, 1), m), 1).encoder;
  type Json = { weightsManifest: { weights: { name: string; shape: number[]; dtype: string }[] }[] };
  const altered = (change: (json: Json) => void, parameters = values) => {
    const { modelJson, weights } = kerasModel(encoder, parameters, 'encoder');
    const json = JSON.parse(JSON.stringify(modelJson)) as Json;
    change(json);
    return () => readKerasModel(json, weights, encoder, '“encoder”');
  };
  const first = (json: Json) => json.weightsManifest[0].weights[0];
  const holding = (name: string, value: number) => {
    const all = values.slice();
    all[parametersOf(encoder).find((one) => one.name === name)?.offset ?? -1] = value;
    return all;
  };

  test.each<[string, () => unknown, RegExp]>([
    ['not a model', () => readKerasModel([1], new Uint8Array(0), encoder, '“encoder”'), /layers format/],
    ['a missing name', altered((json) => (first(json).name = 'other/kernel')), /“stem\/kernel” are missing/],
    [
      'another shape',
      altered((json) => (first(json).shape = [3, 3, 32, 1])),
      /3 × 3 × 32 × 1, and the network of its config has 3 × 3 × 1 × 32/,
    ],
    ['another type', altered((json) => (first(json).dtype = 'int32')), /type int32/],
    ['twice', altered((json) => json.weightsManifest[0].weights.push(first(json))), /twice/],
    [
      'one more',
      altered((json) => json.weightsManifest[0].weights.push({ name: 'more', shape: [1], dtype: 'float32' })),
      /1 weights that the network/,
    ],
    ['NaN', altered(() => {}, holding('code/kernel', Number.NaN)), /“code\/kernel” of “encoder” hold numbers that are not finite/],
    ['a negative variance', altered(() => {}, holding('stem_norm/moving_variance', -1)), /negative/],
    [
      'cut off',
      () => readKerasModel(JSON.parse(JSON.stringify(kerasModel(encoder, values, 'e').modelJson)), new Uint8Array(8), encoder, '“encoder”'),
      /8 bytes, and \d+ are expected/,
    ],
  ])('%s', (_, read, sentence) => expect(read).toThrow(sentence));
});

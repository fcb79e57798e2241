import { partitionerOf, withPrototypes } from '../../core/partition/kinds';
import { readFileSync } from 'node:fs';
import { strToU8, unzipSync, zipSync, type Unzipped } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { parseConfig, type ConfigPatch } from '../../methods/config';
import { initialNetwork } from '../networks/architecture';
import { fingerprint } from '../../data/fingerprint';
import { packModel } from './pack';
import { networksOf, type ModelData, type TrainedModel } from './trainedModel';
import { unpackModel } from './unpack';

const random = new Random(1);
const normal = (length: number) => Float32Array.from({ length }, () => random.normal());

const dynamics = { beta: 0.1 + 0.2, steps: 12, stepSize: 1 / 3 };

function modelOf(patch: ConfigPatch, [height, width, channels]: [number, number, 1 | 3] = [8, 8, 1]): TrainedModel {
  const config = parseConfig({ k: 4, restarts: 3, ...dynamics, ...(patch.method === 'dclam' && { latent: 3 }), ...patch });
  const d = height * width * channels;
  const n = 11;
  const data: ModelData = {
    name: 'digits, “mine” =1+1',
    n,
    d,
    k: 4,
    labelled: true,
    labelNames: ['null', '<b>eins</b>'],
    features: config.method === 'clam' ? Array.from({ length: d }, (_, j) => `f,${j}`) : null,
    image: config.method === 'clam' ? null : { width, height, channels, range: [0, 255] },
    fingerprint: 'ab'.repeat(32),
  };
  const networks = networksOf({ config, data });
  return {
    config,
    trained: config.method === 'clam' ? { beta: 5 } : {},
    data,
    scaling: {
      kind: config.scaling,
      shift: Float64Array.from({ length: d }, () => random.normal()),
      scale: Float64Array.from({ length: d }, () => 0.1 + random.uniform()),
    },
    restart: 2,
    epoch: 17,
    partition: {
      kind: 'memory',
      k: 4,
      d: networks ? 3 : d,
      ...dynamics,
      similarity: 'euclidean',
      memories: normal(4 * (networks ? 3 : d)),
      logWeights: networks ? null : normal(4),
    },
    parameters: networks && initialNetwork(networks, 3),
    pretraining: networks && { losses: [0.3, 0.1 + 0.2], reconstruction: 0.01 },
    labels: Uint16Array.from({ length: n }, () => random.integer(4)),
    metrics: { rl: 0.02, silhouette: null },
  };
}

const clam = modelOf({ method: 'clam', weights: 'learned' });
const models: [string, TrainedModel][] = [
  ['CLAM', clam],
  ['EAE', modelOf({ method: 'dclam', network: [6, 5] })],
  ['CAE', modelOf({ method: 'dclam', network: 'cae' }, [28, 28, 1])],
  ['RAE', modelOf({ method: 'dclam', network: 'rae' }, [9, 7, 3])],
  ['labels that are not by the rule', { ...clam, partition: { ...clam.partition, pointLabels: clam.labels } }],
];

test.each(models)('a packed model is unpacked as it was: %s', async (_, model) => {
  const { parameters, leftOut, ...rest } = await unpackModel(await packModel(model), 'model.zip');
  expect(leftOut).toBe(null);
  const { parameters: expected, ...others } = model;
  expect(rest).toEqual(others);
  const bytes = (values: Float32Array | undefined) => Buffer.from(values ? new Uint8Array(values.buffer) : []);
  for (const half of ['encoder', 'decoder'] as const) expect(Buffer.compare(bytes(parameters?.[half]), bytes(expected?.[half]))).toBe(0);
  expect(parameters === null).toBe(expected === null);
});

test('the zip holds what people and TensorFlow.js read', async () => {
  const files = unzipSync(await packModel(models[2][1]));
  expect(Object.keys(files).sort()).toEqual([
    'README.txt',
    'basins.json',
    'decoder/model.json',
    'decoder/weights.bin',
    'encoder/model.json',
    'encoder/weights.bin',
    'memories.csv',
    'partition.bin',
    'partition.json',
  ]);
  const text = (path: string) => new TextDecoder().decode(files[path]);
  expect(JSON.parse(text('basins.json'))).toMatchObject({
    format: 'basins-model',
    version: 2,
    method: 'dclam',
    network: 'cae',
    k: 4,
    m: 3,
    seed: 2,
    epoch: 17,
  });
  const [header, first, ...more] = text('memories.csv').trim().split('\r\n');
  expect(header).toBe('memory,z1,z2,z3');
  expect(first.split(',').map((x) => Math.fround(Number(x)))).toEqual([
    1,
    ...partitionerOf(models[2][1].partition).prototypes.subarray(0, 3),
  ]);
  expect(more).toHaveLength(3);
  expect(text('README.txt')).toContain("await tf.loadLayersModel('encoder/model.json')");
  expect(text('README.txt')).toContain('[n, 28, 28, 1]');
  const plain = unzipSync(await packModel(models[0][1]));
  expect(Object.keys(plain)).toHaveLength(5);
  expect(new TextDecoder().decode(plain['memories.csv'])).toContain('"f,1"');
});

test('arrays that do not fit are not packed', async () => {
  const [, model] = models[1];
  await expect(packModel({ ...model, labels: new Uint16Array(3) })).rejects.toThrow('3 labels for 11 points');
  await expect(packModel({ ...model, partition: withPrototypes(model.partition, new Float32Array(5)) })).rejects.toThrow(
    '5 numbers for 4 prototypes of 3',
  );
  await expect(packModel({ ...model, parameters: null })).rejects.toThrow('none were given');
});

describe('arrays of a head', () => {
  const [, eae] = models[1];
  const memories = normal(4 * 3);
  const withHead: TrainedModel = { ...eae, parameters: { ...eae.parameters!, head: { memories } } };
  const changed = async (change: (files: Unzipped, head: Record<string, number[]>) => void) => {
    const files = unzipSync(await packModel(withHead));
    const json = JSON.parse(new TextDecoder().decode(files['basins.json'])) as { head: Record<string, number[]> };
    change(files, json.head);
    files['basins.json'] = strToU8(JSON.stringify(json));
    return unpackModel(zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>, 'm.zip');
  };

  test('come back to the bit', async () => {
    const { parameters } = await changed((files, head) => {
      expect(head).toEqual({ memories: [4, 3] });
      expect(files['head/memories.bin']).toHaveLength(48);
    });
    expect(parameters!.head).toEqual({ memories });
  });

  test('that do not fit are refused', async () => {
    await expect(packModel({ ...eae, parameters: { ...eae.parameters!, head: { centres: memories } } })).rejects.toThrow(
      /no array "memories"/,
    );
    await expect(changed((files) => delete files['head/memories.bin'])).rejects.toThrow(/head\/memories\.bin is missing/);
    await expect(changed((_, head) => Object.assign(head, { centres: [4, 3] }))).rejects.toThrow(
      /“head” in basins\.json of “m\.zip” must be \{"memories":\[4,3\]\}, the arrays of its method/,
    );
    await expect(changed((files) => files['head/memories.bin'].fill(255))).rejects.toThrow(/holds numbers that are not finite/);
    await expect(changed((files) => (files['head/memories.bin'] = new Uint8Array(40)))).rejects.toThrow(
      /has 40 bytes, and 12 numbers have 48/,
    );
  });
});

describe('what cannot be opened is refused in one sentence', () => {
  const [, eae] = models[1];
  const changed = async (change: (files: Unzipped) => void) => {
    const files = unzipSync(await packModel(eae));
    change(files);
    return zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>;
  };
  type Json = {
    labels?: unknown;
    pretraining: { losses: number[] };
    dataset: { image: unknown };
    config: object;
    scaling: { shift: unknown[]; scale: unknown[] };
  };
  const described = (change: (json: Json) => unknown) =>
    changed((files) => {
      const json = JSON.parse(new TextDecoder().decode(files['basins.json'])) as Json;
      change(json);
      files['basins.json'] = strToU8(JSON.stringify(json));
    });

  const partitioned = (change: (json: Record<string, unknown>) => unknown) =>
    changed((files) => {
      const json = JSON.parse(new TextDecoder().decode(files['partition.json'])) as Record<string, unknown>;
      change(json);
      files['partition.json'] = strToU8(JSON.stringify(json));
    });

  test.each<[string, () => Promise<Uint8Array<ArrayBuffer>>, RegExp]>([
    [
      'a kind that there is not',
      () => partitioned((json) => Object.assign(json, { kind: 'trees' })),
      /“kind” in partition\.json .* must be a partition of a kind that this version knows/,
    ],
    [
      'a kind that the method does not make',
      () => partitioned((json) => Object.assign(json, { kind: 'centres', metric: 'euclidean', rule: { by: 'nearest' }, weighted: false })),
      /“kind” .* must be "memory", which is what DCLAM makes, not "centres"/,
    ],
    [
      'other clusters',
      () => partitioned((json) => Object.assign(json, { k: 5 })),
      /“k” in partition\.json .* must be 4, as in its config, not 5/,
    ],
    [
      'another β',
      () => partitioned((json) => Object.assign(json, { beta: 7 })),
      /partition\.json of “m\.zip” are not those that its config has/,
    ],
    ['no zip', async () => strToU8('a,b\n1,2\n') as Uint8Array<ArrayBuffer>, /does not begin as a zip/],
    ['nothing', async () => new Uint8Array(0), /does not begin as a zip/],
    [
      'another zip',
      async () => zipSync({ 'a.txt': strToU8('a') }) as Uint8Array<ArrayBuffer>,
      /not a model that Basins exported: there is no basins\.json/,
    ],
    [
      'basins.json in a folder above',
      async () => zipSync({ '../basins.json': strToU8('{}') }) as Uint8Array<ArrayBuffer>,
      /there is no basins\.json/,
    ],
    ['not JSON', () => changed((files) => (files['basins.json'] = strToU8('{"a"'))), /basins\.json in “m\.zip” is not JSON/],
    [
      'not text',
      () => changed((files) => (files['basins.json'] = Uint8Array.of(255, 254, 0, 255))),
      /basins\.json in “m\.zip” is not JSON/,
    ],
    [
      'another JSON',
      () => changed((files) => (files['basins.json'] = strToU8('{"a":1}'))),
      /does not say that it describes a model of Basins/,
    ],
    [
      'a newer version',
      () => described((json) => Object.assign(json, { version: 3 })),
      /newer Basins \(version 3 of the file; this one reads 2\)/,
    ],
    ['no labels', () => described((json) => delete json.labels), /“labels” in basins\.json of “m\.zip” is missing/],
    [
      'wrong labels',
      () => described((json) => Object.assign(json, { labels: [1, -2] })),
      /“labels\.1” .* must be a whole number between 0 and 255/,
    ],
    ['few labels', () => described((json) => Object.assign(json, { labels: [1, 2] })), /“labels” .* has 2 entries for 11 points/],
    [
      'labels beyond k',
      () => described((json) => Object.assign(json, { labels: Array.from({ length: 11 }, () => 4) })),
      /beyond the 4 there are/,
    ],
    [
      'a config out of range',
      () => described((json) => Object.assign(json.config, { beta: -1 })),
      /The config in “m\.zip” cannot be used: “beta” must be between/,
    ],
    [
      'a seed that its restarts go beyond',
      () => described((json) => Object.assign(json.config, { seed: 9e15 })),
      /cannot be used: “seed” must be at most 8999999999999998 for 3 restarts/,
    ],
    [
      'a restart that there is not',
      () => described((json) => Object.assign(json, { restart: 3 })),
      /“restart” .* must be below 3, the number of restarts in its config, not 3/,
    ],
    [
      'a restart beyond all',
      () => described((json) => Object.assign(json, { restart: 2 ** 53 - 1 })),
      /“restart” .* must be a whole number between 0 and 99/,
    ],
    [
      'an epoch beyond all',
      () => described((json) => Object.assign(json, { epoch: 2 ** 53 - 1 })),
      /“epoch” .* must be a whole number between 0 and 1000000/,
    ],
    [
      'a subnormal loss',
      () => described((json) => json.pretraining.losses.splice(0, 1, 1e-308)),
      /“pretraining\.losses\.0” .* must be 0, or between 1\.2e-38 and/,
    ],
    [
      'a subnormal reconstruction',
      () => described((json) => Object.assign(json.pretraining, { reconstruction: 1e-320 })),
      /“pretraining\.reconstruction” .* must be 0, or between/,
    ],
    [
      'too many losses',
      () => described((json) => json.pretraining.losses.push(...Array.from({ length: 99 }, () => 1))),
      /“pretraining\.losses” .* a list of 100 numbers at most/,
    ],
    [
      'weights where there are none',
      () => partitioned((json) => Object.assign(json, { logWeights: [0, 0, 0, 0] })),
      /“logWeights” in partition\.json .* must be null/,
    ],
    [
      'another scaling',
      () => described((json) => Object.assign(json.config, { scaling: 'none' })),
      /“scaling\.kind” .* must be "none", as in its config/,
    ],
    [
      'a shift beyond single precision',
      () => described((json) => json.scaling.shift.splice(0, 1, 1e308)),
      /“scaling\.shift\.0” .* must be between -3\.4e\+38 and/,
    ],
    [
      'memories whose squares overflow',
      () => changed((files) => files['partition.bin'].set(new Uint8Array(Float32Array.of(1e30).buffer))),
      /holds numbers beyond 1000000000000000/,
    ],
    [
      'convolutions for a table',
      () => described((json) => [Object.assign(json.config, { network: 'cae' }), Object.assign(json.dataset, { image: null })]),
      /cannot be used: .*needs pictures/,
    ],
    ['a scale of 0', () => described((json) => json.scaling.scale.splice(3, 1, 0)), /“scaling\.scale\.3” .* must be between 1\.2e-38 and/],
    ['few shifts', () => described((json) => json.scaling.shift.pop()), /“scaling\.shift” .* has 63 entries for 64 features/],
    [
      'pictures of another size',
      () => described((json) => Object.assign(json.dataset.image as object, { width: 9 })),
      /is of 8 × 9 × 1 numbers for 64 features/,
    ],
    ['no memories', () => changed((files) => delete files['partition.bin']), /not whole: partition\.bin is missing/],
    [
      'few memories',
      () => changed((files) => (files['partition.bin'] = files['partition.bin'].slice(4))),
      /partition\.bin in “m\.zip” has 44 bytes, and 4 memories of 3 numbers have 48/,
    ],
    [
      'NaN among memories',
      () => changed((files) => files['partition.bin'].fill(255, 4, 8)),
      /partition\.bin in “m\.zip” holds numbers that are not finite/,
    ],
    [
      'NaN among weights',
      () => changed((files) => files['decoder/weights.bin'].fill(255, 0, 4)),
      /decoder\/model\.json in “m\.zip” hold numbers that are not finite/,
    ],
    [
      'cut weights',
      () => changed((files) => (files['encoder/weights.bin'] = files['encoder/weights.bin'].slice(0, 100))),
      /100 bytes, and \d+ are expected/,
    ],
    [
      'other widths',
      () => described((json) => Object.assign(json.config, { network: [6, 7] })),
      /have the shape 6 × 5, and the network of its config has 6 × 7/,
    ],
    ['no decoder', () => changed((files) => delete files['decoder/model.json']), /decoder\/model\.json is missing/],
    ['cut off', async () => (await packModel(eae)).slice(0, 3000), /cut off|damaged|not whole|is missing/],
    [
      'too large',
      async () => zipSync({ 'basins.json': new Uint8Array(40 * 2 ** 20) }, { level: 1 }) as Uint8Array<ArrayBuffer>,
      /expands beyond/,
    ],
  ])('%s', async (_, file, sentence) => {
    const error = await unpackModel(await file(), 'm.zip').catch((error: unknown) => error);
    expect(error).toMatchObject({ code: 'bad-model' });
    expect(String(error)).toMatch(sentence);
    expect(String(error)).not.toMatch(/[.!?] [A-Z].*\.$/);
  });

  test('whatever stands in the place of a part, the sentence is of our own', async () => {
    const parts = ['dataset', 'scaling', 'restart', 'epoch', 'pretraining', 'labels', 'format', 'version'];
    const others = ['kind', 'k', 'd', 'beta', 'steps', 'stepSize', 'similarity', 'logWeights'];
    const errors = ['x', true]
      .flatMap((value) => [
        ...parts.map((part) => described((json) => Object.assign(json, { [part]: value }))),
        ...others.map((part) => partitioned((json) => Object.assign(json, { [part]: value }))),
      ])
      .map(async (file) => unpackModel(await file, 'm.zip').catch((error: unknown) => error));
    for (const error of await Promise.all(errors)) {
      expect(error).toMatchObject({ code: 'bad-model' });
      expect(String(error)).not.toMatch(/Invalid|Expected|undefined/);
    }
  });

  test('a weight beyond single precision', async () => {
    const files = unzipSync(await packModel(models[0][1]));
    const json = JSON.parse(new TextDecoder().decode(files['partition.json'])) as { logWeights: number[] };
    json.logWeights[1] = -1e308;
    files['partition.json'] = strToU8(JSON.stringify(json));
    await expect(unpackModel(zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>, 'm.zip')).rejects.toThrow(
      /“logWeights\.1” .* must be between -80 and 80/,
    );
  });

  test('what else is in the zip is passed over', async () => {
    const file = await changed((files) => Object.assign(files, { '../../x': strToU8('x'), 'more/basins.json': strToU8('{}') }));
    expect((await unpackModel(file, 'm.zip')).labels).toEqual(eae.labels);
  });
});

test.each([
  ['losses_0_1e_308', 'pretraining.losses.0'],
  ['reconstruction_1e_320', 'pretraining.reconstruction'],
  ['logWeights_1e308', 'logWeights.0'],
  ['epoch_2_53_1', 'epoch'],
  ['restart_2_53_1', 'restart'],
  ['seed_9e15', 'restart'],
])('a file with an impossible %s is refused, and the part is named', async (name, part) => {
  const bytes = new Uint8Array(readFileSync(`e2e/cases/rough/model-${name}.zip`));
  const error = await unpackModel(bytes, 'm.zip').catch((error: unknown) => error);
  expect(error).toMatchObject({ code: 'bad-model', message: expect.stringContaining(`“${part}” in basins.json of “m.zip” must be `) });
});

test('fingerprints tell shapes and values apart', async () => {
  const values = Float32Array.of(1, 2, 3, 4);
  const all = await Promise.all([
    fingerprint(values, 2, 2),
    fingerprint(values, 4, 1),
    fingerprint(Float32Array.of(1, 2, 3, 5), 2, 2),
    fingerprint(values.slice(), 2, 2),
  ]);
  expect(new Set(all).size).toBe(3);
  expect(all[0]).toBe(all[3]);
  expect(all[0]).toMatch(/^[0-9a-f]{64}$/);
});

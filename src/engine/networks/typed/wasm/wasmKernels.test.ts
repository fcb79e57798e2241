import { expect, test } from 'vitest';
import { Random } from '../../../../core/algebra/random';
import { conv, dense, transposed } from '../../build';
import { shapeLength, type Activation, type WeightLayer } from '../../layers';
import type { Floats } from '../../../../core/algebra/floats';
import { geometryOf, type Kernels } from '../kernels';
import { PlainKernels } from '../plain/plainKernels';
import { hasFma, kernelModule } from './binary';
import { scratchBytes, type Exports } from './operations';
import { groundBytes, WasmKernels } from './wasmKernels';

const random = new Random(7);
const noise = (size: number) => Float64Array.from({ length: size }, () => random.normal());

async function instance(bytes: number, fma: boolean): Promise<{ memory: WebAssembly.Memory; exports: Exports }> {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65_536) });
  return {
    memory,
    exports: (await WebAssembly.instantiate(await kernelModule(false, fma), { env: { memory } })).exports as unknown as Exports,
  };
}

async function wasm(fma: boolean): Promise<WasmKernels> {
  return new WasmKernels({ ...(await instance(groundBytes(1, 8, 700) + 2 ** 24, fma)), helpers: null }, 8, 700);
}

/** The results of kernels on the same numbers: `work` fills the first array it gets. */
function computed(kernels: Kernels, inputs: Float64Array[], size: number, work: (out: Floats, ...arrays: Floats[]) => void): Floats {
  const out = kernels.array(size);
  work(
    out,
    ...inputs.map((numbers) => {
      const array = kernels.array(numbers.length);
      array.set(numbers);
      return array;
    }),
  );
  return out;
}

/** Largest difference over the largest magnitude. */
function difference(a: Floats, b: Floats): number {
  let most = 0;
  let size = 0;
  for (let i = 0; i < b.length; i++) {
    most = Math.max(most, Number.isNaN(a[i]) ? Infinity : Math.abs(a[i] - b[i]));
    size = Math.max(size, Math.abs(b[i]));
  }
  return most / size;
}

const layers: Record<string, WeightLayer> = {
  'dense 5 → 3': dense('a', [1, 1, 5], 3, 'relu'),
  'dense 300 → 520': dense('a', [1, 1, 300], 520, 'linear'),
  'dense 610 → 10': dense('a', [1, 1, 610], 10, 'linear'),
  'conv 5×5 stride 2 of 9×7×3': conv('a', [9, 7, 3], 32, 5, 2, 'relu'),
  'conv 3×3 valid of 7×7×64': conv('a', [7, 7, 64], 128, 3, 2, 'relu', 'valid'),
  'conv 3×3 of 4×4×6 to 1': conv('a', [4, 4, 6], 1, 3, 1, 'linear'),
  'conv 1×1 stride 2 of 5×6×8': conv('a', [5, 6, 8], 12, 1, 2, 'leaky 0.3'),
  'transposed 5×5 stride 2 to 9×7×3': transposed('a', [5, 4, 32], [9, 7, 3], 5, 2, 'linear'),
  'transposed 2×2 stride 2 to 3×5×8': transposed('a', [2, 3, 6], [3, 5, 8], 2, 2, 'leaky 0.3'),
};
const activations: Activation[] = ['linear', 'relu', 'leaky 0.2'];

test('the scratch is as large as the binary says', async () => {
  expect((await instance(1, false)).exports.scratchBytes()).toBe(scratchBytes);
});

test.each(Object.entries(layers))('the three products agree with double precision: %s', async (_, layer) => {
  const exact = new PlainKernels(Float64Array);
  const others: [string, Kernels][] = [
    ['simd', await wasm(false)],
    ['plain', new PlainKernels(Float32Array)],
  ];
  if (hasFma()) others.push(['fma', await wasm(true)]);
  const geometry = geometryOf(layer);
  const weights = noise(geometry.size ** 2 * geometry.large[2] * geometry.small[2]);
  for (const count of [1, 7])
    for (const activation of activations) {
      const [large, small] = [noise(count * shapeLength(geometry.large)), noise(count * shapeLength(geometry.small))];
      const [biasLarge, biasSmall] = [noise(geometry.large[2]), noise(geometry.small[2])];
      const products: [string, (kernels: Kernels) => Floats][] = [
        [
          'correlate',
          (kernels) =>
            computed(kernels, [large, weights, biasSmall], small.length, (out, x, w, b) =>
              kernels.correlate(geometry, count, x, w, b, activation, out),
            ),
        ],
        [
          'spread',
          (kernels) =>
            computed(kernels, [small, weights, biasLarge], large.length, (out, x, w, b) =>
              kernels.spread(geometry, count, x, w, b, activation, out),
            ),
        ],
        [
          'spread without bias',
          (kernels) =>
            computed(kernels, [small, weights], large.length, (out, x, w) => kernels.spread(geometry, count, x, w, null, activation, out)),
        ],
        [
          'weightGradient',
          (kernels) => computed(kernels, [large, small], weights.length, (out, x, y) => kernels.weightGradient(geometry, count, x, y, out)),
        ],
      ];
      for (const [product, run] of products) {
        const want = run(exact);
        for (const [name, kernels] of others)
          expect(difference(run(kernels), want), `${product} on ${name}, ${activation}, ${count}`).toBeLessThan(2e-6);
      }
    }
});

test('what is done to single numbers and down columns agrees with double precision', async () => {
  const exact = new PlainKernels(Float64Array);
  const kernels = await wasm(false);
  for (const columns of [3, 32, 45]) {
    const rows = 211;
    const [x, y, gamma, beta] = [noise(rows * columns), noise(rows * columns), noise(columns), noise(columns)];
    const works: Record<string, (kernels: Kernels) => Floats> = {
      columnSums: (of) => computed(of, [x], columns, (out, a) => of.columnSums(rows, columns, a, out)),
      gate: (of) => computed(of, [x, y], x.length, (out, a, b) => (of.gate('leaky 0.3', x.length, a, b), out.set(b))),
      add: (of) => computed(of, [x, y], x.length, (out, a, b) => of.add('relu', x.length, a, b, out)),
      error: (of) => computed(of, [x, y], x.length + 1, (out, a, b) => (out[x.length] = of.error(7, columns, a, b, 0.3, out))),
      normalise: (of) =>
        computed(of, [x, gamma, beta], x.length, (out, a, g, b) =>
          of.normaliseBatch({ channels: columns, gamma: g, beta: b }, rows, 'leaky 0.3', a, out, of.array(columns), of.array(columns)),
        ),
      normaliseBack: (of) =>
        computed(of, [x, y, gamma, beta], x.length + 2 * columns, (out, a, dy, g, b) => {
          const norm = { channels: columns, gamma: g, beta: b };
          const [mean, variance, dg, db] = [of.array(columns), of.array(columns), of.array(columns), of.array(columns)];
          of.normaliseBatch(norm, rows, 'leaky 0.3', a, out.subarray(0, x.length), mean, variance);
          of.normaliseBack(norm, rows, a, dy, mean, variance, dg, db);
          out.set(dy);
          out.set(dg, x.length);
          out.set(db, x.length + columns);
        }),
      adam: (of) =>
        computed(of, [x, y], x.length, (out, a, g) => {
          out.set(a);
          const [first, second] = [of.array(x.length), of.array(x.length)];
          for (let i = 0; i < 3; i++) of.adam(x.length, out, g, first, second, 0.01, 1e-3);
        }),
    };
    for (const [name, work] of Object.entries(works))
      expect(difference(work(kernels), work(exact)), `${name} of ${columns} columns`).toBeLessThan(2e-6);
  }
});

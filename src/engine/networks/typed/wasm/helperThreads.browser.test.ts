import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import type { Slide } from '../../../../methods/dclam/attraction';
import { dclamHead } from '../../../../methods/dclam/head';
import { Random } from '../../../../core/algebra/random';
import { initialNetwork, type Architecture } from '../../architecture';
import { cae } from '../../cae';
import { eae } from '../../eae';
import { Comparison, compareNetwork, goldenArchitecture, goldenPoints } from '../../golden';
import type { NetworkState } from '../../network';
import { rae } from '../../rae';
import { createPlainNetwork, createTypedNetwork, createWasmNetwork, trainingBytes } from '../create';
import type { TypedNetwork } from '../typedNetwork';
import { hasFma, hasSimd, kernelModule } from './binary';
import { HelperThreads, threadsHere } from './helperThreads';
import type { Exports } from './operations';
import { WasmKernels } from './wasmKernels';

const { cases } = inject('golden').networks;
const k = 4;
const m = 3;
const n = 21;
const slide = { beta: 0.7, steps: 9, stepSize: 0.15 };
const rates = { encoder: 1e-3, decoder: 2e-3, head: 1e-2 };

const architectures: Record<string, Architecture> = {
  eae: { d: 144, m, ...eae([1, 1, 144], m, [90, 110]) },
  cae: { d: 144, m, ...cae([12, 12, 1], m) },
  rae: { d: 189, m, ...rae([9, 7, 3], m) },
};

const points = (d: number) => {
  const random = new Random(3);
  return Float32Array.from({ length: n * d }, () => random.uniform());
};
const contextOf = (architecture: Architecture) => ({ architecture, points: points(architecture.d), n, k, batchSize: 8, head: dclamHead });

const open: TypedNetwork<Slide>[] = [];

async function started(architecture: Architecture, how: 'plain' | { threads: number; fma: boolean }): Promise<TypedNetwork<Slide>> {
  const context = contextOf(architecture);
  const network = how === 'plain' ? createPlainNetwork(context) : await createWasmNetwork(context, how);
  open.push(network);
  const random = new Random(9);
  network.setParameters(initialNetwork(architecture, 4));
  network.setHead({ memories: Float32Array.from({ length: k * m }, () => random.normal()) });
  return network;
}

/** Epochs over all points; of 21 the last batch has five. */
function epochs(network: TypedNetwork<Slide>, count: number): number[] {
  return Array.from({ length: count }, () => {
    network.beginEpoch();
    for (let at = 0; at < n; at += 8)
      network.train({ rows: Uint32Array.from({ length: Math.min(8, n - at) }, (_, i) => (7 * (at + i)) % n), live: slide }, rates);
    return network.loss();
  });
}

const arraysOf = ({ encoder, decoder, head, optimisers }: NetworkState) => [
  encoder,
  decoder,
  head.memories,
  ...Object.values(optimisers).flatMap(({ first, second }) => [first, second]),
];

/** How many numbers of two states differ; deep equality of so many would take a minute. */
function differing(a: NetworkState, b: NetworkState): number {
  const others = arraysOf(b);
  return arraysOf(a).reduce((sum, array, i) => {
    const [left, right] = [new Uint32Array(array.buffer), new Uint32Array(others[i].buffer)];
    return sum + left.filter((value, j) => value !== right[j]).length + Math.abs(left.length - right.length);
  }, 0);
}

afterEach(() => {
  for (const network of open.splice(0)) network.dispose();
});

test('this browser has all that is tested here', () => {
  expect({ isolated: crossOriginIsolated, simd: hasSimd(), fma: hasFma() }).toEqual({ isolated: true, simd: true, fma: true });
});

describe.each([
  ['one thread', 1],
  ['three threads', 3],
] as const)('on WebAssembly with %s', (_, threads) => {
  test.each(cases.map((golden) => [golden.name, golden] as const))(
    'losses and training agree with the oracle: %s',
    async (_name, golden) => {
      const architecture = goldenArchitecture(golden);
      const network = await createWasmNetwork(
        { architecture, points: goldenPoints(golden), n: golden.n, k: golden.k, batchSize: golden.rows.length, head: dclamHead },
        { threads, fma: true },
      );
      open.push(network);
      const comparison = new Comparison();
      await compareNetwork(golden, architecture, network, comparison);
      expect(comparison.tooFar).toEqual([]);
    },
  );
});

describe.each(Object.entries(architectures))('%s', (_, architecture) => {
  test.each([true, false])('comes to the same bits on one thread and on several; fma: %s', async (fma) => {
    const one = await started(architecture, { threads: 1, fma });
    const losses = epochs(one, 2);
    for (const threads of [2, 4]) {
      const several = await started(architecture, { threads, fma });
      expect(epochs(several, 2)).toEqual(losses);
      expect(differing(several.save(), one.save())).toBe(0);
      expect(several.encode(0, n)).toEqual(one.encode(0, n));
      several.dispose();
      open.splice(open.indexOf(several), 1);
    }
  });

  test('learns the same in plain JavaScript and in WebAssembly', async () => {
    const plain = await started(architecture, 'plain');
    const wasm = await started(architecture, { threads: 2, fma: true });
    const comparison = new Comparison();
    comparison.numbers('losses', epochs(wasm, 1), epochs(plain, 1));
    const codes = plain.encode(2, 15);
    wasm.restore(plain.save());
    comparison.numbers('codes', wasm.encode(2, 15), codes);
    comparison.numbers('pictures', wasm.decode(codes, 15), plain.decode(codes, 15));
    comparison.numbers('squared error', [wasm.squaredError(codes, 2, 15)], [plain.squaredError(codes, 2, 15)]);
    expect(comparison.tooFar).toEqual([]);
  });

  test('goes on from what was saved as if nothing had been', async () => {
    const first = await started(architecture, { threads: 2, fma: true });
    epochs(first, 1);
    const second = await started(architecture, { threads: 2, fma: true });
    second.restore(structuredClone(first.save()));
    expect(epochs(second, 1)).toEqual(epochs(first, 1));
    expect(differing(second.save(), first.save())).toBe(0);
  });
});

test('helpers are shared by networks, and end with the last of them', async () => {
  const ends = vi.spyOn(Worker.prototype, 'terminate');
  const first = await started(architectures.eae, { threads: 3, fma: true });
  const second = await started(architectures.cae, { threads: 3, fma: true });
  epochs(first, 1);
  epochs(second, 1);
  first.dispose();
  expect(ends).toHaveBeenCalledTimes(0);
  expect(epochs(second, 1).every(Number.isFinite)).toBe(true);
  second.dispose();
  expect(ends).toHaveBeenCalledTimes(2);
  open.splice(0);
  ends.mockRestore();
});

test.each([
  ['', false],
  [' of a machine that sleeps now and then', true],
])('helpers%s take parts of an operation', async (_, sleeps) => {
  if (sleeps) {
    let woke = 0;
    let slept = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => {
      const now = performance.now();
      if (now - woke > 5) {
        woke = now;
        slept += 3_600_000;
      }
      return now + slept;
    });
  }
  const module = await kernelModule(true, true);
  const memory = new WebAssembly.Memory({ initial: 200, maximum: 200, shared: true });
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
  let own = 0;
  const helpers = HelperThreads.join(3, { module, memory });
  const kernels = new WasmKernels(
    { memory, exports: { ...exports, adam: (...numbers) => (own++, exports.adam(...numbers)) }, helpers },
    1,
    1,
  );
  const arrays = Array.from({ length: 4 }, () => kernels.array(500_000));
  let all = 0;
  const until = performance.now() + 60_000;
  const rounds = sleeps ? 500 : 1;
  for (let i = 0; (all === own || i < rounds) && performance.now() < until; i++) {
    kernels.adam(500_000, arrays[0], arrays[1], arrays[2], arrays[3], 1e-3, 1e-7);
    all += 3;
    // A helper starts when the page lets it.
    await new Promise((resolve) => setTimeout(resolve));
  }
  kernels.dispose();
  vi.restoreAllMocks();
  expect(all).toBeGreaterThan(own);
});

test('as many threads as there are processors, up to four, where memory may be shared', () => {
  expect(threadsHere()).toBe(Math.min(4, navigator.hardwareConcurrency));
  vi.stubGlobal('crossOriginIsolated', false);
  expect(threadsHere()).toBe(1);
  vi.unstubAllGlobals();
});

test('a network beyond what WebAssembly has is refused in a sentence', async () => {
  const architecture: Architecture = { d: 40_000, m, ...eae([1, 1, 40_000], m, [20_000]) };
  expect(trainingBytes(architecture, 8, k, dclamHead)).toBeGreaterThan(4 * 4 * 2 * 40_000 * 20_000);
  await expect(
    createTypedNetwork({ architecture, points: new Float32Array(0), n: 0, k, batchSize: 8, head: dclamHead }, 'wasm'),
  ).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringMatching(/^Training this network takes \d+ MB of memory, and WebAssembly has at most 4096 MB: /),
  });
});

/** One Adam step of an autoencoder with DCLAM's loss: batch 64, pictures of 28 × 28, m = k = 10, T = 15. */
import type { Slide } from '../../src/methods/dclam/attraction';
import { dclamHead } from '../../src/methods/dclam/head';
import { Random } from '../../src/core/algebra/random';
import { initialNetwork, architectureOf, type Architecture } from '../../src/engine/networks/architecture';
import { createPlainNetwork, createWasmNetwork } from '../../src/engine/networks/typed/create';
import type { TypedNetwork } from '../../src/engine/networks/typed/typedNetwork';
import { hasFma } from '../../src/engine/networks/typed/wasm/binary';

const batch = 64;
const side = 28;
const m = 10;
const k = 10;
const slide = { beta: 0.5, steps: 15, stepSize: 1 / 15 };
const rates = { encoder: 1e-3, decoder: 1e-3, head: 1e-3 };

type NetworkName = 'eae' | 'cae' | 'rae';
/** As kernels: plain JavaScript, or WebAssembly with so many threads, and with products and sums at once or without. */
type How = 'cpu' | { readonly threads: number; readonly fma: boolean };

const random = new Random(1);
const d = side ** 2;
const points = Float32Array.from({ length: batch * d }, () => random.uniform());
const rows = Uint32Array.from({ length: batch }, (_, i) => i);
const made = new Map<string, TypedNetwork<Slide>>();

async function networkOf(name: NetworkName, how: How): Promise<TypedNetwork<Slide>> {
  const key = JSON.stringify([name, how]);
  let network = made.get(key);
  if (!network) {
    const architecture: Architecture = architectureOf(name, { d, image: { width: side, height: side, channels: 1 } }, m);
    const context = { architecture, points, n: batch, k, batchSize: batch, head: dclamHead };
    network = how === 'cpu' ? createPlainNetwork(context) : await createWasmNetwork(context, how);
    network.setParameters(initialNetwork(architecture, 1));
    network.setHead({ memories: Float32Array.from({ length: k * m }, () => random.normal()) });
    made.set(key, network);
  }
  return network;
}

/** Milliseconds of each of `steps` steps. */
self.onmessage = async ({ data: [name, how, steps] }: MessageEvent<[NetworkName, How, number]>) => {
  try {
    if (how !== 'cpu' && how.fma && !hasFma()) throw new Error('This browser has no relaxed vectors.');
    const network = await networkOf(name, how);
    const times: number[] = [];
    for (let i = 0; i < steps; i++) {
      const began = performance.now();
      network.train({ rows, live: slide }, rates);
      times.push(performance.now() - began);
    }
    self.postMessage(times, []);
  } catch (error) {
    self.postMessage(String(error), []);
  }
};

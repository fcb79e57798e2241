/**
 * One step of each deep method on the same network, batch and points: 256 points of 256 features, EAE, m = k = 10, on WebAssembly. AE + k-means
 * is the plain reconstruction that the others are held against. A refresh, over all points, is timed apart.
 */
import { Random } from '../../src/core/algebra/random';
import { drain } from '../../src/core/work/steps';
import { deepMethodOf, headOf } from '../../src/engine/deep/heads';
import { architectureFor } from '../../src/engine/deep/heads';
import { initialNetwork } from '../../src/engine/networks/architecture';
import { createWasmNetwork } from '../../src/engine/networks/typed/create';
import { methods } from '../../src/methods';
import { defaultsOf, type DeepConfig, type MethodId } from '../../src/methods/config';

const [batch, n, d, k] = [256, 2048, 256, 10];
const random = new Random(1);
const points = Float32Array.from({ length: n * d }, () => random.uniform());
const rows = Uint32Array.from({ length: batch }, (_, i) => i);
const made = new Map<string, Awaited<ReturnType<typeof prepare>>>();

/** What one step of a method takes, its pass through the encoder after the step among it; and one refresh. */
async function prepare(id: string, threads: number) {
  const config = { ...defaultsOf(id as MethodId), k, network: 'eae' } as DeepConfig;
  const method = deepMethodOf(config);
  const { typed: head } = headOf(config);
  const architecture = architectureFor(config, { d, image: null });
  const { m } = architecture;
  const network = await createWasmNetwork({ architecture, points, n, k, batchSize: batch, head }, { threads, fma: true });
  network.setParameters(initialNetwork(architecture, 1));
  const run = { values: config, n, d, m, k };
  const codes = Float32Array.from(network.encode(0, n));
  network.setHead(drain(method.begin(codes, run, new Random(1), 1)).arrays);
  const refresh = () => method.refresh && drain(method.refresh.run(codes, network.head(), run, new Random(1))).arrays;
  const first = refresh();
  if (first) network.setHead(first);
  const phase = method.phases?.(run).at(-1);
  const rate = (part: 'encoder' | 'decoder' | 'head') => (!phase || phase.trains.includes(part) ? config.rates[part] : null);
  const rates = { encoder: rate('encoder'), decoder: rate('decoder'), head: rate('head') };
  const live = method.live(run, 1);
  const noise = head.noise ? Float32Array.from({ length: batch * m }, () => random.normal()) : null;
  const step = () => {
    network.train({ rows, live, noise, loss: phase?.loss === 'head' ? 'head' : 'joint' }, rates);
    if (method.settle) network.setHead(method.settle(rows, network.encodeRows(rows), network.kept(), run), 'anew');
  };
  return { step, refresh: method.refresh ? refresh : null };
}

/** Of the method: milliseconds of each of `steps` steps, and of a refresh where it has one. Without a method: the names of all. */
self.onmessage = async ({ data: [id, threads, steps] }: MessageEvent<[string, number, number]>) => {
  try {
    if (id === '') {
      self.postMessage(
        methods.filter(({ space }) => space === 'codes').map((one) => one.id),
        [],
      );
      return;
    }
    const key = `${id} ${threads}`;
    if (!made.has(key)) made.set(key, await prepare(id, threads));
    const { step, refresh } = made.get(key)!;
    const timed = (work: () => unknown) => {
      const began = performance.now();
      work();
      return performance.now() - began;
    };
    self.postMessage({ steps: Array.from({ length: steps }, () => timed(step)), refresh: refresh && timed(refresh) }, []);
  } catch (error) {
    self.postMessage(String(error), []);
  }
};

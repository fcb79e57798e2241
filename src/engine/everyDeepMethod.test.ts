import { unzipSync } from 'fflate';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { partitionerOf } from '../core/partition/kinds';
import { methods } from '../methods';
import { defaultsOf, methodOf, pretrains, type Config, type DeepConfig, type MethodId } from '../methods/config';
import { shownByOf } from './deep/heads';
import { bars, desk } from './testing';

/** What every declared deep method is to do, whatever it learns: here on small pictures, on typed arrays. */

const side = 4;

const data = bars(45, side);
const deep = methods.filter(({ space, fields }) => space === 'codes' && 'epochs' in fields).map(({ id }) => id as MethodId);

/** Small networks, and as many epochs as show the method at work. A method of convolutions has no other network. */
function configOf(method: MethodId, patch: object = {}): DeepConfig {
  const defaults = defaultsOf(method) as DeepConfig;
  const { network } = defaults;
  const quick = {
    k: 3,
    latent: 3,
    network: network === 'cae' ? network : [12],
    pretrainEpochs: network === 'cae' ? 1 : 10,
    pretrainRate: 3e-3,
    epochs: 4,
    batchSize: 16,
    // Some refreshes, wherever there are any.
    ...('refreshSteps' in defaults && { refreshSteps: 2 }),
    // Layers that only some networks have are tested by themselves; the files say which these are.
    ...('activation' in defaults && { activation: 'leaky' }),
    ...('headEpochs' in defaults && { headEpochs: 2 }),
    // The decoder reads more than a code.
    ...('neighbours' in defaults && { neighbours: true }),
  };
  return { ...defaults, ...quick, ...patch } as DeepConfig;
}

async function opened() {
  const made = await desk();
  onTestFinished(made.close);
  return made;
}

describe.each(deep)('%s', (method) => {
  test('trains to a finite result, and in pieces, or on from a checkpoint, to the same', async () => {
    const config = configOf(method, { restarts: 2 });
    const { engine, events, settle } = await opened();
    await engine.load(data, config, 1, null);
    const whole = await engine.train(1, null);
    const { best, history } = whole;
    expect(best.latent!.codes.every(Number.isFinite)).toBe(true);
    expect(best.latent!.decoded).toHaveLength(3 * side * side);
    expect(best.labels.every((label) => label < 3)).toBe(true);
    const told = Object.entries(best.metrics).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value] as const] : []));
    expect(told.filter(([, value]) => !Number.isFinite(value))).toEqual([]);
    // A result stands beside k-means on its codes, and the variance of the codes is known at every epoch.
    const { kmeansOnCodes } = best.metrics;
    expect(Object.keys(kmeansOnCodes!)).toEqual(['scEncoded', 'nmi', 'ari', 'accuracy']);
    expect(Object.values(kmeansOnCodes!).every(Number.isFinite)).toBe(true);
    expect(history.every(({ metrics }) => metrics!.codeVariance! > 0)).toBe(true);
    // Where codes leave the decoder behind, the points whose codes are nearest to the prototypes stand in for them.
    const { codes, m, decoded, standIns } = best.latent!;
    const by = shownByOf(config, { n: data.n, d: data.d, m: 3, k: 3 });
    expect([standIns !== undefined, standIns?.drawn != null]).toEqual([by !== 'decoder', by === 'pretrained decoder']);
    expect(methodOf(config).leavesDecoder === true).toBe(by === 'pretrained decoder');
    const { prototypes } = partitionerOf(best.partition);
    const away = (i: number, p: number) => Math.hypot(...[0, 1, 2].map((j) => prototypes[3 * p + j] - codes[3 * i + j]));
    standIns?.points.forEach((point, p) => {
      const least = Math.min(...Array.from({ length: data.n }, (_, i) => away(i, p)));
      expect(away(point, p)).toBe(least);
      const scaled = data.values.subarray(point * data.d, (point + 1) * data.d).map((value) => value / 255);
      decoded.subarray(p * data.d, (p + 1) * data.d).forEach((value, j) => expect(value).toBeCloseTo(scaled[j], 5));
    });
    // What it began with is told.
    expect(whole.notes.some((note) => note.startsWith('After pretraining the codes had a total variance of'))).toBe(pretrains(config));
    expect([whole.restarts.length, history.at(-1)!.epoch]).toEqual([2, best.epoch]);
    // What the loss is made of adds up to numbers that are there at every epoch, the initialisation among them.
    for (const { terms } of history) for (const term of Object.values(terms ?? {})) expect(Number.isFinite(term)).toBe(true);

    // RL is the error of what a point is drawn as.
    const places = partitionerOf(best.partition).move?.to(codes, data.n) ?? codes;
    let error = 0;
    for (let i = 0; i < data.n; i++) {
      const drawn = await engine.decode(1, best.restart, best.epoch, places.slice(i * m, (i + 1) * m), i);
      drawn!.values.forEach((value, f) => (error += (value - data.values[i * data.d + f] / 255) ** 2));
    }
    expect(error / data.values.length).toBeCloseTo(best.metrics.rl!, 6);

    await engine.reset(2);
    await engine.train(2, 1);
    await settle();
    const { checkpoint } = structuredClone(events.findLast((event) => event.type === 'checkpoint')!);
    await engine.step(2);
    const pieces = await engine.train(2, null);
    expect(pieces.best.partition).toEqual(best.partition);
    const { engine: other } = await opened();
    await other.load(data, config, 5, checkpoint);
    const further = await other.train(5, null);
    expect([further.best.partition, further.notes]).toEqual([best.partition, whole.notes]);
  });

  test('its model file opens with the same labels and codes', async () => {
    const config = configOf(method);
    const { engine } = await opened();
    await engine.load(data, config, 1, null);
    const { best } = await engine.train(1, null);
    const bytes = await engine.exportModel({
      run: 1,
      partition: best.partition,
      restart: best.restart,
      epoch: best.epoch,
      config,
      trained: {},
      labels: best.labels,
      metrics: best.metrics,
      data: { name: 'bars', k: 3, features: Array.from({ length: data.d }, (_, j) => `${j}`), labelNames: ['a', 'b', 'c'] },
    });
    // Whoever opens it elsewhere is told where the decoder is of other codes.
    const told = new TextDecoder().decode(unzipSync(bytes)['README.txt']).includes('The decoder is as pretraining left it');
    expect(told).toBe(shownByOf(config, { n: data.n, d: data.d, m: 3, k: 3 }) === 'pretrained decoder');
    const { engine: other, events, snapshots, settle } = await opened();
    await other.load(data, { ...defaultsOf('clam'), k: 3 } as Config, 1, null);
    const model = await other.openModel(new Blob([bytes]), 'model.zip', 2);
    await settle();
    const shown = snapshots().at(-1)!;
    expect([model.sameData, model.epoch]).toEqual([true, best.epoch]);
    expect([...shown.labels]).toEqual([...best.labels]);
    best.latent!.codes.forEach((value, i) => expect(shown.latent!.codes[i]).toBeCloseTo(value, 5));
    expect(events.filter((event) => event.type === 'notice')).toEqual([]);
    // It trains on from there.
    await other.train(2, null);
  });
});

/** Convolutions are another network for the head of a method that is here, and take long. */
const withoutConvolutions = deep.filter((method) => configOf(method).network !== 'cae');
describe.each(withoutConvolutions)('%s', (method) => {
  test('one cluster is one cluster', async () => {
    const { engine } = await opened();
    await engine.load(data, configOf(method, { k: 1 }), 1, null);
    const { best } = await engine.train(1, null);
    expect([best.metrics.clusters, best.latent!.codes.every(Number.isFinite)]).toEqual([1, true]);
  });

  test('a loss that is no number ends it at its last good state, and says when', async () => {
    const { engine, events, settle } = await opened();
    const rates = { encoder: 10, decoder: 10, head: 10 };
    await engine.load(data, configOf(method, { epochs: 8, rates, network: [64, 64, 64, 64, 64, 64] }), 1, null);
    const { best, stopped } = await engine.train(1, null);
    await settle();
    expect(best.latent!.codes.every(Number.isFinite)).toBe(true);
    const told = events.some(
      (event) =>
        event.type === 'notice' &&
        /^The loss of restart 1 was no finite number any more at epoch \d+; it went back to epoch \d+ and stopped\./.test(
          event.notice.sentence,
        ),
    );
    // A loss that has an upper bound, as that of a frozen decoder may have, stays a number.
    expect(told).toBe(stopped.why === 'diverged');
  });
});

test('a clustering loss that outweighs the reconstruction is warned of before the first epoch, and codes that collapse at the end', async () => {
  const { engine, events, settle } = await opened();
  await engine.load(
    data,
    configOf('dkm', { lambda: 1000, alpha: 0.1, epochs: 40, rates: { encoder: 1e-2, decoder: 1e-2, head: 1e-2 } }),
    1,
    null,
  );
  const { notes, best } = await engine.train(1, null);
  await settle();
  const told = events.flatMap((event) => (event.type === 'notice' ? [event.notice.sentence] : []));
  expect(told).toEqual([
    expect.stringMatching(/^After pretraining the clustering loss counts [\d,.]+ times as much as the reconstruction error/),
    expect.stringMatching(/^The codes collapsed: their total variance fell to /),
  ]);
  expect(notes).toEqual(expect.arrayContaining(told));
  expect(best.metrics.codeVariance).toBeGreaterThanOrEqual(0);
});

/** Convolutions of every method take long: where everything is run. */
const pictures = inject('full')
  ? (['cae', 'rae'] as const).flatMap((network) => withoutConvolutions.map((method) => [method, network] as const))
  : [];
test.each([...pictures, ['dcec', 'rae'] as const])('%s trains with the network %s', async (method, network) => {
  const { engine } = await opened();
  await engine.load(bars(12, side), configOf(method, { network, pretrainEpochs: 1, epochs: 2, batchSize: 12 }), 1, null);
  const { best, history } = await engine.train(1, null);
  expect(best.latent!.codes.every(Number.isFinite)).toBe(true);
  expect(history.at(-1)!.loss).not.toBeNull();
});

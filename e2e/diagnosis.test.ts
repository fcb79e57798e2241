import { expect, onTestFinished, test } from 'vitest';
import { GENERATORS } from '../src/data/synthetic';
import { bars, desk } from '../src/engine/testing';
import type { EngineData, TrainingResult } from '../src/engine/protocol';
import { defaultsOf, type Config, type MethodId } from '../src/methods/config';
import { scoresOf } from '../src/store/runs/curvePoint';
import { diagnose, type Told } from '../src/app/diagnosis/rules';

/** Each rule, on a run that shows it and on one that does not. */

const five: EngineData = { ...GENERATORS.find(({ id }) => id === 'synthetic/five-gaussians')!.generate({ n: 500 }), image: null };
const clam = { ...defaultsOf('clam'), mask: null, init: 'points', epochs: 60, steps: 10, stepSize: null, seed: 0 } as Config;

/** The state that the page has after such a training. @param against the metrics of k-means beside it. */
async function trained(config: Config, data = five, against: TrainingResult | null = null): Promise<Told> {
  const { engine, close } = await desk();
  onTestFinished(close);
  const { space } = await engine.load(data, config, 1, null);
  const result = await engine.train(1, null);
  const last = result.best;
  return {
    config,
    dataset: data,
    result,
    space,
    training: { state: 'finished', epoch: result.history.at(-1)!.epoch, epochs: 'epochs' in config ? config.epochs : 0 },
    curves: result.history.map(({ epoch, loss, learningRate, metrics }) => ({ epoch, loss, learningRate, ...scoresOf(metrics) })),
    kmeans: against && {
      k: config.k,
      labels: against.best.labels,
      inertia: 0,
      starts: 20,
      startsOn: data.n,
      metrics: { ...against.best.metrics, rlPretrained: null },
    },
    pretraining: null,
    shown: {
      run: 1,
      method: config.method,
      config,
      restart: 0,
      epoch: last.epoch,
      model: last.partition,
      latent: last.latent,
      labels: last.labels,
      voronoiLabels: last.voronoiLabels,
      metrics: last.metrics,
      voronoi: last.voronoi,
      altered: false,
    },
  } as unknown as Told;
}
const rulesOf = (state: Told) => {
  const ids: string[] = [];
  for (let found = diagnose(state); found; found = diagnose(state, ids)) ids.push(found.id);
  return ids;
};

const small = { k: 3, latent: 3, network: [12], pretrainEpochs: 40, pretrainRate: 3e-3, epochs: 30, batchSize: 16 };
const fast = { encoder: 1e-2, decoder: 1e-2, head: 1e-2 };
const of = (method: MethodId, patch: object): Config => ({ ...defaultsOf(method), ...patch }) as Config;

test('of memories: far outside, without points, a loss that lies, all in one; and nothing where all is well', async () => {
  expect(rulesOf(await trained({ ...clam, beta: 1, k: 5 } as Config))).toEqual([]);
  const small = await trained({ ...clam, beta: 0.02, k: 5 } as Config);
  expect(rulesOf(small)).toEqual(['farOutside', 'empty', 'worse']);
  expect(diagnose(small)).toEqual({
    id: 'farOutside',
    sentence: '5 memories lie far outside the data: β 0.02 is too small.',
    remedy: { label: 'Try β 0.2', patch: { beta: 0.2 } },
  });
  expect(diagnose(small, ['farOutside'])).toMatchObject({
    sentence: '2 of 5 memories have no points. Fewer clusters may do.',
    remedy: { label: 'Use k 3', patch: { k: 3 } },
  });
  const worse = diagnose(small, ['farOutside', 'empty'])!;
  expect(worse.sentence).toMatch(/^The loss fell, but clusters got worse: SC 0\.\d+ at epoch \d+, now 0\.\d+\.$/);
  expect(worse.remedy!.label).toBe(`Show epoch ${worse.remedy!.epoch}`);
  const one = await trained({ ...clam, beta: 0.001, k: 3 } as Config);
  expect(diagnose(one, ['empty'])).toMatchObject({
    id: 'oneHoldsAll',
    sentence: 'One basin holds 100% of the points. A higher β parts them.',
  });
});

test('k-means that is better is told where it is, with another start', async () => {
  const against = async (k: number) => {
    const { result } = await trained(of('kmeans', { k }));
    return trained({ ...clam, beta: 1, k } as Config, five, result);
  };
  expect(diagnose(await against(7))).toEqual({
    id: 'behindKMeans',
    sentence: expect.stringMatching(/^k-means finds tighter clusters: SC 0\.\d+ against 0\.\d+\.$/),
    remedy: { label: 'Start from k-means', patch: { init: 'kmeans' } },
  });
  expect(rulesOf(await against(5))).toEqual([]);
});

test('training that stopped early says why, and how it goes on', async () => {
  const floor = await trained({ ...clam, beta: 1, k: 5, learningRate: 1.1e-5 } as Config);
  expect(diagnose(floor)).toMatchObject({
    id: 'stoppedEarly',
    sentence: expect.stringMatching(/^Stopped at epoch \d+ of 60: the loss had not moved, and the learning rate is at its floor\.$/),
    remedy: { label: 'Go on with half the first rate', train: true },
  });
  const labels = await trained(of('idec', { ...small, refreshSteps: 3, epochs: 100 }), bars(45, 4));
  expect(diagnose(labels)).toMatchObject({
    id: 'stoppedEarly',
    sentence: expect.stringMatching(/^Stopped at epoch \d+ of 100: no label changed\.$/),
    remedy: { patch: { tolerance: 0 } },
  });
  expect(rulesOf(await trained(of('idec', { ...small, refreshSteps: 3, epochs: 4 }), bars(45, 4)))).toEqual([]);
});

test('of codes: a reconstruction that was given up, and codes that shrink together', async () => {
  expect(rulesOf(await trained(of('dkm', small), bars(45, 4)))).toEqual([]);
  const collapsed = await trained(of('dkm', { ...small, k: 1, lambda: 1000, rates: fast, epochs: 60 }), bars(45, 4));
  expect(rulesOf(collapsed)).toEqual(['givenUp', 'collapse']);
  expect(diagnose(collapsed)!.sentence).toMatch(/^The points are drawn worse for the clusters’ sake: RRL [\d,]+%\.$/);
  expect(diagnose(collapsed, ['givenUp'])).toEqual({
    id: 'collapse',
    sentence: expect.stringMatching(/^Codes shrink together: <0\.1% of their variance after pretraining is left\.$/),
    remedy: { label: 'Halve the weight', patch: { lambda: 500 } },
  });
});

test('of balls: those that hold no point, of CLAM and of DCLAM, with a β that does; and memories that nothing moves', async () => {
  const balls = { ...clam, energy: 'lsr', k: 5, init: 'kmeans', epochs: 5 } as Config;
  const tight = await trained({ ...balls, beta: 1000 } as Config);
  expect(rulesOf(tight)).toEqual(expect.arrayContaining(['unheld', 'emptyBalls']));
  const said = { sentence: expect.stringMatching(/^\d+% of the points lie in no ball: β [\d,]+ is too large for log-sum-ReLU\.$/) };
  expect(diagnose(tight)).toMatchObject({ id: 'unheld', ...said, remedy: { label: expect.stringMatching(/^Try β 0\.\d+$/) } });
  expect(diagnose(tight, ['unheld'])).toMatchObject({
    id: 'emptyBalls',
    sentence: expect.stringMatching(/^No point enters the balls? of .+: nothing moves (it|them)\. A lower β makes balls larger\.$/),
    remedy: { patch: { beta: 500 } },
  });
  expect(tight.result!.notes).toEqual([
    expect.stringMatching(
      /^\d+ of 500 points lie in no ball: β 1000 is too large for log-sum-ReLU\. Balls of β 0\.\d+ hold most of them\.$/,
    ),
    expect.stringMatching(/^No point enters the balls? of /),
  ]);
  const { beta } = diagnose(tight)!.remedy!.patch as { beta: number };
  const held = await trained({ ...balls, beta } as Config);
  expect(rulesOf(held)).not.toEqual(expect.arrayContaining([expect.stringMatching(/unheld|emptyBalls/)]));
  expect(held.result!.notes).toEqual([]);
  const codes = await trained(of('dclam', { ...small, energy: 'lsr', beta: 1e4 }), bars(45, 4));
  expect(diagnose(codes)).toMatchObject({ id: 'unheld', ...said, remedy: { label: expect.stringMatching(/^Try β /) } });
});

import { expect, test } from 'vitest';
import type { PartitionMetrics, TrainingResult } from '../../engine/protocol';
import type { KMeansBaseline } from '../../store/runs/readAgainst';
import type { RunState, Shown } from '../../store/state';
import { journeyOf, journeySentence, nearestPlace, placeSentence, pathPlaces, thinned } from './places';
import type { CurvePoint } from '../../store/runs/curvePoint';

const point = (epoch: number, rl: number | null, scAttracted: number | null, scEncoded: number | null = 0.1): CurvePoint => ({
  epoch,
  loss: 1,
  learningRate: 0.1,
  silhouette: null,
  nmi: null,
  scEncoded,
  scAttracted,
  rl,
  rrl: null,
});
const kmeans = { metrics: { scEncoded: 0.16, rlPretrained: 0.02 } as PartitionMetrics } as KMeansBaseline;
const state = (patch: Partial<RunState> = {}): RunState =>
  ({
    shown: { method: 'dclam', latent: { pretrained: true } } as Shown,
    curves: [point(0, 0.13, 0.2, 0.11), point(1, 0.05, null), point(2, 0.021, 0.5), point(3, 0.0196, 0.62)],
    kmeans,
    pretraining: { epoch: 5, epochs: 5, losses: [], done: true, rlPretrained: 0.02, active: false, secondsLeft: null },
    result: { restarts: [{ restart: 0, chosenEpoch: 3 }] } as unknown as TrainingResult,
    restart: 0,
    ...patch,
  }) as RunState;

test('a place is RL and 1 − SC; an epoch of one cluster has none', () => {
  expect(pathPlaces(state().curves, 'scAttracted').map(({ epoch, x }) => [epoch, x])).toEqual([
    [0, 0.13],
    [2, 0.021],
    [3, 0.0196],
  ]);
  expect(pathPlaces(state().curves, 'scAttracted')[1]!.y).toBeCloseTo(0.5);
});

test('AE + k-means and the pretrained network stand at RL_p, with their SC on e(x)', () => {
  const journey = journeyOf(state())!;
  expect(journey.marks.map(({ key, x, y }) => [key, x, Number(y.toFixed(2))])).toEqual([
    ['kmeans', 0.02, 0.84],
    ['pretrained', 0.02, 0.89],
  ]);
  expect(journey.limit).toBeCloseTo(0.022);
  expect(journey.chosen?.epoch).toBe(3);
});

test('k-means of another network, or of one that was not pretrained, is no mark', () => {
  const of = (rlPretrained: number | null) =>
    journeyOf(state({ kmeans: { metrics: { ...kmeans.metrics, rlPretrained } } as KMeansBaseline }))!.marks.map(({ key }) => key);
  expect(of(0.03)).toEqual(['pretrained']);
  expect(of(null)).toEqual(['pretrained']);
});

test('there is no path before pretraining is done, and none of methods in the input space', () => {
  expect(journeyOf(state({ shown: { method: 'dclam', latent: { pretrained: false } } as Shown }))).toBeNull();
  expect(journeyOf(state({ shown: { method: 'clam', latent: null } as Shown }))).toBeNull();
  expect(journeyOf(state({ shown: null }))).toBeNull();
});

test('the place under the pointer is the nearest on the screen', () => {
  const places = pathPlaces(state().curves, 'scAttracted');
  const x = (rl: number) => 1000 * rl;
  const y = (value: number) => 100 * value;
  expect(nearestPlace(places, x, y, 125, 70)).toBe(0);
  expect(nearestPlace(places, x, y, 19, 30)).toBe(2);
  expect(nearestPlace([], x, y, 0, 0)).toBe(-1);
});

test('a long path keeps its ends', () => {
  const places = Array.from({ length: 1000 }, (_, epoch) => ({ epoch, x: 1, y: 1 }));
  const few = thinned(places, 100);
  expect([few.length, few[0]!.epoch, few.at(-1)!.epoch]).toEqual([100, 0, 999]);
  expect(thinned(places.slice(0, 5), 100)).toHaveLength(5);
});

test('in words', () => {
  const journey = journeyOf(state())!;
  expect(placeSentence(journey.places[2]!, journey)).toBe('Epoch 3: RL 0.0196 (RRL −2.0%), SC on A(e(x)) 0.620');
  expect(journeySentence(journey)).toBe(
    'From epoch 0: RL 0.13 (RRL 550%), SC on A(e(x)) 0.200; to epoch 3: RL 0.0196 (RRL −2.0%), SC on A(e(x)) 0.620; AE + k-means: RL 0.02, SC on e(x) 0.160; pretrained, first memories: RL 0.02, SC on e(x) 0.110; chosen: epoch 3.',
  );
});

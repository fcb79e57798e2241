import * as v from 'valibot';
import { isLabels, isLabelsOf, isSoundPartition } from '../../core/partition/sound';
import type { HistoryEntry, Snapshot, TrainingResult } from '../../engine/protocol';
import { ConfigError, parseConfig, withoutForeign, type Config } from '../../methods/config';
import { parseProjection } from '../../projection/settings';
import { projectVersion, type StoredPage, type StoredProject } from './shapes';
import type { StoredSet } from './datasets';
import type { RunHead } from './written';

/** Whether what a database or a file gives is what was written: nothing else is shown or trained on. */

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
/** A bound that methods leave open is infinite. */
const numberOrNull = v.nullable(v.number());

const known = new Map<string, Config>();

/** The config as this version has it: settings that are gone are left out. */
const config = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, Config>(({ dataset, addIssue, NEVER }) => {
    const written = JSON.stringify(dataset.value) ?? '';
    const before = known.get(written);
    if (before) return before;
    try {
      const parsed = parseConfig(withoutForeign(dataset.value).patch);
      if (known.size > 200) known.clear();
      known.set(written, parsed);
      return parsed;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      addIssue({ message: error.message });
      return NEVER;
    }
  }),
);

const plane = v.variant('kind', [
  v.looseObject({ kind: v.literal('data') }),
  v.looseObject({ kind: v.literal('pca') }),
  v.looseObject({ kind: v.literal('memories'), memories: v.tuple([count, count, count]) }),
]);

const terms = v.optional(v.record(v.string(), v.number()));
const value = v.optional(v.union([numberOrNull, v.tuple([v.number(), v.number()]), v.record(v.string(), numberOrNull)]));
const numbers = v.record(v.string(), value);
const metrics = v.objectWithRest(
  { sizes: v.nullable(v.tuple([v.number(), v.number()])), clusters: v.number(), silhouette: numberOrNull },
  value,
);

const entry = v.looseObject({
  epoch: count,
  loss: numberOrNull,
  terms,
  wholeLoss: numberOrNull,
  learningRate: numberOrNull,
  metrics: v.nullable(numbers),
});

const summary = v.looseObject({
  restart: count,
  seed: finite,
  epoch: count,
  bestLoss: numberOrNull,
  bestEpoch: count,
  learningRate: numberOrNull,
  silhouette: numberOrNull,
  finished: v.boolean(),
});

const pretraining = v.looseObject({
  epoch: count,
  epochs: count,
  losses: v.array(v.number()),
  done: v.boolean(),
  rlPretrained: numberOrNull,
});

const float64 = v.pipe(
  v.instance(Float64Array),
  v.check((array) => array.every(Number.isFinite)),
);
const scaling = v.looseObject({ kind: v.picklist(['standard', 'minmax', 'pixels', 'none']), shift: float64, scale: float64 });

const head = v.looseObject({
  version: count,
  config,
  data: v.looseObject({ name: text(10_000), fingerprint: text(200), n: count, d: count }),
  origin: v.picklist(['hand', 'file']),
  began: finite,
  number: v.optional(count, 0),
  name: v.nullable(text(1000)),
  pinned: v.boolean(),
  scaling: v.nullable(scaling),
  failure: v.nullable(text(10_000)),
  training: v.looseObject({
    state: v.picklist(['idle', 'training', 'paused', 'finished', 'waiting', 'failed']),
    epoch: count,
    epochs: count,
    secondsLeft: numberOrNull,
    within: v.optional(finite),
  }),
  restarts: v.array(summary),
  restart: count,
  pretraining: v.nullable(v.looseObject({ ...pretraining.entries, active: v.boolean(), secondsLeft: numberOrNull })),
  kept: v.looseObject({ plane, cursor: v.nullable(count), settings: config }),
  generation: count,
  filmBytes: finite,
});

const snapshot = v.pipe(
  v.looseObject({
    run: v.unknown(),
    config,
    restart: count,
    epoch: count,
    partition: v.custom((value) => isSoundPartition(value)),
    latent: v.nullable(
      v.looseObject({
        m: count,
        codes: v.instance(Float32Array),
        decoded: v.instance(Float32Array),
        standIns: v.optional(v.looseObject({ points: v.instance(Uint32Array), drawn: v.nullable(v.instance(Float32Array)) })),
        pretrained: v.boolean(),
      }),
    ),
    loss: numberOrNull,
    wholeLoss: numberOrNull,
    learningRate: numberOrNull,
    labels: v.instance(Uint16Array),
    voronoiLabels: v.nullable(v.instance(Uint16Array)),
    elsewhere: v.optional(count),
    metrics,
    voronoi: v.nullable(metrics),
  }),
);

const result = v.looseObject({
  run: v.unknown(),
  config,
  backend: v.picklist(['webgpu', 'webgl', 'wasm', 'cpu']),
  chosen: count,
  chosenBy: v.picklist(['loss', 'silhouette']),
  lossPoints: count,
  exact: v.boolean(),
  stopped: v.looseObject({ epoch: count, why: v.picklist(['epochs', 'tolerance', 'rate', 'diverged', 'user']) }),
  restarts: v.pipe(v.array(v.looseObject({ ...summary.entries, chosenEpoch: count, metrics, lowestLoss: metrics })), v.minLength(1)),
  best: snapshot,
  search: v.nullable(v.looseObject({ starts: count, startsOn: count, inertia: v.number() })),
  notes: v.array(text(10_000)),
  pretraining: v.nullable(pretraining),
  history: v.array(entry),
  seconds: v.looseObject({ pretrain: v.number(), train: v.number() }),
});

const camera = { k: v.pipe(finite, v.minValue(1e-3), v.maxValue(1e6)), middle: v.tuple([finite, finite]) };
const box = v.pipe(
  v.looseObject({ s0: finite, t0: finite, s1: finite, t1: finite }),
  v.check(({ s0, t0, s1, t1 }) => s0 < s1 && t0 < t1),
);

const page = v.looseObject({
  config,
  dataset: text(200),
  opened: v.array(text(200)),
  knobs: v.record(v.string(), v.optional(v.number())),
  stage: v.picklist(['basins', 'memories', 'embedding', 'interpolation']),
  layout: v.array(text(40)),
  plane,
  layers: v.looseObject({
    voronoi: v.boolean(),
    contours: v.boolean(),
    disagreement: v.boolean(),
    points: v.boolean(),
    probe: v.boolean(),
    // Projects of before have none.
    pulls: v.optional(v.boolean(), false),
    pictures: v.nullable(v.boolean()),
  }),
  drawnBy: text(40),
  cursor: v.nullable(count),
  embeddings: v.array(v.unknown()),
  selection: v.looseObject({
    selectedPoint: v.nullable(count),
    selectedMemory: v.nullable(count),
    selectedPoints: v.nullable(v.instance(Uint32Array)),
    probe: v.nullable(float64),
  }),
  cameras: v.optional(
    v.looseObject({ map: v.nullable(v.looseObject({ ...camera, domain: box })), embedding: v.nullable(v.looseObject(camera)) }),
    {
      map: null,
      embedding: null,
    },
  ),
  moments: v.array(v.looseObject({ id: text(100), caption: text(10_000), link: text(200_000) })),
});

const project = v.looseObject({
  id: text(100),
  version: count,
  name: v.nullable(text(1000)),
  made: finite,
  changed: finite,
  thumbnail: v.nullable(v.pipe(text(200_000), v.regex(/^data:image\/(png|webp|jpeg);base64,[A-Za-z0-9+/=]+$/))),
  data: text(10_000),
  trained: count,
  deleted: v.nullable(finite),
  owner: text(100),
  page,
  runs: v.array(text(100)),
  current: v.nullable(text(100)),
  datasets: v.array(text(200)),
});

const dataset = v.pipe(
  v.looseObject({
    id: text(10_000),
    name: text(10_000),
    n: v.pipe(count, v.minValue(1)),
    d: v.pipe(count, v.minValue(1)),
    values: v.pipe(
      v.instance(Float32Array),
      v.check((values) => values.every(Number.isFinite)),
    ),
    features: v.array(v.string()),
    labels: v.nullable(v.instance(Uint16Array)),
    labelNames: v.array(v.string()),
    image: v.nullable(v.looseObject({ width: count, height: count, channels: v.picklist([1, 3]), range: v.tuple([finite, finite]) })),
    k: v.pipe(count, v.minValue(1)),
    source: v.nullable(v.looseObject({ text: v.string(), licence: v.string(), url: v.string() })),
    notes: v.array(v.string()),
    rows: v.optional(v.nullable(v.instance(Uint32Array))),
    itemNames: v.optional(v.nullable(v.array(v.string()))),
    otherColumns: v.optional(v.array(v.looseObject({ name: v.string(), cells: v.array(v.string()) }))),
    unscaled: v.optional(v.looseObject({ variance: finite })),
    codesOf: v.optional(v.string()),
  }),
  v.check(
    ({ n, d, values, features, labels, labelNames, image, rows, itemNames }) =>
      values.length === n * d &&
      features.length === d &&
      (labels === null || isLabels(labels, labelNames.length, n)) &&
      (image === null || image.width * image.height * image.channels === d) &&
      (!rows || rows.length === n) &&
      (!itemNames || itemNames.length === n),
  ),
);

const set = v.looseObject({
  named: v.nullable(v.looseObject({ id: text(200), knobs: v.record(v.string(), v.optional(v.number())) })),
  dataset: v.nullable(dataset),
});

/** Null where it is none. */
const read = <T>(schema: v.GenericSchema<unknown, unknown>, value: unknown): T | null => {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? (parsed.output as T) : null;
};

export const readSetOf = (value: unknown): StoredSet | null => {
  const one = read<StoredSet>(set, value);
  return one && (one.named === null) === (one.dataset !== null) ? one : null;
};

/** A project's record; null where it is none. Throws nothing. */
export function readProject(value: unknown): StoredProject | null {
  const one = read<StoredProject>(project, value);
  if (!one || one.version > projectVersion) return null;
  return { ...one, page: { ...one.page, embeddings: projections(one.page.embeddings) } };
}

const projections = (given: readonly unknown[]): StoredPage['embeddings'] =>
  given.slice(0, 2).flatMap((settings) => {
    try {
      return parseProjection(settings as object);
    } catch {
      return []; // a layout is made anew from its defaults
    }
  });

/** What the page showed; null where it is none. */
export function readPage(value: unknown): StoredPage | null {
  const one = read<StoredPage>(page, value);
  return one && { ...one, embeddings: projections(one.embeddings) };
}

export const readHead = (value: unknown): RunHead | null => read<RunHead>(head, value);

/** @param of the run that it must be of: its points, and the prototypes that its labels name. */
export function readSnapshot(value: unknown, of: { readonly n: number; readonly d: number }): Snapshot | null {
  const one = read<Snapshot>(snapshot, value);
  if (!one) return null;
  const { partition, latent, labels, voronoiLabels } = one;
  const { k, d } = partition;
  const fits =
    isLabelsOf(labels, partition, of.n) &&
    (voronoiLabels === null || isLabels(voronoiLabels, k, of.n)) &&
    (!partition.pointLabels || partition.pointLabels.length === of.n) &&
    (latent
      ? d === latent.m &&
        latent.codes.length === of.n * latent.m &&
        latent.decoded.length === k * of.d &&
        (!latent.standIns || (latent.standIns.points.length === k && latent.standIns.points.every((row) => row < of.n)))
      : d === of.d);
  return fits ? one : null;
}

export function readResult(value: unknown, of: { readonly n: number; readonly d: number }): TrainingResult | null {
  const one = read<TrainingResult>(result, value);
  return one && one.chosen < one.restarts.length && readSnapshot(one.best, of) ? one : null;
}

const entries = v.array(entry);
export const readEntries = (value: unknown): readonly HistoryEntry[] | null => read<HistoryEntry[]>(entries, value);

import { mkdtempSync, openAsBlob, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync, type Unzipped } from 'fflate';
import { expect, inject, onTestFinished, test } from 'vitest';
import { noCluster } from '../src/core/algebra/noCluster';
import type { Dataset } from '../src/data/dataset';
import { bars, desk } from '../src/engine/testing';
import { methods } from '../src/methods';
import { defaultsOf, type Config, type ConfigPatch, type MethodId } from '../src/methods/config';
import { defaultProjection } from '../src/projection/settings';
import { packProject } from '../src/store/project/pack';
import { readData, readRun } from '../src/store/project/reader';
import { unpackProject } from '../src/store/project/unpack';
import type { Keepable } from '../src/store/project/writer';
import type { KeptRecord } from '../src/store/project/written';
import { emptyRun } from '../src/store/runs/record';
import { newRunId } from '../src/store/runs/records';

/** Runs of every method, as the store and files keep them: what is read back is what was written, and nothing else is read. */

const data = bars(36, 4);
const fingerprint = 'of the bars';
const dataset = {
  ...data,
  id: 'file:bars.csv',
  name: '<b>bars</b>',
  features: Array.from({ length: data.d }, (_, i) => `f${i}`),
  labelNames: ['row', 'column', 'diagonal'],
  k: 3,
  source: null,
  notes: [],
} as Dataset;

/** The record that the page has of a short training. */
async function trained(method: MethodId, patch: ConfigPatch = {}): Promise<KeptRecord> {
  const { engine, events, snapshots, settle, close } = await desk();
  onTestFinished(close);
  const usual = defaultsOf(method);
  const quick = {
    k: 3,
    ...('epochs' in usual && { epochs: 2 }),
    ...('network' in usual && { network: usual.network === 'cae' ? 'cae' : [6], latent: 2, pretrainEpochs: 1, batchSize: 16 }),
  };
  const config = { ...usual, ...quick, ...patch } as Config;
  const id = newRunId();
  await engine.load(structuredClone(data), config, id, null);
  const result = await engine.train(id, null);
  await settle();
  const statuses = events.filter((event) => event.type === 'status');
  const entries = statuses
    .flatMap((event) => event.entries)
    .filter(({ epoch }, i, all) => all.findIndex((one) => one.epoch === epoch) === i);
  const { state, epoch, epochs, restarts, restart } = statuses.at(-1)!;
  const { checkpoint } = events.findLast((event) => event.type === 'checkpoint')!;
  return {
    ...emptyRun(id, config, { name: dataset.name, fingerprint, n: data.n, d: data.d }, 'hand'),
    number: 4,
    name: '<img src=x>',
    pinned: true,
    training: { state, epoch, epochs, secondsLeft: null },
    restarts,
    restart,
    frames: snapshots().filter((one, i, all) => one.restart === restart && all.findLastIndex(({ epoch }) => epoch === one.epoch) === i),
    result: structuredClone(result),
    kept: { plane: { kind: 'pca' }, cursor: 1, checkpoint, entries, settings: config },
  };
}

const projectOf = (runs: readonly KeptRecord[]): Keepable => ({
  name: 'Bars',
  thumbnail: null,
  page: {
    config: runs[0].config,
    dataset: fingerprint,
    opened: [fingerprint],
    knobs: {},
    stage: 'memories',
    layout: [],
    plane: { kind: 'memories', memories: [0, 1, 2] },
    layers: { voronoi: true, contours: false, disagreement: false, points: true, probe: true, pulls: false, pictures: null },
    drawnBy: 'nearest point',
    cursor: 1,
    embeddings: [defaultProjection],
    selection: { selectedPoint: 3, selectedMemory: null, selectedPoints: Uint32Array.of(1, 2), probe: Float64Array.of(1, 2) },
    cameras: { map: { k: 2, middle: [0, 1], domain: { s0: 0, t0: 0, s1: 3, t1: 2 } }, embedding: null },
    moments: [{ id: 'a', caption: 'A moment', link: '?beta=2' }],
  },
  runs,
  current: runs.at(-1)!.id,
  training: false,
  dataset: (print) => (print === fingerprint ? { dataset, knobs: {} } : null),
});

const open = async (bytes: Blob) => unpackProject(bytes, 'bars.basins');

/** One of each kind of partition, in both spaces; of each method where everything is tested. */
const some = ['clam', 'kmeans', 'gmm', 'agglomerative', 'dclam', 'cm', 'dec'];

test('a project of runs of many methods is read back as it was, the numbers to the bit', async () => {
  const runs: KeptRecord[] = [];
  for (const { id } of methods.filter(({ id }) => inject('full') || some.includes(id))) runs.push(await trained(id as MethodId));
  // Labels by balls are of emergent memories, and of none.
  for (const beta of [0.01, 0.08]) runs.push(await trained('clam', { energy: 'lsr', beta }));
  const beyond = new Set(runs.slice(-2).flatMap(({ frames }) => frames.flatMap(({ labels }) => [...labels].filter((label) => label > 2))));
  expect([beyond.has(3), beyond.has(noCluster)]).toEqual([true, true]);
  expect(runs.length).toBeGreaterThanOrEqual(some.length);
  const project = projectOf(runs);
  const opened = await open(await packProject(project, true));
  expect(opened.page).toEqual(project.page);
  expect([opened.name, opened.current, opened.runs.length]).toEqual(['Bars', String(runs.length - 1), runs.length]);
  expect((await readData(opened.parts, fingerprint))?.dataset).toEqual(dataset);
  for (const [i, key] of opened.runs.entries()) {
    const read = await readRun(opened.parts, key, true);
    const { config, kept, frames, result, name, pinned, restarts } = runs[i];
    expect([config.method, read?.problems]).toEqual([config.method, []]);
    const { record } = read!;
    expect([record.config, record.name, record.pinned, record.restarts]).toEqual([config, name, pinned, restarts]);
    expect(record.kept).toEqual(kept);
    // The runs have other ids here.
    const id = { run: record.id };
    expect(record.result).toEqual({ ...result, ...id, best: { ...result!.best, ...id } });
    const ours = frames.map((frame) => ({ ...frame, ...id }));
    expect(record.frames.filter(({ epoch }) => epoch !== result!.best.epoch)).toEqual(
      ours.filter(({ epoch }) => epoch !== result!.best.epoch),
    );
    expect(record.curves).toHaveLength(kept.entries.length);
  }
});

test('without its data it names them', async () => {
  const opened = await open(await packProject(projectOf([await trained('kmeans')]), false));
  expect(opened.sets).toEqual([{ fingerprint, name: dataset.name, n: data.n, d: data.d, here: false }]);
  expect(await readData(opened.parts, fingerprint)).toBeNull();
});

/** Trained once for the tests that follow. */
let ofClam: Promise<KeptRecord> | null = null;
const clam = () => (ofClam ??= trained('clam'));

test('what is no project, or a hostile one, is refused by one sentence', async () => {
  const files = unzipSync(new Uint8Array(await (await packProject(projectOf([await clam()]), true)).arrayBuffer()));
  const contents = JSON.parse(new TextDecoder().decode(files['project.json'])) as Record<string, unknown>;
  const blob = (change: Unzipped) => new Blob([zipSync({ ...files, ...change }, { level: 1 }) as Uint8Array<ArrayBuffer>]);
  const described = (change: object) => blob({ 'project.json': strToU8(JSON.stringify({ ...contents, ...change })) });
  const whole = blob({});
  const { 'runs/0/arrays.bin': _, ...less } = files;
  // A file with a hole behind its beginning, as large as the disk says.
  const folder = mkdtempSync(join(tmpdir(), 'basins-project-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const large = join(folder, 'large.basins');
  writeFileSync(large, 'PK\x03\x04');
  truncateSync(large, 2 ** 31);
  const cases: [string, Blob, RegExp][] = [
    ['empty', new Blob([]), /./],
    ['text', new Blob(['no zip at all']), /./],
    ['cut off', whole.slice(0, whole.size - 40), /./],
    ['a model', new Blob([zipSync({ 'basins.json': strToU8('{}') }) as Uint8Array<ArrayBuffer>]), /basins\.json|project\.json/],
    ['a foreign path', blob({ '../../etc/passwd': strToU8('x') }), /which no project of Basins does/],
    ['a foreign file', blob({ 'runs/0/evil.js': strToU8('x') }), /evil\.js/],
    ['two gigabytes', await openAsBlob(large), /no directory at its end/],
    ['a bomb', blob({ 'sets/0/arrays.bin': new Uint8Array(2 ** 27) }), /expands beyond/],
    ['a part less', new Blob([zipSync(less) as Uint8Array<ArrayBuffer>]), /not whole: runs\/0 is missing/],
    ['newer', described({ version: 99 }), /newer Basins \(version 99/],
    ['another format', described({ format: 'other' }), /does not say that it is a project/],
    ['no JSON', blob({ 'project.json': strToU8('{"a":') }), /is not JSON/],
    ['wrong types', described({ runs: 'many' }), /“runs” in project\.json/],
    ['a million runs', described({ runs: 1e6 }), /“runs” in project\.json/],
    ['a page that is none', described({ page: { config: { method: 'evil' } } }), /does not say what the page showed/],
    ['an array beyond its bytes', described({ pageArrays: [['Uint32Array', 0, 2 ** 30]] }), /does not say what the page showed/],
  ];
  for (const [what, file, sentence] of cases) {
    const refused = await open(file).then(
      () => null,
      (error: Error & { code?: string }) => error,
    );
    expect([what, refused?.code, refused?.message]).toEqual([what, 'bad-project', expect.stringMatching(sentence)]);
  }
});

test('parts of a run that are damaged are left out and told, and the rest is there', async () => {
  const files = unzipSync(new Uint8Array(await (await packProject(projectOf([await clam()]), true)).arrayBuffer()));
  const lines = new TextDecoder().decode(files['runs/0/lines.jsonl']).trimEnd().split('\n');
  const changed = (kind: string, change: (tree: Record<string, unknown>) => object) =>
    lines.map((line) => {
      const one = JSON.parse(line) as { kind: string; tree: Record<string, unknown> };
      return JSON.stringify(
        one.kind === kind ? { ...one, tree: Array.isArray(one.tree) ? change({}) : { ...one.tree, ...change(one.tree) } } : one,
      );
    });
  const read = async (text: string[]) => {
    const bytes = zipSync({ ...files, 'runs/0/lines.jsonl': strToU8(text.join('\n')) });
    return readRun((await open(new Blob([bytes as Uint8Array<ArrayBuffer>]))).parts, '0', true);
  };
  const frames = (await clam()).frames.length;
  const whole = await read(lines);
  expect([whole?.record.frames.length, whole?.problems]).toEqual([frames, []]);
  // The picture of the result's epoch is in the result, too.
  expect((await read(changed('frame', () => ({ labels: null }))))!.problems[0]).toMatch(/pictures of the film/);
  expect((await read(changed('frame', () => ({ partition: { kind: 'memory', k: 1e9, d: 1e9 } }))))!.problems[0]).toMatch(/film/);
  expect((await read(changed('result', () => ({ chosen: 77 }))))!.problems[0]).toMatch(/^The result of/);
  expect((await read(changed('result', () => ({ best: { $part: 5000 } }))))!.problems[0]).toMatch(/^The result of/);
  expect((await read(changed('entries', () => ({ epoch: 'x' }))))!.problems[0]).toMatch(/points of the curves/);
  expect((await read(changed('checkpoint', () => ({ restarts: 3 }))))!.problems[0]).toMatch(/What it needs to be trained on/);
  expect(await read(changed('head', () => ({ config: { method: 'evil' } })))).toBeNull();
  expect(await read(['{', ...lines.slice(1)])).toBeNull();
});

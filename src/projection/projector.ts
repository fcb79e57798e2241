import { messageOf } from '../core/work/messageOf';
import type { AssociativeMemory } from '../core/memory/model';
import { Random } from '../core/algebra/random';
import type { Layout } from './layout';
import { projectionOf } from './methods';
import type { NeighbourGraph } from './neighbours/graph';
import { exactNeighbours } from './neighbours/exact';
import { candidatesFor, reranked, searchedWhole } from './neighbours/rerank';
import type { NeighbourFinder } from './neighbours/search';
import type { Pacer } from './pacer';
import { alignSigns, principalComponents } from './pca';
import { placePoints } from './place';
import { preparePoints, type PreparedPoints } from './prepare';
import type { LayoutRequest, PlacingRequest, ProjectedPoints, ProjectionEvent } from './protocol';
import { layoutQuality } from './quality';
import type { WorkProgress } from './work';

/** A layout is shown at most so often while it comes about: drawings are not what takes the time. */
const showMs = 80;
/** Memories are placed by so many of the points near them. */
const placedBy = 15;
const qualityNeighbours = 15;
/**
 * Of more points than these the quality is taken on a sample of as many; of fewer where there are so many numbers that it would take long.
 */
const qualityPoints = 2000;
const fewestJudged = 200;
const qualityWork = 5e9;

/** The results for a request, reused by the next one where it asks for the same. */
interface Kept {
  readonly points: ProjectedPoints;
  readonly attract: AssociativeMemory | null;
  /** The settings that these depend on. */
  readonly of: string;
  readonly prepared: PreparedPoints;
  readonly start: ReturnType<typeof principalComponents>;
  graph: NeighbourGraph | null;
}

/** Lays points out, one request at a time, and tells of it by events. Knows nothing of workers. */
export class Projector {
  private readonly sets = new Map<number, ProjectedPoints>();
  private kept: Kept | null = null;
  /** The newest layout, and which way round its axes are drawn where these are principal components. */
  private done: { kept: Kept; layout: Layout; signs: readonly [number, number]; method: string; job: number; judged: boolean } | null =
    null;
  private current: AbortController | null = null;

  constructor(
    private readonly pacer: Pacer,
    private readonly search: NeighbourFinder,
    private readonly emit: (event: ProjectionEvent, buffers: Transferable[]) => void,
  ) {}

  load(points: ProjectedPoints): void {
    this.sets.delete(points.key);
    this.sets.set(points.key, points);
    for (const key of [...this.sets.keys()].slice(0, -2)) this.sets.delete(key);
  }

  set(key: number): ProjectedPoints {
    const points = this.sets.get(key);
    if (!points) throw new RangeError(`There are no points ${key} here.`);
    return points;
  }

  cancel(): void {
    this.current?.abort();
    this.current = null;
    this.pacer.resume();
  }

  /** Resolves when the layout is there and judged, or has been superseded. Failures are told by events. */
  async lay(request: LayoutRequest): Promise<void> {
    await this.work(request.job, async (signal) => {
      const began = performance.now();
      const { job, settings } = request;
      const tell = ({ stage, fraction }: WorkProgress) => this.tell(job, stage, fraction);
      const kept = await this.ready(request, signal, tell);
      const { prepared, start: components } = kept;
      const { n, rows, reduced, measured, d } = prepared;
      // One point lies where it lies.
      const method = projectionOf(n > 1 ? settings.method : 'pca');
      if (request.how === 'keep' && method.id !== 'pca' && request.start?.length === 2 * n) {
        const layout = { coordinates: request.start, step: 1, steps: 1, advance() {} };
        return this.end({ kept, layout, signs: [1, 1], method: method.id, job, judged: false }, request, signal, began);
      }
      const needs = method.needs(settings, n);
      const notes = [...prepared.notes, ...needs.notes];
      const whole = searchedWhole(n, d);
      if (needs.neighbours > 0 && (kept.graph?.k ?? 0) < needs.neighbours) {
        const among = whole ? needs.neighbours : candidatesFor(needs.neighbours, n);
        const searched = whole && reduced.d < d ? { points: measured, d } : reduced;
        const found = await this.search.find(
          searched.points,
          n,
          searched.d,
          among,
          new Random(settings.seed, 13),
          this.pacer,
          signal,
          tell,
        );
        kept.graph = whole ? found : await this.pacer.drive(reranked(measured, d, found, needs.neighbours), signal, tell);
      }
      if (needs.neighbours > 0 && reduced.d < d)
        notes.push(
          whole
            ? `Neighbours are looked for in all ${d.toLocaleString('en')}.`
            : `Neighbours are looked for in ${reduced.d} dimensions, and ranked in all ${d.toLocaleString('en')}.`,
        );
      const exact = method.id === 'pca';
      const warm = request.start !== null && request.start.length === 2 * n;
      const settle = warm && request.how === 'settle';
      const start = warm && !exact ? request.start!.slice() : components.coordinates.slice();
      const signs = exact && warm ? alignSigns(start, request.start!) : ([1, 1] as const);
      this.emit({ type: 'notes', job, notes }, []);
      const layout = await this.pacer.drive(
        method.begin({
          points: reduced.points,
          n,
          d: reduced.d,
          graph: needs.neighbours > 0 ? narrowed(kept.graph!, needs.neighbours) : null,
          start,
          warm,
          settle,
          settings,
          random: new Random(settings.seed, 14),
        }),
        signal,
        tell,
      );
      const { explained } = components.pca;
      const show = () => {
        const coordinates = layout.coordinates.slice();
        this.emit(
          {
            type: 'layout',
            job,
            rows,
            coordinates,
            step: layout.step,
            steps: layout.steps,
            explained: exact ? [explained[0] * reduced.kept, (explained[1] ?? 0) * reduced.kept] : null,
          },
          [coordinates.buffer],
        );
      };
      let shown = performance.now();
      if (!warm) show();
      while (layout.step < layout.steps) {
        layout.advance();
        const now = performance.now();
        if ((!warm || settle) && now - shown > showMs) {
          shown = now;
          this.tell(job, 'Laying out', layout.step / layout.steps);
          show();
        }
        await this.pacer.breathe(signal);
      }
      show();
      await this.end({ kept, layout, signs, method: method.id, job, judged: false }, request, signal, began);
    });
  }

  private async end(done: NonNullable<Projector['done']>, request: LayoutRequest, signal: AbortSignal, began: number): Promise<void> {
    this.done = done;
    await this.placeIn(done, request, signal);
    this.emit({ type: 'finished', job: done.job, seconds: (performance.now() - began) / 1000 }, []);
    await this.judge(done, signal);
  }

  /** Places memories in the layout that is there; nothing where it is another's, or is not finished. */
  async place(request: PlacingRequest): Promise<void> {
    const { done } = this;
    if (done?.job !== request.job) return;
    await this.work(request.job, async (signal) => {
      await this.placeIn(done, request, signal);
      await this.judge(done, signal);
    });
  }

  /** Judges the layout that is there, where that has been put off. */
  async judgeLast(): Promise<void> {
    const { done } = this;
    if (done && !this.current) await this.work(done.job, (signal) => this.judge(done, signal));
  }

  private async work(job: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.current = controller;
    this.pacer.begin();
    try {
      await work(controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.emit({ type: 'failed', job, sentence: messageOf(error) }, []);
    } finally {
      if (this.current === controller) this.current = null;
    }
  }

  private tell(job: number, stage: string, fraction: number): void {
    this.emit({ type: 'progress', job, stage, fraction }, []);
  }

  private async ready(
    { points: key, attract, settings }: LayoutRequest,
    signal: AbortSignal,
    tell: (progress: WorkProgress) => void,
  ): Promise<Kept> {
    const points = this.set(key);
    const of = JSON.stringify([settings.metric, settings.sample, settings.seed]);
    const { kept } = this;
    if (kept && kept.points === points && kept.of === of && kept.attract === null && attract === null) return kept;
    const prepared = await this.pacer.drive(preparePoints(points, attract, settings), signal, tell);
    const { reduced, n } = prepared;
    const start = principalComponents(reduced.points, n, reduced.d);
    return (this.kept = { points, attract, of, prepared, start, graph: null });
  }

  private async placeIn(
    done: NonNullable<Projector['done']>,
    { job, memories, trail }: PlacingRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const placed = await this.positions(done, memories, signal);
    const before: { epoch: number; memories: Float32Array }[] = [];
    for (const { epoch, memories: earlier } of trail) before.push({ epoch, memories: await this.positions(done, earlier, signal) });
    this.emit({ type: 'placed', job, memories: placed, trail: before }, []);
  }

  private async positions(
    { kept, layout, signs, method }: NonNullable<Projector['done']>,
    memories: Float32Array,
    signal: AbortSignal,
  ): Promise<Float32Array> {
    const { prepared, start } = kept;
    const { reduced, n } = prepared;
    const k = memories.length / kept.points.d;
    const moved = reduced.project(memories, k);
    if (method === 'pca') return alongAxes(start.pca, moved, k, signs);
    const graph = await this.pacer.drive(
      exactNeighbours(reduced.points, n, reduced.d, Math.min(placedBy, n), { points: moved, n: k }),
      signal,
      () => {},
    );
    return placePoints(graph, layout.coordinates);
  }

  /** While a training needs the processors this waits: epoch after epoch, nobody would read it. */
  private async judge(done: NonNullable<Projector['done']>, signal: AbortSignal): Promise<void> {
    if (done.judged || this.pacer.share < 1) return;
    const { prepared } = done.kept;
    const { measured, d, n } = prepared;
    const most = Math.max(fewestJudged, Math.min(qualityPoints, Math.floor(qualityWork / (n * d))));
    const quality = await this.pacer.drive(
      layoutQuality(measured, n, d, done.layout.coordinates, { neighbours: qualityNeighbours, most, random: new Random(0, 15) }),
      signal,
      () => {},
    );
    done.judged = true;
    this.emit({ type: 'quality', job: done.job, quality }, []);
  }
}

function alongAxes(
  { mean, axes }: { mean: Float64Array; axes: Float64Array },
  points: Float32Array,
  n: number,
  signs: readonly [number, number],
): Float32Array {
  const d = mean.length;
  const out = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    for (let axis = 0; axis < Math.min(2, axes.length / d); axis++) {
      let sum = 0;
      for (let f = 0; f < d; f++) sum += (points[i * d + f] - mean[f]) * axes[axis * d + f];
      out[2 * i + axis] = signs[axis] * sum;
    }
  }
  return out;
}

/** The nearest k of a graph of more. */
export function narrowed({ n, k, indices, distances }: NeighbourGraph, fewer: number): NeighbourGraph {
  if (fewer === k) return { n, k, indices, distances };
  const kept = { n, k: fewer, indices: new Uint32Array(n * fewer), distances: new Float32Array(n * fewer) };
  for (let i = 0; i < n; i++) {
    kept.indices.set(indices.subarray(i * k, i * k + fewer), i * fewer);
    kept.distances.set(distances.subarray(i * k, i * k + fewer), i * fewer);
  }
  return kept;
}

import { bytesIn } from '../../core/work/arrays';
import { Thinned } from '../../core/work/thinned';
import type { HistoryEntry, Snapshot } from '../../engine/protocol';
import { isJudged, scoresOf, type CurvePoint } from './curvePoint';
import type { RunRecord } from './record';

/** Limits of what the page keeps of the shown restart. Snapshots and curves are thinned evenly. */
const frameBytes = 64 * 2 ** 20;
const mostFrames = 2000;
const curvePoints = 5000;

export class PageHistory {
  private readonly frames = new Thinned<Snapshot>(frameBytes, (s) => Math.max(frameBytes / mostFrames, bytesOf(s)));
  private readonly told = new Thinned<HistoryEntry>(curvePoints, () => 1);
  private newestEntry = -1;
  private kept: Snapshot | null = null;

  /** Of a run that goes on. */
  static of({ frames, kept, result, restart }: Pick<RunRecord, 'frames' | 'kept' | 'result' | 'restart'>): PageHistory {
    const history = new PageHistory();
    for (const entry of kept?.entries ?? []) history.addEntry(entry);
    for (const frame of frames) history.addSnapshot(frame);
    if (result?.best.restart === restart) history.keep(result.best);
    return history;
  }

  /** The numbers of the shown restart's epochs, thinned evenly. */
  get entries(): readonly HistoryEntry[] {
    return this.told.items;
  }

  /**
   * Pretraining shows epoch 0 again and again, each time with other networks. Where later epochs are known, a run goes on from an earlier
   * one: they stay until they are trained again.
   */
  addSnapshot(snapshot: Snapshot): void {
    const newest = this.frames.items.at(-1)?.epoch ?? -1;
    if (snapshot.epoch === 0 && newest <= 0) {
      this.frames.clear();
      if (this.kept?.epoch === 0) this.kept = null;
    } else if (snapshot.epoch <= newest) return;
    this.frames.push(snapshot);
  }

  /** The epoch that a result chose stays in the film, whatever is thinned. This snapshot of it is shown. */
  keep(snapshot: Snapshot): void {
    this.kept = snapshot;
  }

  /** An epoch that was trained elsewhere, until training begins; null takes it out again. */
  insert(snapshot: Snapshot | null): void {
    this.kept = snapshot;
  }

  addEntry(entry: HistoryEntry): void {
    const { epoch } = entry;
    // Before training epoch 0 may come again; a run that goes on elsewhere is told from its start again.
    if (epoch === 0 && this.newestEntry <= 0) this.told.clear();
    else if (epoch <= this.newestEntry) return;
    this.newestEntry = epoch;
    this.told.push(entry);
  }

  /** The run goes on from this epoch: those after it are trained again. Returns whether there were any. */
  goOnFrom(epoch: number): boolean {
    if (epoch >= Math.max(this.newestEntry, this.frames.items.at(-1)?.epoch ?? -1)) return false;
    cut(this.frames, epoch);
    cut(this.told, epoch);
    this.newestEntry = this.told.items.at(-1)?.epoch ?? -1;
    return true;
  }

  clear(): void {
    this.frames.clear();
    this.told.clear();
    this.newestEntry = -1;
    this.kept = null;
  }

  snapshots(): Snapshot[] {
    const { kept } = this;
    const { items } = this.frames;
    if (!kept) return [...items];
    const before = items.filter(({ epoch }) => epoch < kept.epoch);
    return [...before, kept, ...items.filter(({ epoch }) => epoch > kept.epoch)];
  }

  /** While a model trains not every epoch is judged. The chosen one has been by the time it is kept, and gets its numbers. */
  points(): CurvePoint[] {
    const { kept } = this;
    return this.told.items.map((entry) => {
      const point = pointOf(entry);
      return kept && point.epoch === kept.epoch && !isJudged(point) ? { ...point, ...scoresOf(kept.metrics) } : point;
    });
  }
}

function cut<T extends { readonly epoch: number }>(kept: Thinned<T>, epoch: number): void {
  const before = kept.items.filter((one) => one.epoch <= epoch);
  kept.clear();
  for (const one of before) kept.push(one);
}

const points = new WeakMap<HistoryEntry, CurvePoint>();

/** The same object for the same entry. */
function pointOf(entry: HistoryEntry): CurvePoint {
  const known = points.get(entry);
  if (known) return known;
  const { epoch, loss, terms, learningRate, metrics } = entry;
  const point = { epoch, loss, ...(terms && { terms }), learningRate, ...scoresOf(metrics) };
  points.set(entry, point);
  return point;
}

export const bytesOf = ({ partition, labels, voronoiLabels, latent }: Snapshot): number =>
  bytesIn([partition, labels, voronoiLabels, latent]) + 500;

/**
 * Index of the frame that a replay begins with: the one scrubbed to; the first where the view rests at the newest epoch, or at the chosen
 * one.
 * @param cursor the epoch scrubbed to, null at the newest.
 * @param chosen the epoch that was chosen in the shown restart, null before there is one.
 */
export function replayFrom(frames: readonly Snapshot[], cursor: number | null, chosen: number | null): number {
  if (cursor === null || cursor === chosen) return 0;
  const from = frames.findIndex(({ epoch }) => epoch >= cursor);
  return from < 0 || from === frames.length - 1 ? 0 : from;
}

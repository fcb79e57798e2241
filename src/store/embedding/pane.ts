import { messageOf } from '../../core/work/messageOf';
import { ProjectionStopped } from '../../projection/client';
import type { LayoutWay, ProjectionEvent } from '../../projection/protocol';
import { mostProjected, parseProjection, type ProjectionSettings } from '../../projection/settings';
import type { EmbeddingLayout, EmbeddingPane } from './embedding';
import { embeddingSubjectOf, trailOf, type EmbeddingSubject } from './subject';
import { KeptLayouts } from './layoutCache';
import { MemoryTrail } from './memoryTrail';
import { nextLayout, type Asked } from './decide';
import { ProjectionLink } from './projectionLink';
import { currentRun } from '../runStore';
import { type RunState } from '../state';

/** A layout that takes longer than this is offered, not begun. */
const longSeconds = 10;
/** The sample that is offered instead. */
const offeredSample = 5000;
/** The share of the time that layouts may take while a training goes on. */
const dutyInTraining = 0.1;

/** Keeps one pane of the Embedding view true to what is shown, by a worker of its own. */
export class PaneKeeper {
  private readonly link = new ProjectionLink(
    (event) => this.take(event),
    (sentence) => {
      this.busy = false;
      // Not at once: what killed it might do so again and again.
      this.still = this.identity();
      this.put({ state: 'failed', progress: null, failure: `${sentence} “Re-run from PCA” starts it again.` });
    },
  );
  private job = 0;
  private asked: Asked | null = null;
  private busy = false;
  /** The subject whose layout the user stopped; any other is laid out. */
  private still: string | null = null;
  private readonly trail = new MemoryTrail();
  /** The subject that the user wants however long it takes. */
  private agreed = '';
  /** The user chose which space is laid out. */
  private chosen = false;
  private scheduled = false;
  /** Its points went on from epoch to epoch of a training, and have not come to rest since. */
  private restless = false;
  private readonly kept = new KeptLayouts();

  /** @param wanted whether anybody looks. */
  constructor(
    private readonly index: number,
    private readonly wanted: () => boolean,
  ) {}

  /** Throws RangeError for a value out of range. */
  set(patch: Partial<ProjectionSettings>): void {
    const { pane } = this;
    if (!pane) return;
    this.put({ settings: parseProjection({ ...pane.settings, ...patch }) });
    this.chosen ||= patch.of !== undefined;
    this.follow();
  }

  pin(epoch: number | null): void {
    this.put({ pinned: epoch });
    this.follow();
  }

  start(sample: number | null = null): void {
    if (sample !== null) this.set({ sample });
    this.anew();
  }

  /** From the principal components again. */
  restart(): void {
    this.kept.clear();
    this.anew();
  }

  private anew(): void {
    this.agreed = this.identity();
    this.asked = null;
    this.still = null;
    this.follow();
  }

  pause(): void {
    if (!this.pane || this.still !== null) return;
    this.still = this.identity();
    this.link.tell((api) => api.pause());
    this.put({ state: 'paused' });
  }

  resume(): void {
    if (this.still === null) return;
    this.still = null;
    if (this.busy) {
      this.link.tell((api) => api.resume());
      this.put({ state: this.asked?.cold ? 'working' : 'live' });
    } else this.follow();
  }

  cancel(): void {
    this.giveUp();
    this.still = this.identity();
    this.put({ state: 'paused', progress: null });
  }

  /** Nobody looks any more. */
  leave(): void {
    this.giveUp();
  }

  /** The pane is no more. */
  dispose(): void {
    this.giveUp();
    this.link.terminate();
  }

  private giveUp(): void {
    if (!this.busy) return;
    this.busy = false;
    this.job++;
    this.link.tell((api) => api.cancel());
    // An unfinished layout that began from nothing is no start for the next.
    this.asked = this.asked && !this.asked.cold ? { ...this.asked, givenUp: true } : null;
  }

  async neighbours(point: number, count: number) {
    const { pane } = this;
    const subject = pane && embeddingSubjectOf(currentRun.getState(), pane.settings.of, pane.pinned);
    if (!subject) throw new RangeError('There are no points yet.');
    const key = await this.link.give(subject, () => false);
    return this.link.api.neighbours(key, subject.attract, pane.settings.metric, point, count);
  }

  /** Looks at what is shown, once for all that changes in a task. */
  follow(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setTimeout(() => {
      this.scheduled = false;
      this.look().catch((error: unknown) => {
        if (!(error instanceof ProjectionStopped)) this.put({ state: 'failed', progress: null, failure: messageOf(error) });
      });
    });
  }

  private get pane(): EmbeddingPane | undefined {
    return currentRun.getState().embeddings[this.index];
  }

  private put(patch: Partial<EmbeddingPane>): void {
    currentRun.setState(({ embeddings }) => ({
      embeddings: embeddings.map((pane, i) => (i === this.index ? { ...pane, ...patch } : pane)),
    }));
  }

  private identity(): string {
    const { pane } = this;
    const subject = pane && embeddingSubjectOf(currentRun.getState(), pane.settings.of, pane.pinned);
    return subject ? this.identityOf(subject, pane.settings) : '';
  }

  private identityOf({ of, n, d, points }: EmbeddingSubject, settings: ProjectionSettings): string {
    const { dataset } = currentRun.getState();
    return JSON.stringify([n, d, dataset && this.link.keyOf(dataset), of === 'input' ? this.link.keyOf(points) : 0, { ...settings, of }]);
  }

  private async look(): Promise<void> {
    const state = currentRun.getState();
    const { pane } = this;
    if (!pane || !this.wanted()) return;
    // Of a deep method the codes are what there is to see, until another space is chosen.
    if (!this.chosen && state.shown?.latent && pane.settings.of === 'input') {
      this.put({ settings: { ...pane.settings, of: 'encoded' } });
      this.follow();
      return;
    }
    this.link.pace(inTraining(state) ? dutyInTraining : 1);
    const subject = embeddingSubjectOf(state, pane.settings.of, pane.pinned);
    if (!subject) {
      this.giveUp();
      this.asked = null;
      return;
    }
    const of = this.identityOf(subject, pane.settings);
    if (this.still !== of) this.still = null;
    const known = subject.untouched ? this.kept.get(of, subject) : null;
    const { asked, busy, restless } = this;
    const training = inTraining(state);
    const next = nextLayout({
      asked,
      subject,
      of,
      training,
      still: this.still !== null,
      busy,
      laidOut: pane.layout !== null,
      restless,
      known: known !== null,
    });
    if (next === 'wait') return;
    if (next === 'begin') return this.begin(subject, of);
    if (next === 'place') {
      this.asked = { ...asked!, subject, lean: training };
      return this.link.api.place({ job: this.job, memories: subject.memories, trail: training ? [] : trailOf(subject, state.frames) });
    }
    this.giveUp();
    if (next === 'keep') {
      this.restless = false;
      this.put({ layout: known!.layout, quality: known!.quality });
    }
    return this.lay(subject, of, this.pane!.layout, next);
  }

  /** Another thing is to be laid out: what takes long waits for the user. */
  private async begin(subject: EmbeddingSubject, of: string): Promise<void> {
    this.giveUp();
    const job = ++this.job;
    const { dataset } = currentRun.getState();
    this.asked = { dataset, of, subject, cold: true, lean: false };
    this.busy = true;
    const { settings } = this.pane!;
    const n = Math.min(settings.sample ?? subject.n, subject.n, mostProjected);
    const { api } = this.link;
    const seconds = await api.estimate(settings, n, subject.d);
    if (this.job !== job) return;
    if (seconds <= longSeconds || this.agreed === of) return this.lay(subject, of, null);
    const sample = Math.min(offeredSample, n);
    const sampleSeconds = await api.estimate(settings, sample, subject.d);
    if (this.job !== job) return;
    this.busy = false;
    this.asked = { dataset, of, subject, cold: true, lean: false, offered: true };
    this.put({ state: 'offered', progress: null, failure: null, offer: { seconds, sample, sampleSeconds } });
  }

  /**
   * @param how what becomes of `from`. What is shown next need not wait for a layout that is kept: only memories are placed in it, and it
   * is judged.
   */
  private async lay(subject: EmbeddingSubject, of: string, from: EmbeddingLayout | null, how: LayoutWay = 'follow'): Promise<void> {
    const keep = how === 'keep';
    const job = ++this.job;
    const state = currentRun.getState();
    const lean = inTraining(state);
    this.asked = { dataset: state.dataset, of, subject, cold: from === null, lean, settling: how === 'settle' };
    if (from && lean && !keep) this.restless = true;
    this.busy = !keep;
    if (!from || keep) this.trail.forget();
    this.put(
      from
        ? { state: 'live', failure: null }
        : {
            state: 'working',
            offer: null,
            failure: null,
            quality: null,
            notes: [],
            progress: { stage: 'Reading the points', fraction: 0 },
          },
    );
    const points = await this.link.give(subject, () => this.job !== job);
    const { pane } = this;
    if (this.job !== job || !pane) return;
    const { memories, attract } = subject;
    await this.link.api.lay({
      job,
      settings: pane.settings,
      points,
      attract,
      start: from?.coordinates ?? null,
      how,
      memories,
      trail: lean ? [] : trailOf(subject, state.frames),
    });
  }

  private take(event: ProjectionEvent): void {
    const { pane, asked } = this;
    if (event.job !== this.job || !asked || !pane || asked.dataset !== currentRun.getState().dataset) return;
    const { subject } = asked;
    switch (event.type) {
      case 'progress':
        if (asked.cold && this.busy) this.put({ progress: { stage: event.stage, fraction: event.fraction } });
        break;
      case 'notes':
        this.put({ notes: event.notes });
        break;
      case 'layout': {
        const { rows, coordinates, step, steps, explained } = event;
        const { run, restart, epoch, of } = subject;
        const before = asked.cold ? null : pane.layout;
        this.put({
          layout: {
            method: pane.settings.method,
            of,
            run,
            restart,
            epoch,
            rows,
            coordinates,
            step,
            steps,
            explained,
            memories: before?.memories ?? null,
            trail: before?.trail ?? [],
          },
          quality: null,
        });
        break;
      }
      case 'placed':
        if (pane.layout)
          this.put({
            layout: {
              ...pane.layout,
              epoch: subject.epoch,
              memories: event.memories,
              trail: asked.lean ? this.trail.longer(pane.layout.trail, subject) : event.trail,
            },
          });
        this.trail.put(subject, event.memories);
        break;
      case 'quality': {
        this.put({ quality: event.quality });
        const kept = this.kept.get(asked.of, subject);
        if (kept) kept.quality = event.quality;
        break;
      }
      case 'failed':
        this.busy = false;
        this.put({ state: 'failed', progress: null, failure: event.sentence });
        break;
      case 'finished':
        this.busy = false;
        if (asked.cold || asked.settling) this.restless = false;
        this.put({ state: this.still === null ? 'live' : 'paused', progress: null });
        if (pane.layout && subject.untouched) this.kept.put(asked.of, subject, pane.layout);
        this.follow();
    }
  }
}

const inTraining = ({ training, pretraining }: Pick<RunState, 'training' | 'pretraining'>): boolean =>
  training.state === 'training' || pretraining?.active === true;

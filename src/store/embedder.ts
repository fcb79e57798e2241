import { createProjection, ProjectionStopped, type ProjectionClient } from '../projection/client';
import type { ProjectionEvent } from '../projection/protocol';
import { parseProjection, type ProjectionSettings } from '../projection/settings';
import { emptyPane, type EmbeddingCommands, type EmbeddingLayout, type EmbeddingPane } from './embedding';
import { loadPoints, subjectOf, trailOf, type Subject } from './embeddingSubject';
import { KeptLayouts } from './keptLayouts';
import { useStore } from './state';

/** What takes longer than this is offered, not begun. */
const longSeconds = 10;
/** The sample that is offered instead. */
const offeredSample = 5000;
/** The share of the time that layouts may take while a training goes on. */
const dutyInTraining = 0.2;

/** Keeps the panes of the Embedding view true to what is shown, each by a worker of its own. */
export function createEmbedder(): EmbeddingCommands {
  const panes: PaneKeeper[] = [];
  let attached = 0;
  let stop: (() => void) | null = null;

  const keeper = (pane: number): PaneKeeper => (panes[pane] ??= new PaneKeeper(pane, () => attached > 0));
  const followAll = () => useStore.getState().embeddings.forEach((_, pane) => keeper(pane).follow());

  return {
    attach() {
      attached++;
      stop ??= useStore.subscribe((state, before) => {
        if (followed.some((key) => state[key] !== before[key])) followAll();
      });
      followAll();
      let left = false;
      return () => {
        if (left) return;
        left = true;
        attached--;
        if (attached > 0) return;
        stop?.();
        stop = null;
        for (const pane of panes) pane.leave();
      };
    },
    set: (pane, patch) => keeper(pane).set(patch),
    pin: (pane, epoch) => keeper(pane).pin(epoch),
    compare(on) {
      const [first = emptyPane] = useStore.getState().embeddings;
      if (!on) panes[1]?.leave();
      // Beside the codes what becomes of them; beside anything else the same once more.
      const of = first.settings.of === 'encoded' ? 'attracted' : first.settings.of;
      useStore.setState({ embeddings: on ? [first, { ...emptyPane, settings: { ...first.settings, of } }] : [first] });
      followAll();
    },
    start: (pane, sample) => keeper(pane).start(sample),
    pause: (pane) => keeper(pane).pause(),
    resume: (pane) => keeper(pane).resume(),
    cancel: (pane) => keeper(pane).cancel(),
    restart: (pane) => keeper(pane).restart(),
    neighbours: (pane, point, count) => keeper(pane).neighbours(point, count),
  };
}

const followed = ['dataset', 'space', 'shown', 'frames', 'training', 'pretraining', 'config'] as const;

class PaneKeeper {
  private client: ProjectionClient | null = null;
  private keys = new WeakMap<object, number>();
  private issued = 0;
  /** The points that the worker has. */
  private loaded: object[] = [];
  private job = 0;
  /** What the job under way, or the one that is done, is of. */
  private asked: { of: string; subject: Subject; cold: boolean; recalled?: boolean } | null = null;
  private busy = false;
  /** The user let it stand still. */
  private still = false;
  /** The user wants it, however long it takes. */
  private agreed = '';
  private scheduled = false;
  /** The user chose which space is laid out. */
  private chosen = false;
  private readonly kept = new KeptLayouts();

  constructor(
    private readonly index: number,
    private readonly wanted: () => boolean,
  ) {}

  private get pane(): EmbeddingPane | undefined {
    return useStore.getState().embeddings[this.index];
  }

  private put(patch: Partial<EmbeddingPane>): void {
    useStore.setState(({ embeddings }) => ({ embeddings: embeddings.map((pane, i) => (i === this.index ? { ...pane, ...patch } : pane)) }));
  }

  set(patch: Partial<ProjectionSettings>): void {
    const { pane } = this;
    if (!pane) return;
    this.put({ settings: parseProjection({ ...pane.settings, ...patch }) });
    this.chosen ||= patch.of !== undefined;
    this.still = false;
    this.follow();
  }

  private suggest(settings: ProjectionSettings): void {
    this.put({ settings });
    this.follow();
  }

  pin(epoch: number | null): void {
    this.put({ pinned: epoch });
    this.follow();
  }

  start(sample: number | null = null): void {
    if (sample !== null) this.set({ sample });
    this.agreed = this.identity() ?? '';
    this.still = false;
    this.follow();
  }

  pause(): void {
    if (!this.pane || this.still) return;
    this.still = true;
    void this.client?.api.pause();
    this.put({ state: 'paused' });
  }

  resume(): void {
    if (!this.still) return;
    this.still = false;
    if (this.busy) {
      void this.client?.api.resume();
      this.put({ state: this.asked?.cold === false ? 'live' : 'working' });
    } else this.follow();
  }

  cancel(): void {
    if (this.busy) void this.client?.api.cancel();
    this.job++;
    // What was half-way is not what to go on from.
    if (this.busy && this.asked?.cold !== false) this.asked = null;
    this.busy = false;
    this.still = true;
    this.put({ state: 'paused', progress: null });
  }

  restart(): void {
    this.kept.clear();
    this.asked = null;
    this.agreed = this.identity() ?? '';
    this.still = false;
    this.follow();
  }

  leave(): void {
    if (this.busy) {
      void this.client?.api.cancel();
      if (this.asked?.cold !== false) this.asked = null;
      this.busy = false;
      this.job++;
    }
  }

  async neighbours(point: number, count: number) {
    const state = useStore.getState();
    const { pane } = this;
    const subject = pane && subjectOf(state, pane.settings.of, pane.pinned);
    if (!subject) throw new RangeError('There are no points yet.');
    const key = await this.give(subject, () => false);
    return this.worker().api.neighbours(key, subject.attract, pane.settings.metric, point, count);
  }

  /** Looks at what is shown, once for all that changes in a task. */
  follow(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setTimeout(() => {
      this.scheduled = false;
      this.look().catch((error: unknown) => {
        if (!(error instanceof ProjectionStopped)) this.put({ state: 'failed', progress: null, failure: error instanceof Error ? error.message : String(error) });
      });
    });
  }

  /** What a layout is of, but for the epoch: with another of these it begins anew. */
  private identity(): string | null {
    const { pane } = this;
    const subject = pane && subjectOf(useStore.getState(), pane.settings.of, pane.pinned);
    return subject ? this.identityOf(subject, pane.settings) : null;
  }

  private identityOf({ of, n, d }: Subject, { of: _, ...settings }: ProjectionSettings): string {
    const { dataset, space } = useStore.getState();
    return JSON.stringify([of, n, d, dataset && this.keyOf(dataset), of === 'input' && space ? this.keyOf(space) : 0, settings]);
  }

  private keyOf(thing: object): number {
    const known = this.keys.get(thing);
    if (known !== undefined) return known;
    this.keys.set(thing, ++this.issued);
    return this.issued;
  }

  private async look(): Promise<void> {
    const state = useStore.getState();
    const { pane } = this;
    if (!pane || !this.wanted()) return;
    // Of a deep method the codes are what there is to see, until another space is chosen.
    if (!this.chosen && state.shown?.latent && pane.settings.of === 'input') return this.suggest({ ...pane.settings, of: 'encoded' });
    const subject = subjectOf(state, pane.settings.of, pane.pinned);
    const training = state.training.state === 'training' || state.pretraining?.active === true;
    if (this.client) void this.client.api.pace(training ? dutyInTraining : 1);
    if (!subject) {
      if (this.busy) void this.client?.api.cancel();
      this.busy = false;
      this.asked = null;
      if (pane.state !== 'empty') this.put({ ...emptyPane, settings: pane.settings });
      return;
    }
    const of = this.identityOf(subject, pane.settings);
    const { asked } = this;
    if (asked?.of !== of) return this.begin(subject, of, pane);
    if (this.still || this.busy) return;
    if (asked.subject.points !== subject.points || asked.subject.attract !== subject.attract) {
      const known = subject.untouched ? this.kept.get(of, subject) : null;
      if (!known) return this.lay(subject, of, pane.layout);
      this.job++;
      this.asked = { of, subject, cold: false, recalled: true };
      this.put({ layout: known.layout, quality: known.quality, state: 'live' });
      return;
    }
    if (asked.subject.memories.some((value, i) => value !== subject.memories[i]) || asked.subject.epoch !== subject.epoch) {
      // The worker's layout is the last one that it made.
      if (asked.recalled) return this.lay(subject, of, pane.layout);
      this.asked = { ...asked, subject };
      const { job } = this;
      await this.worker().api.place({ job, memories: subject.memories, trail: trailOf(subject, state.frames, training) });
    }
  }

  /** Another thing is to be laid out: what takes long waits for the user. */
  private async begin(subject: Subject, of: string, pane: EmbeddingPane): Promise<void> {
    if (this.busy) void this.client?.api.cancel();
    const job = ++this.job;
    this.busy = false;
    this.still = false;
    this.asked = { of, subject, cold: true };
    const { settings } = pane;
    const n = Math.min(settings.sample ?? subject.n, subject.n, 60_000);
    const { api } = this.worker();
    const seconds = await api.estimate(settings, n, subject.d);
    if (this.job !== job) return;
    if (seconds > longSeconds && this.agreed !== of) {
      const sample = Math.min(offeredSample, n);
      this.put({ state: 'offered', progress: null, failure: null, offer: { seconds, sample, sampleSeconds: await api.estimate(settings, sample, subject.d) } });
      return;
    }
    await this.lay(subject, of, null);
  }

  private async lay(subject: Subject, of: string, from: EmbeddingLayout | null): Promise<void> {
    const job = ++this.job;
    this.asked = { of, subject, cold: from === null };
    this.busy = true;
    const { frames, training, pretraining } = useStore.getState();
    this.put(from ? { state: 'live' } : { state: 'working', offer: null, failure: null, quality: null, notes: [], progress: { stage: 'Reading the points', fraction: 0 } });
    const stale = () => this.job !== job;
    const points = await this.give(subject, stale);
    const { pane } = this;
    if (stale() || !pane) return;
    const { settings } = pane;
    await this.worker().api.lay({
      job,
      settings,
      points,
      attract: subject.attract,
      start: from?.coordinates ?? null,
      memories: subject.memories,
      trail: trailOf(subject, frames, training.state === 'training' || pretraining?.active === true),
    });
  }

  /** Sees to it that the worker has the points; the key that it knows them by. */
  private async give(subject: Subject, stop: () => boolean): Promise<number> {
    const { dataset, space } = useStore.getState();
    const key = this.keyOf(subject.points);
    if (!this.loaded.includes(subject.points) && dataset && space) {
      this.loaded = [...this.loaded.slice(-1), subject.points];
      await loadPoints(this.worker(), key, subject, dataset, space, stop).catch((error: unknown) => {
        this.loaded = this.loaded.filter((points) => points !== subject.points);
        throw error;
      });
    }
    return key;
  }

  private worker(): ProjectionClient {
    const { backend } = useStore.getState().config;
    this.client ??= createProjection(
      {
        onEvent: (event) => this.take(event),
        onDeath: (sentence) => {
          this.client = null;
          this.loaded = [];
          this.asked = null;
          this.busy = false;
          this.put({ state: 'failed', progress: null, failure: `${sentence} “Re-run from PCA” starts it again.` });
        },
      },
      backend === 'webgpu' ? 'any' : backend === 'auto' ? 'hardware' : 'none',
    );
    return this.client;
  }

  private take(event: ProjectionEvent): void {
    const { pane, asked } = this;
    if (event.job !== this.job || !asked || !pane) return;
    const { subject } = asked;
    if (event.type === 'progress') {
      if (asked.cold) this.put({ progress: { stage: event.stage, fraction: event.fraction } });
    } else if (event.type === 'notes') this.put({ notes: event.notes });
    else if (event.type === 'layout') {
      const { rows, coordinates, step, steps, explained } = event;
      const { run, restart, epoch, of } = subject;
      const before = pane.layout;
      const same = !asked.cold && before;
      this.put({ layout: { method: pane.settings.method, of, run, restart, epoch, rows, coordinates, step, steps, explained, memories: same ? before.memories : null, trail: same ? before.trail : [] }, quality: null });
    } else if (event.type === 'placed') {
      if (pane.layout) this.put({ layout: { ...pane.layout, epoch: subject.epoch, memories: event.memories, trail: event.trail } });
    } else if (event.type === 'quality') {
      this.put({ quality: event.quality });
      const kept = this.kept.get(asked.of, subject);
      if (kept) kept.quality = event.quality;
    } else if (event.type === 'failed') {
      this.busy = false;
      this.put({ state: 'failed', progress: null, failure: event.sentence });
    } else {
      this.busy = false;
      this.put({ state: this.still ? 'paused' : 'live', progress: null });
      const { layout } = this.pane!;
      if (layout && subject.untouched) this.kept.put(asked.of, subject, layout);
      this.follow();
    }
  }
}

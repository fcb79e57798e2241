import type { Checkpoint, EngineEvent, Notice, Past, Snapshot, TrainingResult } from '../../engine/protocol';
import { betaOf, sameRun, withBeta, type Config } from '../../methods/config';
import { restLeft } from '../shown/frameScheduler';
import { PageHistory } from './history';
import { pick } from './pick';
import { trainingOf, wasTrained, type Kept, type RunId, type RunRecord } from './record';
import { addRun, changeRun } from './records';
import type { DisplayCommits } from '../shown/displayCommit';
import { judgedFurther } from './result';
import type { StageKeeper } from '../shown/shownModel';
import { useStore, type PageState, type RunState } from '../state';

interface InboxOptions {
  say(tone: Notice['tone'], sentence: string): void;
  stage: StageKeeper;
  commits: DisplayCommits;
  /** The shown run's networks were pretrained, or it has a result: what it can be read against is more now. */
  furthered(): void;
  /** The engine made β suit another start, and the page's settings have it. */
  suited(beta: number): void;
}

/** Takes the engine's events into the store. */
export interface Inbox {
  /** The run whose events are taken in; those of later runs wait. */
  readonly run: RunId;
  /** The state that a new worker goes on from, and what was told of the run before. */
  readonly checkpoint: Checkpoint | null;
  readonly past: Past;
  put(event: EngineEvent): void;
  /** Events of this run are taken from now on; its first ones, which have come already, are shown together with `patch`. */
  adopt(record: RunRecord, patch?: Partial<RunState>): Promise<void>;
  /**
   * The record of the shown run as it would be left now; null where nothing of it was trained.
   * @param accepted the settings that the engine has for it: the page's may be another run's already.
   */
  standing(accepted: Config): RunRecord | null;
  /** Another run takes the place of the shown one: its record keeps all that shows it again, where anything was trained. */
  leave(accepted: Config): void;
  /** A run that was left is the run again; `patch` is shown with it. */
  restore(record: RunRecord, patch: Partial<RunState>): Promise<void>;
  /** The run's film gets an epoch that was trained elsewhere, which is shown; null takes it out again. */
  insert(frame: Snapshot | null): Promise<void>;
  /** Resolves when the answer is there and the result is in the store: an answer and the events before it arrive apart. */
  whenTold<T>(work: () => Promise<T>): Promise<T>;
  /** The worker died: its epochs stay in the history, and training counts as paused. */
  bury(): void;
}

/** The state of the page that a new run takes over from the last one. Pending patches are cleared, so it is read with them applied. */
const sharedKeys = [
  'dataset',
  'knobs',
  'space',
  'config',
  'plane',
  'points',
  'surface',
  'backend',
  'loadSeconds',
] as const satisfies readonly (keyof PageState)[];

/** A training that ends in its midst is paused. */
const atRest = (training: RunState['training']): RunState['training'] =>
  training.state === 'training' ? { ...training, state: 'paused', secondsLeft: null } : training;

/** At least this long between two looks at what the engine told. */
export const flushMs = 50;
/** Of a hidden page, where timers do not come in time. */
const hiddenMs = 1000;

export function createInbox({ say, stage, commits, furthered, suited }: InboxOptions): Inbox {
  let run = 0;
  /** The latest run that was ever adopted. */
  let newest = 0;
  let checkpoint: Checkpoint | null = null;
  let queue: EngineEvent[] = [];
  /** The changes of a new run that are shown together with its first events. */
  let opening: Partial<RunState> = {};
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** The number of flushes that wait to be shown. */
  let showing = 0;
  let flushed = 0;
  let waiting: (() => void)[] = [];
  let history = new PageHistory();
  /** The run is shown as it was left, while the engine, which has no checkpoint of it, stands at its first epoch. */
  let asLeft = false;
  const held: EngineEvent[] = [];
  const { next: get, now: set } = commits;

  /** Events are taken in at most 20 times a second, and none before the last are shown: more is not seen, and would slow training down. */
  function schedule(): void {
    if (showing > 0 || timer !== null) return;
    const take = () => void flush();
    // A hidden page's history goes on, and its timers may rest for a minute.
    if (document.hidden && performance.now() - flushed > hiddenMs) take();
    else timer = setTimeout(take, document.hidden ? 100 : Math.max(0, flushed + flushMs - performance.now(), restLeft()));
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    flushed = performance.now();
    const events = ripe();
    const patch: { -readonly [K in keyof RunState]?: RunState[K] } = opening;
    opening = {};
    let framesChanged = false;
    let made: number | null = null;
    const pretrainedBefore = checkpoint?.pretrained ?? null;
    const keepBest = ({ best }: TrainingResult) => {
      if (best.restart !== (patch.restart ?? get().restart)) return;
      history.keep(best);
      patch.curves = history.points();
      framesChanged = true;
    };
    for (const event of events) {
      if (event.type === 'backend') patch.backend = event.backend;
      else if (event.type === 'notice') say(event.notice.tone, event.notice.sentence);
      if (event.run !== run) continue;
      if (event.type === 'snapshot') {
        history.addSnapshot(event.snapshot);
        framesChanged = true;
      } else if (event.type === 'status') {
        const { state, epoch, epochs, secondsLeft, within } = event;
        patch.training = { state, epoch, epochs, secondsLeft, within };
        patch.restarts = event.restarts;
        patch.restart = event.restart;
        if (state === 'training' && history.goOnFrom(epoch)) framesChanged = true;
        for (const entry of event.entries) history.addEntry(entry);
        if (event.entries.length || framesChanged) patch.curves = history.points();
      } else if (event.type === 'replay') {
        history.clear();
        patch.restart = event.restart;
        patch.curves = [];
        const best = (patch.result ?? get().result)?.best;
        if (best?.restart === event.restart) history.keep(best);
        framesChanged = true;
      } else if (event.type === 'pretraining')
        patch.pretraining = event.pretraining && { ...event.pretraining, active: event.active, secondsLeft: event.secondsLeft };
      else if (event.type === 'checkpoint') checkpoint = event.checkpoint;
      else if (event.type === 'suited') {
        const { config } = { ...get(), ...patch };
        // Somebody may have named one meanwhile.
        if (betaOf(config) !== event.before) continue;
        patch.config = withBeta(config, event.beta);
        made = event.beta;
      } else if (event.type === 'exact') {
        patch.exact = event.progress;
        if (event.result) {
          Object.assign(patch, judgedFurther({ ...get(), ...patch }, event.result));
          keepBest(event.result);
        }
      } else if (event.type === 'result') {
        patch.result = event.result;
        keepBest(event.result);
        // The result is the epoch that was chosen, not the last one; both can be looked at.
        if ((patch.training ?? get().training).state === 'finished' && get().cursor === null) patch.cursor = event.result.best.epoch;
      }
    }
    if (framesChanged) patch.frames = history.snapshots();
    showing++;
    try {
      await stage.refresh(patch);
    } finally {
      showing--;
    }
    if (queue.length > 0) schedule();
    if (made !== null) suited(made);
    if (patch.result || (checkpoint?.pretrained && !pretrainedBefore)) furthered();
    if (patch.result) toldAll();
  }

  /** What the engine tells of its first epoch waits until the run is trained again; then what it was left with goes. */
  function hold(): void {
    const isHeld = (event: EngineEvent) => event.run === run && event.type !== 'notice' && event.type !== 'backend';
    held.push(...queue.filter(isHeld));
    queue = queue.filter((event) => !isHeld(event));
    if (!held.some((event) => event.type === 'status' && event.state === 'training')) return;
    asLeft = false;
    history = new PageHistory();
    queue.unshift(...held.splice(0));
  }

  /** The result is in the store, or another run's will be. */
  function toldAll(): void {
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  /**
   * The events to take in now. Those of a run that is not here yet wait for the answer that makes it the run; and while training goes on, a
   * snapshot waits for the status that tells of its epoch.
   */
  function ripe(): EngineEvent[] {
    if (asLeft) hold();
    const last = queue.findLastIndex((event) => event.type === 'status');
    const status = queue[last];
    const training = (status?.type === 'status' ? status.state : get().training.state) === 'training';
    const events: EngineEvent[] = [];
    const later: EngineEvent[] = [];
    queue.forEach((event, i) => {
      if (event.run > newest || (training && event.type === 'snapshot' && i > last)) later.push(event);
      else events.push(event);
    });
    queue = later;
    return events;
  }

  function standing(accepted: Config): RunRecord | null {
    const record = useStore.getState().runs.get(run);
    const state = get();
    if (!record || state.run !== run || !wasTrained(state)) return null;
    const { config, plane, cursor } = state;
    const settings = sameRun(config, accepted) ? config : accepted;
    const kept: Kept = { checkpoint, entries: history.entries, settings, plane, cursor };
    return { ...record, ...trainingOf(state), training: atRest(state.training), exact: null, kept };
  }

  /** Clears the last run. Returns the state of the page that a new run starts from. */
  function forget(): Partial<RunState> {
    const stays = pick(get(), sharedKeys);
    history = new PageHistory();
    asLeft = false;
    held.length = 0;
    stage.forgetMoves();
    commits.clear();
    checkpoint = null;
    return { ...stays, cursor: null, playing: false, selectedMemory: null, hoveredMemory: null, probe: null };
  }

  return {
    get run() {
      return run;
    },
    get checkpoint() {
      return checkpoint;
    },
    get past() {
      const { result, restart } = get();
      return { result, restart, entries: history.entries };
    },
    put(event) {
      queue.push(event);
      schedule();
    },
    standing,
    leave(accepted) {
      const left = standing(accepted);
      if (left) changeRun(run, () => left);
    },
    restore(record, patch) {
      run = record.id;
      newest = Math.max(newest, run);
      toldAll();
      changeRun(run, () => ({ kept: null }));
      const before = forget();
      history = PageHistory.of(record);
      const film = { frames: history.snapshots(), curves: history.points() };
      opening = { ...before, ...trainingOf(record), ...film, cursor: record.kept?.cursor ?? null, ...patch, run };
      checkpoint = record.kept?.checkpoint ?? null;
      asLeft = checkpoint === null;
      return flush();
    },
    adopt(record, patch = {}) {
      run = record.id;
      newest = Math.max(newest, run);
      toldAll();
      addRun(record);
      opening = { ...forget(), ...trainingOf(record), ...patch, run };
      return flush();
    },
    insert(frame) {
      history.insert(frame);
      return stage.refresh({ frames: history.snapshots(), cursor: frame && frame.epoch });
    },
    async whenTold(work) {
      const told = new Promise<void>((resolve) => waiting.push(resolve));
      const [answer] = await Promise.all([work(), told]);
      return answer;
    },
    bury() {
      for (const event of queue) if (event.type === 'checkpoint' && event.run === run) checkpoint = event.checkpoint;
      queue = queue.filter(({ type }) => type !== 'status');
      set({ training: { ...get().training, state: 'paused', secondsLeft: null } });
    },
  };
}

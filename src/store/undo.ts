import type { Config } from '../methods/config';
import { EngineError } from '../engine/client';
import { keptData } from './runs/dataOf';
import type { EngineLink } from './runs/engineLink';
import { wasTrained, type RunId } from './runs/record';
import type { Moves, StageKeeper } from './shown/shownModel';
import type { DisplayCommits } from './shown/displayCommit';
import { useStore, type Action } from './state';

/**
 * Undo and redo over settings, dragged memories, resets, runs and data sets. What was trained is never taken back: a run that was left for
 * another one is shown again as it was.
 */
export interface Undo {
  /** Does the work, and keeps the way back from it where it changed anything. */
  around<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** The same, where what is done before the work ends is no part of it, and an action of its own. */
  alone<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** The same for settings or a memory that are dragged: calls in quick succession about the same thing are one action. */
  note(what: 'settings' | 'memory', about: string, work: () => void): void;
  /** Keeps another way back, and the way forth again. */
  keep(what: string, back: () => Promise<void>, forth: () => Promise<void>): void;
  /** Nothing that is done from now on is an action, and nothing can be taken back, until the page is back where it is now: the way there. */
  aside(): () => Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Another project: nothing of the last can be taken back. */
  forget(): void;
}

interface UndoOptions {
  readonly link: EngineLink;
  readonly stage: StageKeeper;
  readonly commits: DisplayCommits;
}

/** All that an action may change, as it was at some time. */
interface Place {
  readonly run: RunId;
  readonly config: Config;
  readonly fingerprint: string;
  readonly dataName: string;
  readonly moves: Moves | null;
}

interface Step {
  readonly what: string;
  readonly back: () => Promise<void>;
  readonly forth: () => Promise<void>;
  /** Of changed settings. */
  readonly from: Config | null;
  /** What it is about, and when it was last added to, in ms. */
  readonly about: string | null;
  at: number;
}

const mostSteps = 100;
/** What follows within this time is the same drag of a slider or a memory, or the same typing. */
const sameMs = 700;

export function createUndo({ link, stage, commits }: UndoOptions): Undo {
  let done: Step[] = [];
  let undone: Step[] = [];
  let line: Promise<unknown> = Promise.resolve();
  /** While a step is taken back, or work is done as one step, the commands inside are no steps of their own. */
  let within = 0;
  const get = commits.next;

  function here(): Place {
    const { run, config } = get();
    const { fingerprint = '', name = '' } = useStore.getState().runs.get(run)?.data ?? {};
    return { run, config, fingerprint, dataName: name, moves: stage.moves() };
  }

  const isSame = (a: Place, b: Place): boolean =>
    a.run === b.run && sameSettings(a.config, b.config) && a.fingerprint === b.fingerprint && a.moves === b.moves;

  async function go(to: Place): Promise<void> {
    const { runs } = useStore.getState();
    if (to.run !== get().run && runs.get(to.run)?.kept) await link.show(to.run);
    else if (here().fingerprint !== to.fingerprint) await load(to);
    if (!sameSettings(get().config, to.config)) await link.configure(to.config);
    // A run that was not trained is gone, but its like can be made again.
    if (to.run !== get().run && !runs.has(to.run) && wasTrained(get())) await link.reset();
    // Memories that were dragged before any training are those of the run's like.
    const again = to.moves && !runs.has(to.run) ? { ...to.moves, run: get().run } : to.moves;
    stage.putBack(again);
  }

  async function load({ fingerprint, dataName, config }: Place): Promise<void> {
    const data = keptData(fingerprint);
    if (!data)
      throw new EngineError(
        'data-gone',
        `The data of that time, “${dataName}”, are not kept any more: open them again. Nothing was changed.`,
      );
    await link.load(data.dataset, { config, plane: null, knobs: data.knobs, keepRun: false });
  }

  function push(step: Step): void {
    done = [...done.slice(1 - mostSteps), step];
    undone = [];
    tell();
  }

  function tell(): void {
    const action = (step: Step | undefined, to: Config): Action | null =>
      step ? (step.from ? { from: step.from, to } : { what: step.what }) : null;
    const { config } = get();
    useStore.setState({ undoable: action(done.at(-1), config), redoable: action(undone.at(-1), config) });
  }

  /** The way back to a place, and from there to where the page was when it was gone. */
  function between(what: string, before: Place, about: string | null = null): Step {
    let after: Place | null = null;
    return {
      what: what === 'memory' ? 'memory moved' : what,
      about,
      from: what === 'settings' ? before.config : null,
      at: performance.now(),
      async back() {
        after = here();
        await go(before);
      },
      forth: async () => {
        if (after) await go(after);
      },
    };
  }

  /** Takes the last step back, or the last of those does again. A step that fails stays where it is. */
  function move(how: 'back' | 'forth'): Promise<void> {
    const work = async () => {
      if (useStore.getState().aside) return;
      const from = how === 'back' ? done : undone;
      const step = from.at(-1);
      if (!step) return;
      within++;
      try {
        await step[how]();
      } finally {
        within--;
      }
      from.pop();
      (how === 'back' ? undone : done).push(step);
      // What follows is an action of its own.
      step.at = -Infinity;
      tell();
    };
    const moved = line.then(work);
    line = moved.catch(() => {}); // who asked for it is told
    return moved;
  }

  return {
    async around(what, work) {
      if (within > 0) return work();
      const before = here();
      within++;
      try {
        return await work();
      } finally {
        within--;
        if (before.run > 0 && !isSame(before, here())) push(between(what, before));
      }
    },
    async alone(what, work) {
      if (within > 0) return work();
      const before = here();
      const last = done.at(-1);
      try {
        return await work();
      } finally {
        if (before.run > 0 && !isSame(before, here())) {
          // Steps that were pushed meanwhile are later ones.
          const later = done.slice(last ? done.indexOf(last) + 1 || done.length : 0);
          done = done.slice(0, done.length - later.length);
          push(between(what, before));
          done.push(...later);
          tell();
        }
      }
    },
    note(what, about, work) {
      const before = here();
      work();
      if (within > 0 || before.run === 0) return;
      const last = done.at(-1);
      const key = `${what} ${about}`;
      if (last?.about !== key || performance.now() - last.at > sameMs) push(between(what, before, key));
      else {
        last.at = performance.now();
        undone = [];
        tell();
      }
    },
    keep: (what, back, forth) => push({ what, back, forth, about: null, from: null, at: -Infinity }),
    aside() {
      const place = here();
      within++;
      return () => go(place).finally(() => within--);
    },
    undo: () => move('back'),
    redo: () => move('forth'),
    forget() {
      done = [];
      undone = [];
      tell();
    },
  };
}

const sameSettings = (a: Config, b: Config): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

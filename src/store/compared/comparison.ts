import type { EngineApi, Notice } from '../../engine/protocol';
import { messageOf } from '../../core/work/messageOf';
import { whyNotComparable } from './comparable';
import type { RunId } from '../runs/record';
import { runStateOf } from '../runStore';
import { useStore } from '../state';
import { latest } from '../shown/latest';
import type { Shown } from '../state';

/** Two runs side by side: which one stands beside the current run, and how it is judged where it is looked at under other settings. */
export interface Comparison {
  /** Begins to compare the current run with another, or ends it (null). What cannot be compared is said. */
  compare(run: RunId | null): void;
  /** Both are looked at under the β and T of the current run, or each under its own. */
  together(on: boolean): void;
}

interface ComparisonOptions {
  say(tone: Notice['tone'], sentence: string, about?: string | null): void;
  clear(about: string): void;
  engine(): Omit<EngineApi, 'start'>;
}

/** How long a slider must rest before the worker judges what it shows. */
const restMs = 300;

export function createComparison({ say, clear, engine }: ComparisonOptions): Comparison {
  let resting: ReturnType<typeof setTimeout> | null = null;

  const judge = latest(
    async ({ model, latent }: Shown) => {
      // RL is by the decoder of the run's own networks, which the engine does not have: no epoch has this number.
      const request = { run: useStore.getState().current, restart: 0, epoch: -1, codes: latent?.codes ?? null, partition: model };
      const as = await engine().assess(request);
      const { compared } = useStore.getState();
      const metrics = latent ? { ...as.metrics, rl: null, rlPretrained: null, rrl: null } : as.metrics;
      if (compared) useStore.setState({ compared: { ...compared, judged: { model, as: { ...as, metrics } } } });
    },
    (error) => say('error', messageOf(error), 'compare'),
  );

  function end(): void {
    if (useStore.getState().compared) useStore.setState({ compared: null });
  }

  useStore.subscribe(
    ({ compared, runs, current }) => {
      if (!compared) return null;
      const [own, other] = [runs.get(current), runs.get(compared.run)];
      // A run that is shown itself, or is gone, needs no words.
      if (!own || !other || own === other) return '';
      return whyNotComparable(own, other);
    },
    (why) => {
      if (why === null) return;
      end();
      if (why) say('info', `The two runs stand side by side no longer. ${why}`, 'compare');
    },
  );

  useStore.subscribe(
    (state) => (state.compared ? runStateOf(state, state.compared.run).shown : null),
    (shown) => {
      if (resting !== null) clearTimeout(resting);
      resting = shown && shown.metrics === null ? setTimeout(() => judge(shown), restMs) : null;
    },
  );

  return {
    compare(run) {
      clear('compare');
      if (run === null) {
        end();
        return;
      }
      const { runs, current } = useStore.getState();
      const [own, other] = [runs.get(current), runs.get(run)];
      const why = own && other ? whyNotComparable(own, other) : 'There is no such run any more.';
      if (why) say('info', why, 'compare');
      else useStore.setState({ compared: { run, together: false, judged: null } });
    },
    together(on) {
      const { compared } = useStore.getState();
      if (compared) useStore.setState({ compared: { ...compared, together: on, judged: null } });
    },
  };
}

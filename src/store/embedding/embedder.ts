import { emptyPane, type EmbeddingCommands } from './embedding';
import { PaneKeeper } from './pane';
import { currentRun } from '../runStore';

const followed = ['dataset', 'space', 'shown', 'frames', 'training', 'pretraining', 'config'] as const;

/** Keeps the panes of the Embedding view true to what is shown, each by a worker of its own. */
export function createEmbedder(): EmbeddingCommands {
  const panes: PaneKeeper[] = [];
  let attached = 0;
  let stop: (() => void) | null = null;

  const keeper = (pane: number): PaneKeeper => (panes[pane] ??= new PaneKeeper(pane, () => attached > 0));
  const followAll = () => currentRun.getState().embeddings.forEach((_, pane) => keeper(pane).follow());

  return {
    attach() {
      attached++;
      stop ??= currentRun.subscribe((state, before) => {
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
      const [first = emptyPane] = currentRun.getState().embeddings;
      panes.splice(1).forEach((pane) => pane.dispose());
      // Beside the codes what becomes of them; beside anything else the same once more.
      const of = first.settings.of === 'encoded' ? 'attracted' : first.settings.of;
      currentRun.setState({ embeddings: on ? [first, { ...emptyPane, settings: { ...first.settings, of } }] : [first] });
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

import { messageOf } from '../core/work/messageOf';
import type { EngineLink } from './runs/engineLink';
import { keepData } from './runs/dataOf';
import { pick } from './runs/pick';
import { changeRun, dropRuns } from './runs/records';
import type { EmbeddingCommands } from './embedding/embedding';
import type { DisplayCommits } from './shown/displayCommit';
import { useStore, type PageState } from './state';
import type { Undo } from './undo';

/** What is looked at, and how: of the page, and not of a run or its settings. */
const looks = [
  'cursor',
  'selectedPoint',
  'selectedMemory',
  'selectedPoints',
  'stage',
  'layout',
  'plane',
  'layers',
  'drawnBy',
  'probe',
  'former',
  'messages',
] as const satisfies readonly (keyof PageState)[];

interface AsideOptions {
  readonly link: EngineLink;
  readonly undo: Undo;
  readonly commits: DisplayCommits;
  /** The session's own commands. */
  readonly session: {
    readonly embedding: Pick<EmbeddingCommands, 'set' | 'pin'>;
    scrub(epoch: number | null): void;
    train(): Promise<unknown>;
    say(tone: 'error', sentence: string, about: string): void;
  };
}

/** See `Session.aside`. */
export async function stepAside({ link, undo, commits, session }: AsideOptions): Promise<() => Promise<void>> {
  const training = commits.next().training.state === 'training';
  if (training) await link.pause();
  const before = commits.next();
  const looked = pick(before, looks);
  const own = new Set(useStore.getState().runs.keys());
  const back = undo.aside();
  useStore.setState({ aside: true });
  return async () => {
    try {
      // Among many large sets, those that nothing was trained on are dropped.
      if (before.dataset) await keepData(before.dataset, before.knobs);
      await back();
    } finally {
      const { current } = useStore.getState();
      dropRuns(({ id, origin }) => origin === 'aside' && id !== current);
      // The like of a run that was not trained.
      if (!own.has(current)) changeRun(current, () => ({ origin: 'hand' }));
      commits.now(looked);
      session.scrub(before.cursor);
      for (const [pane, { settings, pinned }] of before.embeddings.entries()) {
        session.embedding.set(pane, settings);
        session.embedding.pin(pane, pinned);
      }
      useStore.setState({ aside: false });
    }
    if (training) session.train().catch((error: unknown) => session.say('error', messageOf(error), 'training'));
  };
}

import { bytesIn } from '../../core/work/arrays';
import type { StoreError } from '../../store/project/errors';
import { sizeOf } from '../../store/project/sizes';
import { isOwn, type RunRecord } from '../../store/runs/record';
import { changeRun } from '../../store/runs/records';
import { session } from '../../store/session';
import { useStore, type Message } from '../../store/state';

/** What the page says about how its project is kept. One such sentence stands at a time. */
export const tell = (tone: Message['tone'], sentence: string, action: Message['action'] = null): void =>
  session.say(tone, sentence, 'project', action);

const filmBytes = ({ frames }: RunRecord): number => bytesIn(frames);

/** Says that there is no more room, and offers the films of the runs that are neither shown nor pinned. */
export function offerToDrop(failure: StoreError): void {
  const { runs, current } = useStore.getState();
  const old = [...runs.values()].filter((run) => isOwn(run) && !run.pinned && run.id !== current && run.frames.length > 0);
  const bytes = old.reduce((sum, run) => sum + filmBytes(run), 0);
  if (old.length === 0) {
    tell('warning', `${failure.message} What fits is kept. Delete old projects or runs, or save this project as a file.`);
    return;
  }
  tell(
    'warning',
    `${failure.message} ${old.length === 1 ? 'The film of an old run holds' : `Films of ${old.length} old runs hold`} ${sizeOf(bytes)}.`,
    {
      label: 'Drop these films',
      act: () => {
        for (const { id } of old) changeRun(id, () => ({ frames: [] }));
        session.clear('project');
      },
    },
  );
}

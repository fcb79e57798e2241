import { useMemo } from 'react';
import { titleOf } from '../../store/runs/entries';
import { useRun } from '../../store/runStore';
import { useStore } from '../../store/state';
import { changeText } from './difference';
import { draftBase, draftChanges } from './entries';

/** What the settings of the next run are: "as run 4", "epochs 200 → 120". */
export function DraftTold() {
  const config = useRun((state) => state.config);
  const base = useStore(draftBase);
  const fingerprint = useStore((state) => state.runs.get(state.current)!.data.fingerprint);
  const changes = useMemo(() => base && draftChanges(config, base), [config, base]);
  if (!base || !changes || base.data.fingerprint !== fingerprint) return null;
  const title = titleOf(base);
  const told = changes.length > 0 ? changes.map(changeText).join(', ') : `as ${base.name === null ? title.toLowerCase() : title}`;
  return (
    <span className={changes.length > 0 ? 'draft-told differs' : 'draft-told'} title={told}>
      {told}
    </span>
  );
}

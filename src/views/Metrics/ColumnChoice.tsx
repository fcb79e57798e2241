import { useMemo } from 'react';
import { besideable, titleOf } from '../../store/runs/entries';
import type { RunId, RunRecord } from '../../store/runs/record';
import { useIsCurrent } from '../../store/runStore';
import { useStore } from '../../store/state';
import { Popover } from '../Popover';
import { besideRuns, methodOfRun, otherScaling } from './beside';

/** The current run, and those whose numbers stand beside it. Beside another run than the current one there are none. */
export function useBeside(): { own: RunRecord | undefined; beside: readonly RunRecord[] } {
  const isCurrent = useIsCurrent();
  const runs = useStore((state) => state.runs);
  const current = useStore((state) => state.current);
  const compared = useStore((state) => state.compared);
  const columns = useStore((state) => state.columns);
  const beside = useMemo(
    () => (isCurrent ? besideRuns({ runs, current, compared, columns }) : []),
    [isCurrent, runs, current, compared, columns],
  );
  return { own: isCurrent ? runs.get(current) : undefined, beside };
}

/** Which runs stand beside the current one, where there are others on the same data. */
export function ColumnChoice() {
  const isCurrent = useIsCurrent();
  const possible = useStore((state) => isCurrent && besideable(state).length > 0);
  if (!possible) return null;
  return (
    <Popover label="Runs as columns" button="Runs as columns" className="quiet" width={280}>
      <Choices />
    </Popover>
  );
}

function Choices() {
  const runs = useStore((state) => state.runs);
  const current = useStore((state) => state.current);
  const { beside } = useBeside();
  const chosen = beside.map(({ id }) => id);
  const choose = (id: RunId, on: boolean) => useStore.setState({ columns: on ? [...chosen, id] : chosen.filter((one) => one !== id) });
  return (
    <ul className="metrics-choices" aria-label="Runs as columns">
      {besideable({ runs, current }).map((run) => (
        <li key={run.id}>
          <label className="check">
            <input
              type="checkbox"
              checked={chosen.includes(run.id)}
              onChange={({ currentTarget }) => choose(run.id, currentTarget.checked)}
            />
            <span>
              {titleOf(run)} <small>{methodOfRun(run).name}</small>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}

export function OtherScaling({ own, beside }: { own: RunRecord; beside: readonly RunRecord[] }) {
  const said = otherScaling(own, beside);
  return said && <p className="metrics-notes">{said}</p>;
}

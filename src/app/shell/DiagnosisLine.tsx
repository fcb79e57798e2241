import { useState } from 'react';
import { session } from '../../store/session';
import { currentRun, useRun } from '../../store/runStore';
import type { RunState } from '../../store/state';
import { diagnose, type Remedy } from '../diagnosis/rules';
import { act } from '../act';
import { Icon } from '../ui/Icon';

const none: readonly string[] = [];

/** The one thing that is worth saying of the training, with a button that does something about it. */
export function DiagnosisLine() {
  const run = useRun((state) => state.run);
  const [away, setAway] = useState<{ run: number; ids: readonly string[] }>({ run, ids: none });
  const ids = away.run === run ? away.ids : none;
  // The store gives the same state to every selector of a render, and texts are compared as values.
  const said = useRun((state: RunState) => JSON.stringify(diagnose(state, ids)));
  const found = JSON.parse(said) as ReturnType<typeof diagnose>;
  return (
    <output aria-label="Diagnosis" className="diagnosis" hidden={!found}>
      {found && (
        <>
          <span>{found.sentence}</span>
          {found.remedy && (
            <button type="button" className="soft" onClick={() => remedy(found.remedy!)}>
              {found.remedy.label}
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label="Put away"
            title="Put away"
            onClick={() => setAway({ run, ids: [...ids, found.id] })}
          >
            <Icon name="close" />
          </button>
        </>
      )}
    </output>
  );
}

function remedy({ patch, epoch, train }: Remedy): void {
  if (epoch !== undefined) session.scrub(epoch);
  if (!patch) return;
  const { config } = currentRun.getState();
  act(async () => {
    await session.configure(patch);
    if (train && config.method === currentRun.getState().config.method) await session.train();
  });
}

import { session } from '../store/session';
import { useIsCurrent, useRun } from '../store/runStore';
import type { RunState } from '../store/state';
import { reportFailure } from './report';

const selectCodes = ({ shown }: RunState) => shown?.latent?.pretrained === true;

/** Makes the codes that are shown the data that methods on the points are trained on. */
export function CodesAsData() {
  const codes = useRun(selectCodes);
  const current = useIsCurrent();
  if (!codes || !current) return null;
  return (
    <p className="metrics-notes">
      <button
        type="button"
        title="Methods on the points can be trained on the codes of the epoch shown; this run is kept"
        onClick={() => {
          session.takeCodes().catch((error: unknown) => reportFailure('The codes cannot be used as data', error, 'dataset'));
        }}
      >
        Use these codes as data
      </button>
    </p>
  );
}

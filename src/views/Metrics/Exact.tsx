import { session } from '../../store/session';
import { useIsCurrent, useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { isResult } from '../baseline';
import { formatCount, formatSeconds, formatShare } from '../format';
import { reportFailure } from '../report';
import { SteadyButton } from '../SteadyButton';

/** How many points the silhouettes of the result were taken on, where they are not all; null else. */
function sampleOfResult(state: RunState): number | null {
  const { result, training } = state;
  return training.state !== 'training' && result && !result.exact && isResult(state) ? result.best.metrics.silhouetteSample : null;
}
const selectExact = (state: RunState) => state.exact;
const selectPoints = (state: RunState) => state.dataset?.n ?? 0;

/**
 * A result that was judged on a sample is judged on all points on request: how far that is, and how to end it. It is one button, so that
 * the focus stays.
 */
export function Exact() {
  const sample = useRun(sampleOfResult);
  const n = useRun(selectPoints);
  const exact = useRun(selectExact);
  const isCurrent = useIsCurrent();
  if (!isCurrent || (sample === null && !exact)) return null;
  const begin = () =>
    session.exactly().catch((error: unknown) => reportFailure('The result was not judged on all points', error, 'metrics'));
  const cancel = () => session.cancelExact().catch((error: unknown) => reportFailure('It cannot be cancelled', error, 'metrics'));
  return (
    <div className="metrics-exact">
      <SteadyButton off={false} onClick={() => void (exact ? cancel() : begin())}>
        {exact ? 'Cancel' : `Judge all ${formatCount(n)} points`}
      </SteadyButton>
      {exact && (
        <>
          <progress aria-label="Judging all points" max={1} value={exact.fraction} />
          <span>
            {formatShare(exact.fraction)}
            {exact.secondsLeft !== null && `, ${formatSeconds(exact.secondsLeft)} left`}
          </span>
        </>
      )}
    </div>
  );
}

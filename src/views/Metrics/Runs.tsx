import './metrics.css';
import { session } from '../../store/session';
import { shownMethod } from '../../store/shown/shownMethod';
import { useIsCurrent, useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { formatScore, formatValue } from '../format';
import { onSpace, toldName, wholeSetWords } from '../numbers';
import { reportFailure } from '../report';

const selectRestarts = (state: RunState) => state.restarts;
const selectRestart = (state: RunState) => state.restart;
const selectResult = (state: RunState) => state.result;
const selectPoints = (state: RunState) => state.dataset?.n ?? 0;

/** The restarts, where there are several: which is shown, which was chosen, and by what. */
export function Runs() {
  const restarts = useRun(selectRestarts);
  const current = useRun(selectRestart);
  const result = useRun(selectResult);
  const { loss, silhouette } = useRun(shownMethod).numbers;
  const n = useRun(selectPoints);
  const isCurrent = useIsCurrent();
  if (restarts.length < 2) return null;
  const show = (restart: number) => {
    session.select(restart).catch((error: unknown) => reportFailure(`Restart ${restart + 1} cannot be shown`, error, 'runs'));
  };
  return (
    <div className="runs">
      <h3 id="runs-title">Restarts</h3>
      <div className="runs-scroll">
        <table aria-labelledby="runs-title">
          <thead>
            <tr>
              <th scope="col">Restart</th>
              <th scope="col">Seed</th>
              <th scope="col">Lowest {toldName(loss)}</th>
              <th scope="col">{silhouette.name}</th>
            </tr>
          </thead>
          <tbody>
            {restarts.map((run) => {
              const chosen = result?.chosen === run.restart;
              return (
                <tr key={run.restart} aria-current={run.restart === current || undefined} className={chosen ? 'chosen' : undefined}>
                  <th scope="row">
                    <button
                      type="button"
                      className="quiet-button"
                      aria-pressed={run.restart === current}
                      disabled={!isCurrent}
                      onClick={() => show(run.restart)}
                    >
                      <span className="visually-hidden">Show restart </span>
                      {run.restart + 1}
                    </button>
                    {chosen && <span className="runs-mark">★ chosen</span>}
                  </th>
                  <td>{run.seed}</td>
                  <td>{formatValue(run.bestLoss)}</td>
                  <td>{formatScore(run.silhouette)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {result && (
        <p className="metrics-notes">
          ★ Chosen by{' '}
          {result.chosenBy === 'loss'
            ? `the lowest ${wholeSetWords(loss, result.lossPoints, n)}`
            : `the highest silhouette${onSpace(silhouette)}`}
          , never by a label.
        </p>
      )}
    </div>
  );
}

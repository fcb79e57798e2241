import type { EmbeddingPane } from '../../store/embedding/embedding';
import { session } from '../../store/session';
import { useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { formatCount } from '../format';
import { methodNames } from './controls/parameters';
import { explainedSaid, progressSaid, qualitySaid } from './controls/words';

const selectEpoch = ({ shown }: RunState) => shown?.epoch ?? null;

/** The progress of a layout, and its quality. */
export function Status({ pane, state }: { pane: number; state: EmbeddingPane }) {
  const { layout, progress, notes, failure, quality } = state;
  const shownEpoch = useRun(selectEpoch);
  const commands = session.embedding;
  const said = progressSaid(state);
  const method = layout?.method ?? state.settings.method;
  const busy = state.state === 'working' || (state.state === 'live' && progress !== null);
  return (
    <div className="embedding-status">
      {(said || state.state === 'paused') && (
        <p className="embedding-progress">
          <span>{said}</span>
          {progress && <progress value={progress.fraction} aria-label={progress.stage} />}
          {busy && (
            <button type="button" onClick={() => commands.pause(pane)}>
              Pause
            </button>
          )}
          {state.state === 'paused' && (
            <button type="button" onClick={() => commands.resume(pane)}>
              Resume
            </button>
          )}
          {(busy || state.state === 'paused') && (
            <button type="button" onClick={() => commands.cancel(pane)}>
              Cancel
            </button>
          )}
        </p>
      )}
      {failure !== null && (
        <div className="embedding-failure">
          <p className="embedding-refusal" role="alert">
            {failure}
          </p>
          {!layout && <Again pane={pane} />}
        </div>
      )}
      {layout && (
        <>
          <div className="embedding-trust">
            <p>{quality ? qualitySaid(state) : state.state === 'failed' ? '' : 'How far to trust it is being measured …'}</p>
            {!busy && method !== 'pca' && <Again pane={pane} />}
          </div>
          {layout.explained && <p>{explainedSaid(layout.explained)}</p>}
          {shownEpoch !== null && layout.epoch !== shownEpoch && (
            <p>
              This {methodNames[method]} is of epoch {formatCount(layout.epoch)}, colours and memories too; shown elsewhere is epoch{' '}
              {formatCount(shownEpoch)}.
            </p>
          )}
        </>
      )}
      {notes.length > 0 && <p>{notes.join(' ')}</p>}
    </div>
  );
}

function Again({ pane }: { pane: number }) {
  return (
    <button
      type="button"
      title="Begins again from the principal components, with the same seed"
      onClick={() => session.embedding.restart(pane)}
    >
      Re-run from PCA
    </button>
  );
}

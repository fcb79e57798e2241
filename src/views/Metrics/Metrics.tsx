import { useId, useState } from 'react';
import '../views.css';
import './metrics.css';
import type { PartitionMetrics } from '../../engine/protocol';
import { useStore, type AppState, type Shown } from '../../store/state';
import { formatCount } from '../format';
import { bestColumns, labelRows, ownRows, type MetricRow } from './rows';
import { Runs } from './Runs';

const selectShown = (state: AppState) => state.shown;
const selectKMeans = (state: AppState) => state.kmeans;
const selectLabelled = (state: AppState) => state.dataset?.labels != null;
const selectMethod = (state: AppState) => state.config.method;

/** What judges the partition that is shown, beside its Voronoi cells and k-means. */
export function Metrics() {
  const shown = useStore(selectShown);
  const kmeans = useStore(selectKMeans);
  const labelled = useStore(selectLabelled);
  const method = useStore(selectMethod);
  const judged = useLastJudged(shown);
  const columns = [judged?.metrics ?? null, judged?.voronoi ?? null, kmeans?.metrics ?? null];
  const pending = shown !== null && shown.metrics === null;
  const sample = columns.find((metrics) => metrics?.silhouette != null && metrics.silhouetteSample !== null)?.silhouetteSample;
  return (
    <section className="metrics">
      <table aria-label="Metrics" aria-busy={pending} className={pending ? 'pending' : undefined}>
        <thead>
          <tr>
            <th scope="col"><span className="visually-hidden">Metric</span></th>
            <th scope="col">
              {method.toUpperCase()} <small>basins</small>
            </th>
            <th scope="col">
              Voronoi <small>same memories</small>
            </th>
            <th scope="col">
              k-means <small>best of 20</small>
            </th>
          </tr>
        </thead>
        <tbody>
          {ownRows.map((row) => (
            <Row key={row.key} row={row} columns={columns} />
          ))}
        </tbody>
        {labelled && (
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={4} className="metrics-group">
                Against the labels <small>display only, never used to choose</small>
              </th>
            </tr>
            {labelRows.map((row) => (
              <Row key={row.key} row={row} columns={columns} />
            ))}
          </tbody>
        )}
      </table>
      <Notes shown={shown} sample={sample ?? null} />
      <Runs />
    </section>
  );
}

/** While β or a memory is being dragged the numbers lag: the last ones of the same run stay, in italics. */
function useLastJudged(shown: Shown | null): Shown | null {
  const [last, setLast] = useState(shown);
  if (shown !== last && (shown === null || shown.metrics !== null || shown.run !== last?.run)) {
    setLast(shown);
    return shown;
  }
  return last;
}

function Notes({ shown, sample }: { shown: Shown | null; sample: number | null }) {
  const n = useStore(selectPoints);
  const notes = [
    sample !== null && sample < n ? `SC on a sample of ${formatCount(sample)}.` : '',
    shown?.altered ? 'β, T or a memory was changed by hand since this epoch.' : '',
  ].filter(Boolean);
  return notes.length > 0 ? <p className="metrics-notes">{notes.join(' ')}</p> : null;
}
const selectPoints = (state: AppState) => state.dataset?.n ?? 0;

function Row({ row, columns }: { row: MetricRow; columns: readonly (PartitionMetrics | null)[] }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const best = bestColumns(row, columns);
  return (
    <>
      <tr>
        <th scope="row">
          <button type="button" className="quiet-button metrics-name" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
            {row.name}
            {row.detail && <small> {row.detail}</small>}
          </button>
        </th>
        {columns.map((metrics, i) => (
          // The three columns never change places.
          <td key={i} className={best[i] ? 'best' : undefined}>
            {metrics ? row.text(metrics) : '—'}
            {best[i] && <span className="visually-hidden"> (best)</span>}
          </td>
        ))}
      </tr>
      {open && (
        <tr id={id} className="metrics-sentence">
          <td colSpan={4}>{row.sentence}</td>
        </tr>
      )}
    </>
  );
}

import { useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import type { Dataset } from '../../data/dataset';
import { formatCount } from '../format';
import { MemoryBadge } from '../MemoryBadge';
import { chooseNothing } from './select';
import { breakdown } from './breakdown';

/** "24 points are chosen." */
export function selectionSaid({ selectedPoints, selectedPoint, dataset }: RunState): string {
  const several = selectedPoints
    ? `${formatCount(selectedPoints.length)} ${selectedPoints.length === 1 ? 'point is' : 'points are'} chosen.`
    : '';
  const label = selectedPoint !== null && dataset?.labels ? dataset.labelNames[dataset.labels[selectedPoint]] : undefined;
  const called = [selectedPoint === null ? undefined : dataset?.itemNames?.[selectedPoint], label]
    .filter(Boolean)
    .map((name) => `, ${name}`);
  const one =
    selectedPoint === null ? '' : `Point ${formatCount(selectedPoint + 1)}${called.join('')}${called.length > 0 ? ',' : ''} is chosen.`;
  return [several, one].filter(Boolean).join(' ');
}

const selectChosen = ({ selectedPoints }: RunState) => selectedPoints;
const selectDataset = ({ dataset }: RunState) => dataset;
const selectLabels = ({ shown }: RunState) => shown?.labels ?? null;
const selectK = ({ shown }: RunState) => shown?.model.k ?? 0;

/** The number of points chosen together, and their clusters and labels. */
export function Selection() {
  const chosen = useRun(selectChosen);
  const dataset = useRun(selectDataset);
  if (!chosen || !dataset) return null;
  return (
    <section className="embedding-selection" aria-label="Chosen points">
      <p>
        <strong>{formatCount(chosen.length)}</strong> of {formatCount(dataset.n)} points chosen{' '}
        <button type="button" onClick={chooseNothing} title="Esc">
          Clear
        </button>
      </p>
      <Parts chosen={chosen} dataset={dataset} />
    </section>
  );
}

const mostNamed = 8;

function Parts({ chosen, dataset }: { chosen: Uint32Array; dataset: Dataset }) {
  const labels = useRun(selectLabels);
  const k = useRun(selectK);
  const clusters = labels?.length === dataset.n ? breakdown(chosen, labels, k) : [];
  const named = dataset.labels ? breakdown(chosen, dataset.labels, dataset.labelNames.length) : [];
  return (
    <>
      {clusters.length > 0 && (
        <ul aria-label="By cluster">
          <li aria-hidden="true">Clusters:</li>
          {clusters.slice(0, mostNamed).map(({ key, count }) => (
            <li key={key}>
              <MemoryBadge index={key} /> {formatCount(count)}
            </li>
          ))}
          {clusters.length > mostNamed && <li>and {formatCount(clusters.length - mostNamed)} more clusters</li>}
        </ul>
      )}
      {named.length > 0 && (
        <ul aria-label="By label">
          <li aria-hidden="true">Labels:</li>
          {named.slice(0, mostNamed).map(({ key, count }) => (
            <li key={key}>
              {dataset.labelNames[key]}: {formatCount(count)}
            </li>
          ))}
          {named.length > mostNamed && <li>and {formatCount(named.length - mostNamed)} more labels</li>}
        </ul>
      )}
    </>
  );
}

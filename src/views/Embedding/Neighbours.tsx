import { messageOf } from '../../core/work/messageOf';
import { useEffect, useMemo, useState } from 'react';
import type { NeighbourGraph } from '../../projection/neighbours/graph';
import type { EmbeddingPane } from '../../store/embedding/embedding';
import { session } from '../../store/session';
import { currentRun, useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { formatCount, formatValue } from '../format';
import { Picture } from '../Picture';
import { spaceName } from './controls/words';
import type { PlotControls } from './plot';
import { choosePoint } from './select';

const most = 15;

const selectPoint = ({ selectedPoint, dataset }: RunState) =>
  selectedPoint !== null && dataset && selectedPoint < dataset.n ? selectedPoint : null;
const selectDataset = ({ dataset }: RunState) => dataset;
const selectDeep = ({ shown }: RunState) => shown?.latent != null;

interface Answer {
  readonly point: number;
  readonly graph: NeighbourGraph | null;
  readonly failure: string | null;
}

/** The points nearest to the chosen one in the space itself, not in the picture. */
export function NeighbourList({ pane, state, controls }: { pane: number; state: EmbeddingPane; controls: PlotControls | null }) {
  const point = useRun(selectPoint);
  const dataset = useRun(selectDataset);
  const deep = useRun(selectDeep);
  const { of, metric } = state.settings;
  const epoch = state.layout?.epoch ?? null;
  const [answer, setAnswer] = useState<Answer | null>(null);
  // Codes are others at each epoch; the input is not.
  const ofEpoch = of === 'input' ? null : epoch;
  const there = epoch !== null;
  const question = useMemo(
    () => (point !== null && there ? { point, of, metric, ofEpoch, dataset } : null),
    [point, there, of, metric, ofEpoch, dataset],
  );
  useEffect(() => {
    if (!question) return undefined;
    let current = true;
    const { point } = question;
    session.embedding.neighbours(pane, point, most).then(
      (graph) => current && setAnswer({ point, graph, failure: null }),
      (error: unknown) => current && setAnswer({ point, graph: null, failure: messageOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [pane, question]);
  const found = point !== null && answer?.point === point ? answer : null;
  const graph = found?.graph ?? null;
  useEffect(() => {
    controls?.neighbours(graph ? Array.from(graph.indices) : []);
  }, [controls, graph]);
  if (point === null || !dataset || !there) return null;
  const { image, labels, labelNames, itemNames } = dataset;
  return (
    <section
      className="embedding-neighbours"
      aria-label={`Nearest neighbours of point ${formatCount(point + 1)}${pane === 0 ? '' : ', second layout'}`}
    >
      <p>
        Nearest to point {formatCount(point + 1)}
        {itemNames?.[point] && `, ${itemNames[point]},`} in {spaceName(of, deep)}, by {metric === 'cosine' ? 'angle' : 'Euclidean distance'}
        {found ? ':' : ' …'}
      </p>
      {found?.failure != null && <p className="embedding-refusal">{found.failure}</p>}
      {graph && (
        <ol>
          {Array.from(graph.indices, (row, place) => (
            <li key={row}>
              <button
                type="button"
                onClick={() => choosePoint(row)}
                onPointerEnter={() => currentRun.setState({ hoveredPoint: row })}
                onPointerLeave={() => currentRun.setState({ hoveredPoint: null })}
                title={itemNames?.[row]}
              >
                {image && <Picture values={dataset.values} offset={row * dataset.d} image={image} size={28} />}
                <span>
                  {formatCount(row + 1)}
                  {!image && itemNames?.[row] && ` · ${itemNames[row]}`}
                  {labels && ` · ${labelNames[labels[row]] ?? ''}`}
                </span>
                <small>{formatValue(graph.distances[place])}</small>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

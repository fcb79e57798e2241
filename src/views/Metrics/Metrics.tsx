import { Fragment, useState } from 'react';
import '../views.css';
import './metrics.css';
import { valueOf, type NumberOf } from '../../core/metrics/numbers';
import { shownMethod } from '../../store/shown/shownMethod';
import type { KMeansBaseline, Reference } from '../../store/runs/readAgainst';
import { useRun } from '../../store/runStore';
import { type RunState, type Shown } from '../../store/state';
import { baselineOf } from '../baseline';
import { CodesAsData } from '../CodesAsData';
import { formatCount } from '../format';
import { textOf } from '../numbers';
import { Popover } from '../Popover';
import { Term } from '../Term';
import { entryOfNumber } from '../entryOf';
import { wordsOf } from '../words';
import { methodOfRun } from './beside';
import { ColumnChoice, OtherScaling, useBeside } from './ColumnChoice';
import { Exact } from './Exact';
import { rowsWithPrinted } from './printed/columns';
import { PapersChoice, PapersNotes, usePrintedBeside } from './printed/Papers';
import { bestColumns, weighed, type Column } from './rows';
import { Runs } from './Runs';
import { columnsOf, knownRows, onCodesOf } from './table';

/** Characters of a column’s head that stay on one line. */
const widestWord = 10;

const selectShown = (state: RunState) => state.shown;
const selectReferences = (state: RunState) => state.references;
const selectLabelled = (state: RunState) => state.dataset?.labels != null;

/**
 * Metrics of the shown partition, beside its Voronoi cells where these are others, and k-means; of deep methods also beside partitions of
 * the input space.
 */
export function Metrics() {
  const shown = useRun(selectShown);
  const kmeans = useRun(baselineOf);
  const references = useRun(selectReferences);
  const labelled = useRun(selectLabelled);
  const method = useRun(shownMethod);
  const judged = useLastJudged(shown);
  const inCodes = method.space === 'codes';
  const { own, beside } = useBeside();
  const printed = usePrintedBeside();
  const columns = columnsOf({ method, judged, kmeans, references, own, beside, printed });
  const rows = knownRows(rowsWithPrinted([method, ...beside.map(methodOfRun)], references.length > 0, printed?.chosen ?? []), columns);
  const onCodes = onCodesOf({ method, judged });
  const pending = shown !== null && shown.metrics === null;
  const sample = [judged?.metrics, judged?.voronoi, kmeans?.metrics, ...references.map(({ metrics }) => metrics)].find(
    (metrics) => metrics && (metrics.silhouette ?? metrics.scEncoded) !== null && metrics.silhouetteSample !== null,
  )?.silhouetteSample;
  return (
    <section className="metrics">
      <div className="metrics-choice">
        <ColumnChoice />
        {printed && <PapersChoice beside={printed} />}
      </div>
      <table
        aria-label="Metrics"
        aria-busy={pending}
        style={{ '--columns': columns.length }}
        className={
          [pending && 'pending', (columns.length > 3 || inCodes) && 'metrics-wide', printed?.chosen.length && 'metrics-own-stays']
            .filter(Boolean)
            .join(' ') || undefined
        }
      >
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Metric</span>
            </th>
            {columns.map(({ key, name, detail, printed: ofPaper }) => (
              <th key={key} scope="col" className={ofPaper && 'printed'}>
                {name.split(' ').map((word, i) => (
                  // Broken between words, and at a hyphen only of words that no column is wide enough for.
                  <Fragment key={word}>
                    {i > 0 && ' '}
                    <span className={word.length <= widestWord ? 'metrics-word' : undefined}>{word}</span>
                  </Fragment>
                ))}{' '}
                <small>{detail}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ group }) => group !== 'labels')
            .map((row) => (
              <Row key={row.id} row={row} columns={columns} />
            ))}
        </tbody>
        {labelled && (
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={columns.length + 1} className="metrics-group">
                <span>
                  Against the labels <small>display only, never used to choose</small>
                </span>
              </th>
            </tr>
            {rows
              .filter(({ group }) => group === 'labels')
              .map((row) => (
                <Row key={row.id} row={row} columns={columns} />
              ))}
          </tbody>
        )}
      </table>
      <PapersNotes beside={printed} />
      {own && <OtherScaling own={own} beside={beside} />}
      <Notes shown={shown} sample={sample ?? null} />
      <Columns deep={shown?.latent != null} kmeans={kmeans} references={references} onCodes={onCodes !== null} />
      <Exact />
      <CodesAsData />
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

/** What is to be known of the numbers that are shown now. */
function Notes({ shown, sample }: { shown: Shown | null; sample: number | null }) {
  const n = useRun(selectPoints);
  const met = useRun(selectNotes);
  const notes = [
    ...met,
    sample !== null && sample < n ? `SC on a sample of ${formatCount(sample)} of the ${formatCount(n)} points.` : '',
    shown?.altered ? `${wordsOf(shown.model).byHand} since this epoch.` : '',
    shown?.latent?.pretrained === false ? 'The networks are not pretrained yet: the numbers are of networks as they are so far.' : '',
    shown?.latent?.standIns?.drawn ? 'RL and RRL are those of pretraining’s decoder, which the codes have left.' : '',
  ].filter(Boolean);
  return notes.length > 0 ? <p className="metrics-notes">{notes.join(' ')}</p> : null;
}

interface ColumnsProps {
  deep: boolean;
  kmeans: KMeansBaseline | null;
  references: readonly Reference[];
  onCodes: boolean;
}

/** What the run stands beside, and how that was found: on request. */
function Columns({ deep, kmeans, references, onCodes }: ColumnsProps) {
  const n = useRun(selectPoints);
  const said = [
    deep
      ? `AE + k-means: among the codes of the pretrained autoencoder, ${kmeans ? `best of ${formatCount(kmeans.starts)}, ` : ''}nothing attracted.`
      : '',
    kmeans && kmeans.startsOn < n
      ? `k-means starts on a sample of ${formatCount(kmeans.startsOn)}; the best of ${formatCount(kmeans.starts)} goes on over all points.`
      : '',
    references.length > 0
      ? `${references.map(({ name, starts }) => (starts === null ? name : `${name} (best of ${formatCount(starts)})`)).join(', ')}: clustered, and judged, in the scaled input space.`
      : '',
    onCodes ? 'k-means on its codes: the best of 20 starts among the codes of this result.' : '',
  ].filter(Boolean);
  if (said.length === 0) return null;
  return (
    <div className="metrics-notes">
      <Popover label="What the columns are" button="What the columns are" className="word" width={340} kept>
        {said.map((sentence) => (
          <span key={sentence} className="metrics-said">
            {sentence}
          </span>
        ))}
      </Popover>
    </div>
  );
}
const noNotes: readonly string[] = [];
const selectNotes = ({ result }: RunState) => result?.notes ?? noNotes;
const selectPoints = (state: RunState) => state.dataset?.n ?? 0;

function Row({ row, columns }: { row: NumberOf; columns: readonly Column[] }) {
  const best = bestColumns(row, columns.map(weighed));
  return (
    <tr>
      <th scope="row">
        <Term of={entryOfNumber[row.id]} here={row}>
          {row.name}
          {row.detail && (
            <>
              {' '}
              <small>{row.detail}</small>
            </>
          )}
        </Term>
      </th>
      {columns.map(({ key, metrics, printed }, i) => (
        <td key={key} className={best[i] ? 'best' : printed && 'printed'}>
          {textOf(row, metrics && valueOf(row.id, metrics))}
          {best[i] && <span className="visually-hidden"> (best)</span>}
        </td>
      ))}
    </tr>
  );
}

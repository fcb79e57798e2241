import { useEffect, useRef, useState, type CSSProperties } from 'react';
import '../views.css';
import './interpolation.css';
import type { Dataset } from '../../data/dataset';
import { useRun, useRunStore } from '../../store/runStore';
import { type RunState } from '../../store/state';
import type { DecodedBy } from '../../store/shown/standIns';
import { drawnSentence, shownLacksCodes, mayChooseDrawing, shownDecodedBy } from '../drawn';
import { About } from '../About';
import { DrawnBy } from '../DrawnBy';
import { ExportLegend } from '../ExportLegend';
import { ViewTools } from '../ViewTools';
import { formatScore } from '../format';
import { mostColumns } from '../Memories/drawRow';
import { useFigureName } from '../RunMark';
import { clusterName, drawnAs } from '../chart/palette';
import { mountWay } from './painter';
import { waySample, stations, tOf } from './way';
import { partitionerOf } from '../../core/partition/kinds';
import { capital, wordsOf, type PartitionWords } from '../words';

const selectCount = (state: RunState) => state.shown?.model.k ?? 0;
const selectDataset = (state: RunState) => state.dataset;
const selectDeep = (state: RunState) => state.shown?.latent != null;
const selectWords = (state: RunState) => wordsOf(state.shown?.model ?? null);
const selectTerrain = (state: RunState) => !state.shown || partitionerOf(state.shown.model).height !== null;
const selectMoves = (state: RunState) => !state.shown || partitionerOf(state.shown.model).move !== null;
const selectUntrained = (state: RunState) => state.shown?.latent?.pretrained === false;

type Pair = readonly [number, number];
/** Kept while another stage is shown. */
let lastPair: Pair = [0, 1];

/**
 * The straight way from one prototype to another: pictures of its places, their clusters, the height of the terrain and, where points are
 * moved, what the steps make of them.
 */
export function Interpolation() {
  const name = useFigureName('Interpolation');
  const k = useRun(selectCount);
  const dataset = useRun(selectDataset);
  const deep = useRun(selectDeep);
  const by = useRun(shownDecodedBy);
  const choice = useRun(mayChooseDrawing);
  const words = useRun(selectWords);
  const moves = useRun(selectMoves);
  const terrain = useRun(selectTerrain);
  const untrained = useRun(selectUntrained);
  const lacking = useRun(shownLacksCodes);
  const [chosen, setChosen] = useState(lastPair);
  if (!dataset || k < 2)
    return (
      <figure className="interpolation" aria-label={name}>
        <p className="interpolation-hint">
          {dataset && k === 1
            ? `There is one ${words.prototype} only, and a way needs two: raise the number of clusters k.`
            : `The way between two ${words.prototypes} is drawn here as soon as there are data.`}
        </p>
      </figure>
    );
  const [from, to] = possible(chosen, k);
  const choose = (pair: Pair) => {
    lastPair = pair;
    setChosen(pair);
  };
  const kind = dataset.image ? 'pictures' : dataset.d <= mostColumns ? 'profiles' : 'strips';
  const reading = (
    <p>
      {leadOf(words, deep && by !== 'nearest point', moves, terrain, deep)}
      {readings[kind]} {drawnSentence(by, choice, 'a place')}
    </p>
  );
  return (
    <figure className={`interpolation ${kind}`} aria-label={name}>
      <ViewTools>
        <About view="Interpolation">{reading}</About>
      </ViewTools>
      {untrained && by !== 'nearest point' && (
        <p className="interpolation-hint">The networks are not pretrained yet: the decoder has learned little to draw.</p>
      )}
      <div className="interpolation-ends">
        <MemorySelect
          label={`From ${words.prototype}`}
          k={k}
          value={from}
          choose={(index) => choose(index === to ? [to, from] : [index, to])}
        />
        <MemorySelect
          label={`to ${words.prototype}`}
          k={k}
          value={to}
          choose={(index) => choose(index === from ? [to, from] : [from, index])}
        />
      </div>
      <ExportLegend>{reading}</ExportLegend>
      <DrawnBy what="places" />
      {!lacking && (
        <Places
          key={`${kind} ${dataset.id} ${deep} ${moves}`}
          by={by}
          kind={kind}
          image={dataset.image}
          deep={deep}
          moves={moves}
          terrain={terrain}
          words={words}
          from={from}
          to={to}
        />
      )}
    </figure>
  );
}

/** What is drawn, in a sentence. */
function leadOf(
  { prototype, symbol, cluster, isIn, height }: PartitionWords,
  decoded: boolean,
  moves: boolean,
  terrain: boolean,
  deep: boolean,
): string {
  const line = `${deep ? ' among the codes, z' : ', x'} = ${symbol} + t (${symbol}′ − ${symbol})`;
  const shown = [decoded ? 'each place decoded' : 'each place', `the ${cluster} it ${isIn}`];
  const last = decoded ? 'what it is decoded to after the T steps' : 'where the T steps take it';
  const parts = [...shown, ...(terrain ? [`its ${height}`] : []), ...(moves ? [last] : [])];
  return `Straight from one ${prototype} to another${line}: ${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}.`;
}

/** Two different prototypes of k. */
export function possible([from, to]: Pair, k: number): Pair {
  const a = Math.min(from, k - 1);
  const b = Math.min(to, k - 1);
  return a === b ? [a, a === 0 ? 1 : a - 1] : [a, b];
}

const readings = {
  pictures: '',
  profiles: ' In each plot a column is a feature, from its lowest value in the data to its highest.',
  strips: ' In each strip a cell is a feature, from low (faint) to high (strong) for these data.',
};

const selectLooks = ({ shown }: RunState) => shown?.looks;

function MemorySelect({ label, k, value, choose }: { label: string; k: number; value: number; choose: (index: number) => void }) {
  const looks = useRun(selectLooks);
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => choose(Number(event.target.value))}>
        {Array.from({ length: k }, (_, mu) => (
          <option key={mu} value={mu}>
            {clusterName(drawnAs(looks, mu))}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What a place z is drawn as. */
const titles: Record<DecodedBy | 'input', (place: string) => string> = {
  decoder: (place) => `d(${place})`,
  'pretrained decoder': (place) => `d(${place}) by pretraining’s decoder`,
  'nearest point': (place) => `the nearest point to ${place}`,
  input: () => 'x',
};

/** React makes the places, the painter fills them. */
function Places({
  kind,
  image,
  by,
  deep,
  moves,
  terrain,
  words: { cluster, prototype, height, heightSymbol },
  from,
  to,
}: {
  kind: string;
  image: Dataset['image'];
  by: DecodedBy | null;
  deep: boolean;
  moves: boolean;
  terrain: boolean;
  words: PartitionWords;
  from: number;
  to: number;
}) {
  const root = useRef<HTMLDivElement>(null);
  const run = useRunStore();
  useEffect(() => (root.current ? mountWay(run, root.current, from, to) : undefined), [run, from, to]);
  return (
    <div ref={root} className="way coming" data-kind={kind} style={{ '--stations': stations } as CSSProperties}>
      <p className="interpolation-hint way-wait">The way is being computed …</p>
      <p className="interpolation-hint way-lost" aria-live="polite" />
      <p className="way-title">On the way, {titles[by ?? 'input']('z')}</p>
      <ol className="way-stations" aria-label="On the way">
        {Array.from({ length: stations }, (_, i) => (
          <li key={i} className="way-station" data-index={i}>
            <Plot image={image} />
            <span className="visually-hidden">
              t = {formatScore(tOf(waySample(i)), 1)}, {cluster} of {prototype}{' '}
            </span>
            <span className="memory-badge way-basin">
              <svg viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true">
                <path stroke="var(--ink-2)" strokeWidth="0.75" />
              </svg>
              <span className="memory-number" />
            </span>
          </li>
        ))}
      </ol>
      <p className="way-title">
        {terrain ? `${capital(height)} ${heightSymbol}(${deep ? 'z' : 'x'}) by t` : `The ${cluster} by t`}, dashed where{' '}
        {terrain ? `the ${cluster}` : 'it'} changes
      </p>
      <canvas className="way-energy" aria-hidden="true" />
      <p className="way-words" />
      {moves && (
        <>
          <p className="way-title way-after">After the T steps, {deep ? titles[by ?? 'input']('A(z)') : 'A(x)'}</p>
          <ol className="way-stations way-after" aria-hidden="true">
            {Array.from({ length: stations }, (_, i) => (
              <li key={i} className="way-station" data-index={stations + i}>
                <Plot image={image} />
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="feature-readout" hidden aria-hidden="true" />
    </div>
  );
}

function Plot({ image }: { image: Dataset['image'] }) {
  return (
    <canvas
      className={image ? 'way-plot picture' : 'way-plot'}
      style={image ? { aspectRatio: `${image.width} / ${image.height}` } : undefined}
      aria-hidden="true"
    />
  );
}

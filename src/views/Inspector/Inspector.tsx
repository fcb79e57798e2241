import { useMemo, type ReactNode } from 'react';
import '../views.css';
import './inspector.css';
import { useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { formatCount, formatShare, formatValue } from '../format';
import { movedMemories } from '../Memories/moved';
import { drawnMemory } from '../Memories/ranges';
import { pointsDrawn, prototypesDrawn } from '../../store/shown/standIns';
import { drawnMark, shownDecodedBy } from '../drawn';
import { MemoryBadge } from '../MemoryBadge';
import { clusterColor } from '../chart/palette';
import { Picture } from '../Picture';
import { belongs, fits, rowToData, scaledRow } from '../units';
import { DecodedPictures, lostSentence, NamedPicture } from './Decodings';
import { Entries } from './Entries';
import { compareFeatures, memoryFacts, pointFacts, type PointFacts } from './facts';
import { useDecoded, type DecodedPoint } from './useDecoded';
import { partitionerOf } from '../../core/partition/kinds';
import { capital, wordsOf } from '../words';

/** The item under the cursor comes before the chosen one. */
const selectPoint = (state: RunState) => state.hoveredPoint ?? (state.hoveredMemory === null ? state.selectedPoint : null);
const selectMemory = (state: RunState) => state.hoveredMemory ?? state.selectedMemory;
const selectShown = (state: RunState) => state.shown;
const selectDataset = (state: RunState) => state.dataset;
const selectSpace = (state: RunState) => state.space;

/** The point or memory under the cursor, else the point that was chosen, else the memory that was: what it is, and where it ends. */
export function Inspector() {
  const point = useRun(selectPoint);
  const memory = useRun(selectMemory);
  const shown = useRun(selectShown);
  const dataset = useRun(selectDataset);
  const space = useRun(selectSpace);
  const ready = fits(dataset, space) && space && shown && belongs(shown, dataset) ? { dataset, space, shown } : null;
  const words = wordsOf(shown?.model ?? null);
  const moves = !shown || partitionerOf(shown.model).move !== null;
  let content: ReactNode = (
    <p className="inspector-hint">
      Point at a point, or choose a {words.prototype}: what it is and {moves ? 'where it ends' : `the ${words.cluster} it lies in`} is told
      here.
    </p>
  );
  if (ready && point !== null && point < ready.dataset.n) content = <Point {...ready} index={point} />;
  else if (ready && memory !== null && memory < ready.shown.model.k) content = <Memory {...ready} index={memory} />;
  return (
    <section className="inspector" aria-label="Inspector">
      {content}
    </section>
  );
}

type Ready = {
  dataset: NonNullable<RunState['dataset']>;
  space: NonNullable<RunState['space']>;
  shown: NonNullable<RunState['shown']>;
  index: number;
};

/** What is decoded of a point: its code and, where points are moved, where that is taken. */
const reconstructionsOf = (moves: boolean): readonly string[] => (moves ? ['d(e(x))', 'd(A(e(x)))'] : ['d(e(x))']);

function Point({ dataset, space, shown, index }: Ready) {
  const facts = useMemo(() => pointFacts(dataset, space, shown, index), [dataset, space, shown, index]);
  const { image } = dataset;
  const deep = shown.latent !== null;
  const decoded = useDecoded(`point ${index}`, shown, deep ? facts.codes : null, index);
  const where = deep ? 'e(x)' : 'x';
  const words = wordsOf(shown.model);
  const own = `${words.prototype} ${facts.cluster + 1}`;
  const reconstructions = useMemo(() => reconstructionsOf(facts.path !== null), [facts.path]);
  return (
    <>
      <header className="inspector-title">
        {image && !deep && <Picture values={dataset.values} offset={index * dataset.d} image={image} size={64} />}
        <h3>
          Point {formatCount(index + 1)} <small>of {formatCount(dataset.n)}</small>
        </h3>
      </header>
      {image && deep && (
        <div className="inspector-pictures">
          <NamedPicture name="x" values={dataset.values} offset={index * dataset.d} image={image} />
          <DecodedPictures names={reconstructions} decoded={decoded} image={image} space={space} />
        </div>
      )}
      {decoded.state === 'lost' && <p className="inspector-hint">{lostSentence(shown)}</p>}
      {shown.latent?.standIns?.drawn && (
        <p className="inspector-hint">d(e(x)) is decoded by pretraining’s decoder, which the codes have left.</p>
      )}
      <dl className="inspector-facts">
        {dataset.itemNames?.[index] && <Fact name={image ? 'Picture' : 'Name'}>{dataset.itemNames[index]}</Fact>}
        {facts.label !== null && <Fact name="Label">{facts.label}</Fact>}
        <Fact name={capital(words.cluster)}>
          <MemoryBadge index={facts.cluster} />
        </Fact>
        {facts.nearest !== null && (
          <Fact name={`Nearest ${words.prototype}`}>
            <MemoryBadge index={facts.nearest} /> {facts.nearest !== facts.cluster && <em>differs from its {words.cluster}</em>}
          </Fact>
        )}
        {facts.energy !== null && (
          <Fact name={`${capital(words.height)} ${words.heightSymbol}(${where})`}>{formatValue(withoutNoise(facts.energy), 4)}</Fact>
        )}
        {facts.entropy !== null && (
          <Fact name={`Entropy H(${where})`}>
            {formatValue(withoutNoise(facts.entropy))} nats <small>of at most {formatValue(Math.log(shown.model.k))}</small>
          </Fact>
        )}
        {facts.path && (
          <Fact name={`Path, ${formatCount(facts.path.length - 1)} ${facts.path.length === 2 ? 'step' : 'steps'}`}>
            <Descent energies={facts.path} /> to energy {formatValue(withoutNoise(facts.path.at(-1)!), 4)}{' '}
            <small>
              ({formatValue(facts.left)} from its {words.prototype})
            </small>
          </Fact>
        )}
        {facts.memberships && (
          <Fact name="Memberships, largest first">
            <Shares memberships={facts.memberships} />
          </Fact>
        )}
      </dl>
      {deep && <Entries of="Code" columns={facts.path ? ['e(x)', 'A(e(x))', own] : ['e(x)', own]} entries={facts.entries} />}
      {!deep && !image && <Entries of="Feature" order={mostDeviating} columns={['value', own]} entries={facts.entries} />}
      {deep && !image && <Reconstructed dataset={dataset} space={space} index={index} values={decoded.values} names={reconstructions} />}
    </>
  );
}

const mostDeviating = 'most deviating first';

/** Of a table: the row, and what the networks make of it, feature by feature. */
function Reconstructed({
  dataset,
  space,
  index,
  values,
  names,
}: Pick<Ready, 'dataset' | 'space' | 'index'> & { values: Float32Array | null; names: readonly string[] }) {
  const entries = useMemo(() => {
    const { d } = space;
    return compareFeatures(dataset, space, [
      scaledRow(dataset, space, index),
      ...names.map((_, i) => values?.subarray(i * d, (i + 1) * d) ?? []),
    ]);
  }, [dataset, space, index, values, names]);
  return <Entries of="Feature" columns={['x', ...names]} entries={entries} />;
}

function Memory({ dataset, space, shown, index }: Ready) {
  const facts = useMemo(() => memoryFacts(dataset, space, shown, index), [dataset, space, shown, index]);
  const { image } = dataset;
  const words = wordsOf(shown.model);
  const drawn = useDrawnMemory(dataset, space, shown, index);
  const by = useRun(shownDecodedBy);
  const mark = drawnMark(by ?? 'decoder', drawn.point);
  const name = by === 'nearest point' ? 'nearest point' : `d(${words.symbol})`;
  const picture = useMemo(() => (image && drawn.row ? rowToData(space, drawn.row) : null), [image, space, drawn.row]);
  const deep = shown.latent !== null;
  return (
    <>
      <header className="inspector-title">
        {image && deep && <NamedPicture name={name} values={picture} image={image} waiting={drawn.state === 'waiting'} />}
        {image && !deep && picture && <Picture values={picture} image={image} size={64} />}
        <h3>
          {capital(words.prototype)} <MemoryBadge index={index} hollow={facts.members === 0} />
        </h3>
      </header>
      {drawn.state === 'lost' && <p className="inspector-hint">{lostSentence(shown)}</p>}
      <dl className="inspector-facts">
        {mark && <Fact name="Shown">{mark}</Fact>}
        <Fact name="Members">
          {facts.members === null
            ? '…'
            : facts.members === 0
              ? words.noMembers
              : `${formatCount(facts.members)} of ${formatCount(dataset.n)} points`}
        </Fact>
        {facts.energy !== null && (
          <Fact name={`${capital(words.height)} ${words.heightSymbol}(${words.symbol})`}>{formatValue(withoutNoise(facts.energy), 4)}</Fact>
        )}
      </dl>
      {deep && <Entries of="Code" columns={[words.symbol]} entries={facts.entries} />}
      {!deep && !image && <Entries of="Feature" order={mostDeviating} columns={['value', 'mean']} entries={facts.entries} />}
      {deep && !image && drawn.row && (
        <Entries
          of="Feature"
          order={mostDeviating}
          columns={[name, 'mean']}
          entries={compareFeatures(dataset, space, [drawn.row, space.pca.mean])}
        />
      )}
    </>
  );
}

const selectDrawnBy = (state: RunState) => state.drawnBy;
const selectFrames = (state: RunState) => state.frames;

/** Memory `index` in the scaled input space: as it is, or as it is drawn there; where it was moved by hand it is drawn anew. */
function useDrawnMemory(
  dataset: Ready['dataset'],
  space: Ready['space'],
  shown: Ready['shown'],
  index: number,
): { row: ArrayLike<number> | null; point: number | null; state: DecodedPoint['state'] } {
  const frames = useRun(selectFrames);
  const drawnBy = useRun(selectDrawnBy);
  const { model, latent } = shown;
  const moved = useMemo(() => movedMemories(shown, frames).includes(index), [shown, frames, index]);
  const codes = useMemo(
    () => (moved ? Float32Array.from(partitionerOf(model).prototypes.subarray(index * model.d, (index + 1) * model.d)) : null),
    // Another choice is another drawing of the same codes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [moved, model, index, drawnBy],
  );
  const decoded = useDecoded(`memory ${index}`, shown, codes);
  return useMemo(() => {
    if (!latent) return { row: drawnMemory(partitionerOf(model), index, dataset, space), point: null, state: 'there' };
    if (moved) return { row: decoded.values, point: decoded.points?.[0] ?? null, state: decoded.state };
    const rows = prototypesDrawn(latent, drawnBy);
    const point = pointsDrawn(latent, drawnBy)?.[index] ?? null;
    return { row: rows.subarray(index * dataset.d, (index + 1) * dataset.d), point, state: 'there' };
  }, [dataset, space, model, latent, index, moved, drawnBy, decoded.values, decoded.points, decoded.state]);
}

const descentWidth = 72;
const descentHeight = 16;

/** The energy at each step of the path, falling from left to right. */
function Descent({ energies }: { energies: Float64Array }) {
  const high = Math.max(...energies);
  const low = Math.min(...energies);
  const x = (t: number) => (descentWidth * t) / Math.max(1, energies.length - 1);
  const y = (energy: number) => 2 + (descentHeight - 4) * (high > low ? (high - energy) / (high - low) : 0.5);
  return (
    <svg className="inspector-descent" width={descentWidth} height={descentHeight} aria-hidden="true">
      <polyline points={Array.from(energies, (energy, t) => `${x(t).toFixed(1)},${y(energy).toFixed(1)}`).join(' ')} />
    </svg>
  );
}

/** A remainder of rounding is shown as 0. */
const withoutNoise = (x: number) => (Math.abs(x) < 1e-9 ? 0 : x);

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Shares({ memberships }: { memberships: NonNullable<PointFacts['memberships']> }) {
  return (
    <ul className="inspector-shares">
      {memberships.map(({ memory, share }) => (
        <li key={memory}>
          <MemoryBadge index={memory} />
          <span
            className="inspector-bar"
            style={{ inlineSize: `${Math.max(1, 100 * share)}%`, background: clusterColor(memory) }}
            aria-hidden="true"
          />
          <span className="inspector-share">{formatShare(share)}</span>
        </li>
      ))}
    </ul>
  );
}

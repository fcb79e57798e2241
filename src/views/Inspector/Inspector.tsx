import { useMemo, useState, type ReactNode } from 'react';
import '../views.css';
import './inspector.css';
import { useStore, type AppState } from '../../store/state';
import { formatCount, formatShare, formatValue } from '../format';
import { MemoryBadge } from '../MemoryBadge';
import { clusterColor } from '../palette';
import { Picture } from '../Picture';
import { fits, rowToData } from '../units';
import { memoryFacts, pointFacts, type FeatureFact, type PointFacts } from './facts';

/** What is met comes before what was chosen. */
const selectPoint = (state: AppState) => state.hoveredPoint ?? (state.hoveredMemory === null ? state.selectedPoint : null);
const selectMemory = (state: AppState) => state.hoveredMemory ?? state.selectedMemory;
const selectShown = (state: AppState) => state.shown;
const selectDataset = (state: AppState) => state.dataset;
const selectSpace = (state: AppState) => state.space;

/** The point or memory under the cursor, else the point that was chosen, else the memory that was: what it is, and where it ends. */
export function Inspector() {
  const point = useStore(selectPoint);
  const memory = useStore(selectMemory);
  const shown = useStore(selectShown);
  const dataset = useStore(selectDataset);
  const space = useStore(selectSpace);
  const ready = fits(dataset, space) && space && shown && shown.model.d === dataset.d ? { dataset, space, shown } : null;
  let content: ReactNode = <p className="inspector-hint">Point at a point, or choose a memory: what it is and where it ends is told here.</p>;
  if (ready && point !== null && point < ready.dataset.n) content = <Point {...ready} index={point} />;
  else if (ready && memory !== null && memory < ready.shown.model.k) content = <Memory {...ready} index={memory} />;
  return (
    <section className="inspector" aria-label="Inspector">
      {content}
    </section>
  );
}

type Ready = { dataset: NonNullable<AppState['dataset']>; space: NonNullable<AppState['space']>; shown: NonNullable<AppState['shown']>; index: number };

function Point({ dataset, space, shown, index }: Ready) {
  const facts = useMemo(() => pointFacts(dataset, space, shown, index), [dataset, space, shown, index]);
  const { image } = dataset;
  return (
    <>
      <header className="inspector-title">
        {image && <Picture values={dataset.values} offset={index * dataset.d} image={image} size={64} />}
        <h3>
          Point {formatCount(index + 1)} <small>of {formatCount(dataset.n)}</small>
        </h3>
      </header>
      <dl className="inspector-facts">
        {dataset.itemNames && <Fact name={image ? 'Picture' : 'Name'}>{dataset.itemNames[index]}</Fact>}
        {facts.label !== null && <Fact name="Label">{facts.label}</Fact>}
        <Fact name="Basin">
          <MemoryBadge index={facts.cluster} />
        </Fact>
        <Fact name="Nearest memory">
          <MemoryBadge index={facts.nearest} /> {facts.nearest !== facts.cluster && <em>differs from its basin</em>}
        </Fact>
        <Fact name="Energy E(x)">{formatValue(withoutNoise(facts.energy), 4)}</Fact>
        <Fact name="Entropy H(x)">
          {formatValue(withoutNoise(facts.entropy))} nats <small>of at most {formatValue(Math.log(shown.model.k))}</small>
        </Fact>
        <Fact name={`Path, ${formatCount(facts.path.length - 1)} ${facts.path.length === 2 ? 'step' : 'steps'}`}>
          <Descent energies={facts.path} /> to energy {formatValue(withoutNoise(facts.path.at(-1)!), 4)} <small>({formatValue(facts.left)} from its memory)</small>
        </Fact>
        <Fact name="Memberships">
          <Shares facts={facts} />
        </Fact>
      </dl>
      {!image && <Features features={facts.features} other={`memory ${facts.cluster + 1}`} />}
    </>
  );
}

function Memory({ dataset, space, shown, index }: Ready) {
  const facts = useMemo(() => memoryFacts(dataset, space, shown, index), [dataset, space, shown, index]);
  const { image } = dataset;
  const picture = useMemo(() => (image ? rowToData(space, facts.drawn) : null), [image, space, facts]);
  return (
    <>
      <header className="inspector-title">
        {image && picture && <Picture values={picture} image={image} size={64} />}
        <h3>
          Memory <MemoryBadge index={index} hollow={facts.members === 0} />
        </h3>
      </header>
      <dl className="inspector-facts">
        <Fact name="Members">
          {facts.members === null ? '…' : facts.members === 0 ? 'no points end here' : `${formatCount(facts.members)} of ${formatCount(dataset.n)} points`}
        </Fact>
        <Fact name="Energy E(ρ)">{formatValue(withoutNoise(facts.energy), 4)}</Fact>
      </dl>
      {!image && <Features features={facts.features} other="mean" />}
    </>
  );
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

/** What is left by rounding is no energy and no doubt. */
const withoutNoise = (x: number) => (Math.abs(x) < 1e-9 ? 0 : x);

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Shares({ facts }: { facts: PointFacts }) {
  return (
    <ul className="inspector-shares">
      {facts.memberships.map(({ memory, share }) => (
        <li key={memory}>
          <MemoryBadge index={memory} />
          <span className="inspector-bar" style={{ inlineSize: `${Math.max(1, 100 * share)}%`, background: clusterColor(memory) }} aria-hidden="true" />
          <span className="inspector-share">{formatShare(share)}</span>
        </li>
      ))}
    </ul>
  );
}

const first = 12;
const more = 100;

/** The row, feature by feature, in the data's units: what deviates most comes first. */
function Features({ features, other }: { features: readonly FeatureFact[]; other: string }) {
  const [count, setCount] = useState(first);
  const left = features.length - count;
  return (
    <div className="inspector-features">
      <table aria-label="Values by feature">
        <thead>
          <tr>
            <th scope="col">
              Feature <small>most deviating first</small>
            </th>
            <th scope="col">value</th>
            <th scope="col">{other}</th>
          </tr>
        </thead>
        <tbody>
          {features.slice(0, count).map((fact, i) => (
            // Two columns may have the same name.
            <tr key={`${fact.feature} ${i}`}>
              <th scope="row" title={fact.feature}>
                {fact.feature}
              </th>
              <td>{formatValue(fact.value, 4)}</td>
              <td>{formatValue(fact.other, 4)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <button type="button" className="quiet-button inspector-more" onClick={() => setCount(count + more)}>
          Show {formatCount(Math.min(left, more))} more {left > more && `of ${formatCount(left)}`}
        </button>
      )}
    </div>
  );
}

import { useStore, type AppState } from '../../store/state';
import { formatCount, formatValue } from '../format';
import { MemoryBadge } from '../MemoryBadge';
import { clusterName } from '../palette';
import { toggleMemory } from '../selection';
import type { Legend, LegendItem } from './colours/colouring';
import { modeTitles } from './colours/modes';
import { sequential } from './colours/scale';
import { useLooks } from './looks';
import { choosePoints } from './select';

const mostItems = 24;

/** What the colours of a plot mean; each cluster and label is a button that makes its points stand out. */
export function LegendRow({ pane }: { pane: number }) {
  const drawn = useLooks(({ legends }) => legends[pane]);
  if (!drawn) return null;
  const { legend, pending } = drawn;
  if (legend.kind === 'items' && legend.items.length === 0) return pending ? <p className="embedding-legend">Colours are being computed …</p> : null;
  return (
    <div className="embedding-legend">
      <span className="embedding-legend-title">
        {modeTitles[legend.mode]}
        {pending && ' …'}
      </span>
      {legend.kind === 'scale' ? <ScaleKey legend={legend} /> : <Items items={legend.items} mode={legend.mode} />}
    </div>
  );
}

const selectMemory = ({ selectedMemory }: AppState) => selectedMemory;

function Items({ items, mode }: { items: readonly LegendItem[]; mode: Legend['mode'] }) {
  const memory = useStore(selectMemory);
  const named = items.slice(0, mostItems);
  return (
    <ul aria-label="Legend">
      {named.map((item) => (
        <li key={item.key}>
          {mode === 'cluster' ? (
            <button type="button" className="quiet-button" aria-pressed={memory === item.key} aria-label={`Cluster ${clusterName(item.key)}, ${formatCount(item.count)} points`} onClick={() => toggleMemory(item.key)}>
              <MemoryBadge index={item.key} /> <small>{formatCount(item.count)}</small>
            </button>
          ) : mode === 'label' ? (
            <button type="button" className="quiet-button" title="Chooses its points" onClick={() => chooseLabel(item.key)}>
              <Dot item={item} /> {item.name} <small>{formatCount(item.count)}</small>
            </button>
          ) : (
            <span>
              <Dot item={item} /> {item.name} <small>{formatCount(item.count)}</small>
            </span>
          )}
        </li>
      ))}
      {items.length > named.length && <li>and {formatCount(items.length - named.length)} more; point at one to read its name</li>}
    </ul>
  );
}

function chooseLabel(label: number): void {
  const { dataset } = useStore.getState();
  if (!dataset?.labels) return;
  const rows: number[] = [];
  for (let i = 0; i < dataset.n; i++) if (dataset.labels[i] === label) rows.push(i);
  choosePoints(Uint32Array.from(rows));
}

function Dot({ item: { colour, sign } }: { item: LegendItem }) {
  return (
    <svg viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true">
      <circle r={sign === 'hollow' ? 4 : 5} fill={sign === 'hollow' ? 'none' : colour} stroke={sign === 'hollow' ? colour : 'none'} strokeWidth="2.5" />
    </svg>
  );
}

function ScaleKey({ legend: { mode, low, high, beyond, dark } }: { legend: Extract<Legend, { kind: 'scale' }> }) {
  const colour = sequential(dark);
  const stops = Array.from({ length: 9 }, (_, i) => colour(i / 8));
  const middle = (low + high) / 2;
  return (
    <span className="embedding-scale">
      <span className="embedding-ramp" style={{ background: `linear-gradient(to right, ${stops.join()})` }} />
      <span className="embedding-ticks">
        <span>{formatValue(low)}</span>
        <span>{formatValue(middle)}</span>
        <span>
          {formatValue(high)}
          {beyond ? ' and above' : mode === 'entropy' ? ' = ln k' : ''}
        </span>
      </span>
    </span>
  );
}

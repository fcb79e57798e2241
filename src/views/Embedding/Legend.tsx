import { currentRun, useIsCurrent, useRun, useRunStore } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { formatCount, formatValue } from '../format';
import { MemoryBadge } from '../MemoryBadge';
import { clusterName, drawnAs } from '../chart/palette';
import { toggleMemory } from '../selection';
import type { Legend, LegendItem } from './colours/colouring';
import { modeTitle } from './colours/modes';
import { sequential } from './colours/scale';
import { useLooks } from './looks';
import { choosePoints } from './select';
import { wordsOf } from '../words';

const mostItems = 24;

const selectWords = ({ shown }: RunState) => wordsOf(shown?.model ?? null);
const selectDeep = ({ shown }: RunState) => shown?.latent != null;

/** The meaning of the colours of a plot; each cluster and label is a button that makes its points stand out. */
export function LegendRow({ pane }: { pane: number }) {
  const isCurrent = useIsCurrent();
  const drawn = useLooks(({ legends }) => legends[isCurrent ? 'current' : 'beside'][pane]);
  const deep = useRun(selectDeep);
  const words = useRun(selectWords);
  if (!drawn) return null;
  const { legend, pending } = drawn;
  if (legend.kind === 'items' && legend.items.length === 0)
    return pending ? <p className="embedding-legend">Colours are being computed …</p> : null;
  return (
    <div className="embedding-legend" data-legend="drawn">
      <span className="embedding-legend-title">
        {modeTitle(legend.mode, deep, words)}
        {pending && ' …'}
      </span>
      {legend.kind === 'scale' ? <ScaleKey legend={legend} /> : <Items items={legend.items} mode={legend.mode} />}
    </div>
  );
}

const selectMemory = ({ selectedMemory }: RunState) => selectedMemory;
const selectLooks = ({ shown }: RunState) => shown?.looks;

function Items({ items, mode }: { items: readonly LegendItem[]; mode: Legend['mode'] }) {
  const memory = useRun(selectMemory);
  const looks = useRun(selectLooks);
  const run = useRunStore();
  const named = items.slice(0, mostItems);
  return (
    <ul aria-label="Legend">
      {named.map((item) => (
        <li key={item.key}>
          {item.sign === 'cluster' ? <MemoryBadge index={item.key} /> : <Dot item={item} />}
          {item.sign !== 'cluster' && item.name} <small>{formatCount(item.count)}</small>
          {/* Over the words, which belong to the picture and are in its export; a button is not. */}
          {mode === 'cluster' && item.sign === 'cluster' && (
            <button
              type="button"
              className="embedding-pick"
              aria-pressed={memory === item.key}
              aria-label={`Cluster ${clusterName(drawnAs(looks, item.key))}, ${formatCount(item.count)} points`}
              onClick={() => toggleMemory(item.key, run)}
            />
          )}
          {mode === 'label' && (
            <button
              type="button"
              className="embedding-pick"
              aria-label={`Choose the ${formatCount(item.count)} points with label ${item.name}`}
              title="Chooses its points"
              onClick={() => chooseLabel(item.key)}
            />
          )}
        </li>
      ))}
      {items.length > named.length && <li>and {formatCount(items.length - named.length)} more; point at one to read its name</li>}
    </ul>
  );
}

function chooseLabel(label: number): void {
  const { dataset } = currentRun.getState();
  if (!dataset?.labels) return;
  const rows: number[] = [];
  for (let i = 0; i < dataset.n; i++) if (dataset.labels[i] === label) rows.push(i);
  choosePoints(Uint32Array.from(rows));
}

function Dot({ item: { colour, sign } }: { item: LegendItem }) {
  return (
    <svg viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true">
      <circle
        r={sign === 'hollow' ? 4 : 5}
        fill={sign === 'hollow' ? 'none' : colour}
        stroke={sign === 'hollow' ? colour : 'none'}
        strokeWidth="2.5"
      />
    </svg>
  );
}

const shades = 48;

function ScaleKey({ legend: { mode, low, high, beyond, dark } }: { legend: Extract<Legend, { kind: 'scale' }> }) {
  const colour = sequential(dark);
  const middle = (low + high) / 2;
  return (
    <span className="embedding-scale">
      <svg className="embedding-ramp" viewBox={`0 0 ${shades} 1`} preserveAspectRatio="none" shapeRendering="crispEdges" aria-hidden="true">
        {Array.from({ length: shades }, (_, i) => (
          // A little wider than its place, so that no paper shows between two.
          <rect key={colour(i / (shades - 1))} x={i} width={1.1} height={1} fill={colour(i / (shades - 1))} />
        ))}
      </svg>
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

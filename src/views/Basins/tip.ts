import { energies, entropies } from '../../core/dynamics';
import { lift, type Plane } from '../../core/plane';
import type { AppState } from '../../store/state';
import { formatValue } from '../format';
import { clusterName } from '../palette';
import { fits, scaledRow } from '../units';
import type { Ground } from './ground';

/** The words beside the cursor. */

const describe = (label: number, nearest: number) =>
  label === nearest ? `basin ${clusterName(label)}, also the nearest memory` : `basin ${clusterName(label)}, but nearest to memory ${clusterName(nearest)}`;

/** A data point: its own basin, energy and entropy in the full space. */
export function pointLines({ dataset, space, shown }: AppState, i: number): string[] {
  const lines = [`Point ${i + 1}`];
  if (!shown || !space || !fits(dataset, space) || i >= dataset.n) return lines;
  const label = dataset.labels ? dataset.labelNames[dataset.labels[i]] : undefined;
  if (label !== undefined) lines[0] += ` · ${label}`;
  if (shown.labels && shown.voronoiLabels) lines.push(describe(shown.labels[i], shown.voronoiLabels[i]));
  const row = scaledRow(dataset, space, i);
  lines.push(`energy ${formatValue(energies(shown.model, row, 1)[0])}, entropy ${formatValue(entropies(shown.model, row, 1)[0])} nats`);
  return lines;
}

/** A place of the ground. */
export function placeLines({ shown }: AppState, plane: Plane, ground: Ground, s: number, t: number): string[] {
  const pixel = ground.at(s, t);
  if (!shown || !ground.picture || pixel < 0) return [];
  const place = lift(plane, s, t);
  return [
    describe(ground.picture.labels[pixel], ground.picture.nearest[pixel]),
    `energy ${formatValue(ground.picture.energy[pixel])}, entropy ${formatValue(entropies(shown.model, place, 1)[0])} nats`,
  ];
}

/** Puts the lines beside the cursor, on the side where there is room; no lines hide it. */
export function showTip(tip: HTMLElement, lines: readonly string[], x: number, y: number, width: number): void {
  const hidden = lines.length === 0;
  if (tip.hidden !== hidden) tip.hidden = hidden;
  if (hidden) return;
  const text = lines.join('\n');
  if (tip.textContent !== text) tip.textContent = text;
  const right = x > width / 2;
  tip.style.transform = `translate(${Math.round(right ? x - 14 : x + 14)}px, ${Math.round(y + 14)}px)${right ? ' translateX(-100%)' : ''}`;
}

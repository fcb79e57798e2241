/** What the learning curves show: which numbers, under which name, against which line. */
import type { PartitionMetrics } from '../../engine/protocol';
import type { CurvePoint } from '../../store/state';
import { domainOf, logDomainOf, type Domain } from '../axis';
import { formatScore, formatValue } from '../format';

export interface Panel {
  readonly key: 'loss' | 'silhouette' | 'nmi' | 'rate';
  /** With the space it is measured in. */
  readonly name: string;
  readonly log: boolean;
  readonly value: (point: CurvePoint) => number | null;
  readonly format: (value: number | null) => string;
  /** k-means on the same points: the line the curve is read against. */
  readonly reference: number | null;
}

export function panelsOf(kmeans: PartitionMetrics | null, labelled: boolean): Panel[] {
  const panels: Panel[] = [
    { key: 'loss', name: 'Loss, scaled input space', log: false, value: (p) => p.loss, format: (v) => formatValue(v), reference: null },
    { key: 'silhouette', name: 'SC, scaled input space', log: false, value: (p) => p.silhouette, format: (v) => formatScore(v), reference: kmeans?.silhouette ?? null },
  ];
  if (labelled)
    panels.push({ key: 'nmi', name: 'NMI, against the labels', log: false, value: (p) => p.nmi, format: (v) => formatScore(v), reference: kmeans?.nmi ?? null });
  panels.push({ key: 'rate', name: 'Learning rate', log: true, value: (p) => p.learningRate, format: (v) => formatValue(v), reference: null });
  return panels;
}

/** The vertical domain of a panel: its curve and its reference line; null where there is neither. */
export function panelDomain(panel: Panel, points: Iterable<number | null>): Domain | null {
  if (panel.log) return logDomainOf(points);
  const values = [...points, panel.reference];
  const curve = values.slice(0, -1).filter((value) => value !== null);
  // A line above the curve needs room for its name above itself.
  if (panel.reference !== null && curve.length > 0 && curve.every((value) => value < panel.reference!)) values.push(panel.reference + 0.35 * (panel.reference - Math.min(...curve)));
  const scores = panel.key === 'silhouette' || panel.key === 'nmi';
  return domainOf(values, scores ? 0.05 : 0);
}

/** The curves in one sentence, for those who do not see them. */
export function sentence(panels: readonly Panel[], point: CurvePoint | null): string {
  if (!point) return 'No epoch yet.';
  const parts = panels.map((panel) => {
    const against = panel.reference === null ? '' : ` (k-means ${panel.format(panel.reference)})`;
    return `${panel.name}: ${panel.format(panel.value(point))}${against}`;
  });
  return `Epoch ${point.epoch}. ${parts.join('; ')}.`;
}

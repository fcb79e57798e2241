import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import type { Shown } from '../../store/state';
import { clusterName } from '../../views/palette';
import { rowToData } from '../../views/units';
import { toCsv, type Cell } from './csv';

/** One line a point: its row of data in the file (from 1), its label where there is one, its basin and its Voronoi cell. Memories are numbered from 1, as on the page. */
export function labelsCsv(dataset: Dataset, shown: Pick<Shown, 'labels' | 'voronoiLabels'>): string {
  const { labels, voronoiLabels } = shown;
  if (!labels || !voronoiLabels) throw new RangeError('The labels are still being computed; try again in a moment.');
  const truth = dataset.labels;
  const header = ['row', ...(truth ? ['label'] : []), 'basin', 'voronoi'];
  return toCsv(
    header,
    Array.from({ length: dataset.n }, (_, i): Cell[] => [
      (dataset.rows?.[i] ?? i) + 1,
      ...(truth ? [dataset.labelNames[truth[i] ?? 0] ?? ''] : []),
      Number(clusterName(labels[i] ?? 0)),
      Number(clusterName(voronoiLabels[i] ?? 0)),
    ]),
  );
}

/** One line a memory, in the data's own units. */
export function memoriesCsv(dataset: Dataset, space: Space, { model }: Pick<Shown, 'model'>): string {
  const { k, d, memories } = model;
  return toCsv(
    ['memory', ...dataset.features],
    Array.from({ length: k }, (_, mu): Cell[] => [Number(clusterName(mu)), ...Array.from(rowToData(space, memories, mu * d), (value) => Number(value.toPrecision(7)))]),
  );
}

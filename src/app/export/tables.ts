import type { Floats } from '../../core/model';
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

/**
 * One line a memory, in the data's own units; of deep methods its code, then what it is decoded to. @param rows k × d in the scaled input space; an
 * entry that is no number (a memory that was moved, and whose decoder is not kept) is left empty.
 */
export function memoriesCsv(dataset: Dataset, space: Space, { model, latent }: Pick<Shown, 'model' | 'latent'>, rows: Floats): string {
  const codes = latent ? model.d : 0;
  const short = (value: number): Cell => (Number.isNaN(value) ? '' : Number(value.toPrecision(7)));
  return toCsv(
    ['memory', ...Array.from({ length: codes }, (_, j) => `code ${j + 1}`), ...dataset.features],
    Array.from({ length: model.k }, (_, mu): Cell[] => [
      Number(clusterName(mu)),
      ...Array.from(model.memories.subarray(mu * model.d, mu * model.d + codes), short),
      ...Array.from(rowToData(space, rows, mu * dataset.d), short),
    ]),
  );
}

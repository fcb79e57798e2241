import type { Floats } from '../../core/model';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import type { EmbeddingLayout } from '../../store/embedding';
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

/** One line a point of a layout, then one a memory: where they lie, with the point's row of data (from 1), its label where there is one, and its basin. */
export function layoutCsv(dataset: Dataset, { labels }: Pick<Shown, 'labels'>, { rows, coordinates, memories }: Pick<EmbeddingLayout, 'rows' | 'coordinates' | 'memories'>): string {
  const truth = dataset.labels;
  const short = (value: number): Cell => Number(value.toPrecision(7));
  const points = Array.from({ length: coordinates.length / 2 }, (_, i): Cell[] => {
    const point = rows?.[i] ?? i;
    return ['point', (dataset.rows?.[point] ?? point) + 1, ...(truth ? [dataset.labelNames[truth[point]] ?? ''] : []), labels ? Number(clusterName(labels[point])) : '', short(coordinates[2 * i]), short(coordinates[2 * i + 1])];
  });
  const placed = Array.from({ length: (memories?.length ?? 0) / 2 }, (_, mu): Cell[] => ['memory', Number(clusterName(mu)), ...(truth ? [''] : []), Number(clusterName(mu)), short(memories![2 * mu]), short(memories![2 * mu + 1])]);
  return toCsv(['what', 'row', ...(truth ? ['label'] : []), 'basin', 'x', 'y'], [...points, ...placed]);
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

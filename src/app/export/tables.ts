import { noCluster } from '../../core/algebra/noCluster';
import type { PartitionModel } from '../../core/partition/model';
import { labelName, wordsOf } from '../../views/words';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import type { EmbeddingLayout } from '../../store/embedding/embedding';
import type { Shown } from '../../store/state';
import type { Certainties } from '../../views/Histogram/certainty';
import type { DrawnMemories } from '../../views/Memories/decodings';
import { clusterName } from '../../views/chart/palette';
import { rowToData } from '../../views/units';
import type { Cell, CsvTable } from './csv';
import { partitionerOf } from '../../core/partition/kinds';

/** The identity of a point: its row of data in the file (from 1), its name and its label where it has them. */
interface Identity {
  readonly header: readonly string[];
  readonly of: (point: number) => Cell[];
}

function identity({ rows, itemNames, labels, labelNames }: Dataset): Identity {
  return {
    header: ['row', ...(itemNames ? ['name'] : []), ...(labels ? ['label'] : [])],
    of: (point) => [
      (rows?.[point] ?? point) + 1,
      ...(itemNames ? [itemNames[point] ?? ''] : []),
      ...(labels ? [labelNames[labels[point] ?? 0] ?? ''] : []),
    ],
  };
}

/** `header` without doubles: what `features` are called already gets " (Basins)" behind it. */
const apartFrom = (features: readonly string[], header: readonly string[]): string[] =>
  header.map((name) => (features.includes(name) ? `${name} (Basins)` : name));

/** Digits that tell any two single-precision numbers apart. */
const mostDigits = 9;

/** A single-precision number in as few digits as read back to it: 5.1 rather than 5.099999904632568. */
export function shortest(value: number): number {
  for (let digits = 6; digits < mostDigits; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(mostDigits));
}

/** Clusters are numbered from 1; "1+5" is the mean of two memories, and what belongs to none has no number. */
const clusterCell = (model: PartitionModel | null, label: number): Cell =>
  label === noCluster ? '' : model && label >= model.k ? labelName(model, label) : Number(clusterName(label));

const short = (value: number): Cell => (Number.isNaN(value) ? '' : Number(value.toPrecision(7)));

/**
 * One line a point: what names it, the other columns of its file, its features in the data's own units (but for pictures, whose features
 * are pixels), its cluster, how sure the partition is of it where it has memberships, and its Voronoi cell where that is another question.
 * Clusters are numbered from 1, as on the page.
 * @param certainties of all points, in order; null without memberships.
 */
export function labelsTable(
  dataset: Dataset,
  { model, labels, voronoiLabels }: Pick<Shown, 'model' | 'labels' | 'voronoiLabels'>,
  certainties: Certainties | null,
): CsvTable {
  if (!labels || (!voronoiLabels && partitionerOf(model).nearest))
    throw new RangeError('The labels are still being computed; try again in a moment.');
  const { n, d, values, image } = dataset;
  const features = image ? [] : dataset.features;
  const others = dataset.otherColumns ?? [];
  const columns = [...others.map(({ name }) => name), ...features];
  const { header, of } = identity(dataset);
  return {
    header: [
      ...apartFrom(columns, header),
      ...columns,
      ...apartFrom(columns, [
        'cluster',
        ...(certainties ? ['largest membership', 'entropy (nats)'] : []),
        ...(voronoiLabels ? ['Voronoi cell'] : []),
      ]),
    ],
    rows: (function* () {
      for (let i = 0; i < n; i++)
        yield [
          ...of(i),
          ...others.map(({ cells }) => cells[i] ?? ''),
          ...Array.from(values.subarray(i * d, i * d + features.length), shortest),
          clusterCell(model, labels[i] ?? 0),
          ...(certainties ? [short(certainties.largest[i] ?? Number.NaN), short(certainties.entropy[i] ?? Number.NaN)] : []),
          ...(voronoiLabels ? [Number(clusterName(voronoiLabels[i] ?? 0))] : []),
        ];
    })(),
  };
}

/** One line a point of a layout, then one a prototype: where they lie, with what names the point, and its cluster. */
export function layoutTable(
  dataset: Dataset,
  { model, labels }: { readonly model: PartitionModel | null; readonly labels: Shown['labels'] },
  { rows, coordinates, memories }: Pick<EmbeddingLayout, 'rows' | 'coordinates' | 'memories'>,
  prototype: string,
): CsvTable {
  const { header, of } = identity(dataset);
  return {
    header: ['what', ...header, 'cluster', 'x', 'y'],
    rows: (function* () {
      for (let i = 0; i < coordinates.length / 2; i++) {
        const point = rows?.[i] ?? i;
        yield [
          'point',
          ...of(point),
          labels ? clusterCell(model, labels[point]) : '',
          short(coordinates[2 * i]),
          short(coordinates[2 * i + 1]),
        ];
      }
      const placed = memories ?? new Float32Array(0);
      for (let mu = 0; mu < placed.length / 2; mu++) {
        const name = Number(clusterName(mu));
        yield [prototype, name, ...header.slice(1).map(() => ''), name, short(placed[2 * mu]), short(placed[2 * mu + 1])];
      }
    })(),
  };
}

/**
 * One line a prototype, in the data's own units; of deep methods its code, then what it is drawn as: what it is decoded to, or the point that
 * stands in for it, which is named. An entry of `rows` that is no number (a memory that was moved, and whose decoder is not kept) is left
 * empty.
 */
export function memoriesTable(
  dataset: Dataset,
  space: Space,
  { model, latent }: Pick<Shown, 'model' | 'latent'>,
  { rows, points }: DrawnMemories,
): CsvTable {
  const codes = latent ? model.d : 0;
  return {
    header: [
      ...apartFrom(dataset.features, [wordsOf(model).prototype]),
      ...(points ? apartFrom(dataset.features, ['nearest point (row)']) : []),
      ...Array.from({ length: codes }, (_, j) => `code ${j + 1}`),
      ...dataset.features,
    ],
    rows: (function* () {
      for (let mu = 0; mu < model.k; mu++)
        yield [
          Number(clusterName(mu)),
          ...(points ? [(dataset.rows?.[points[mu]] ?? points[mu]) + 1] : []),
          ...Array.from(partitionerOf(model).prototypes.subarray(mu * model.d, mu * model.d + codes), short),
          ...Array.from(rowToData(space, rows, mu * dataset.d), short),
        ];
    })(),
  };
}

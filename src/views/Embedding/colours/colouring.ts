/** The colour of each point of a layout, and its legend. */
import { rgb } from 'd3';
import type { Dataset } from '../../../data/dataset';
import { clusterColor, drawnAs, paletteBytes } from '../../chart/palette';
import { rowOf } from '../geometry/place';
import { mark, maxPalette } from '../renderer/renderer';
import { labelName, wordsOf } from '../../words';
import { partitionerOf } from '../../../core/partition/kinds';
import { noCluster } from '../../../core/algebra/noCluster';
import { sequentialBytes, stepOf } from './scale';
import type { ColourSubject } from './subject';
import { valueDomain, type ValueMode } from './values';

export interface LegendItem {
  readonly key: number;
  readonly name: string;
  readonly colour: string;
  /** How the point is drawn; a cluster has its glyph beside its number. */
  readonly sign: 'cluster' | 'dot' | 'hollow';
  readonly count: number;
}

export type Legend =
  | { readonly kind: 'items'; readonly mode: 'cluster' | 'label' | 'agreement' | 'none'; readonly items: readonly LegendItem[] }
  | {
      readonly kind: 'scale';
      readonly mode: ValueMode;
      readonly low: number;
      readonly high: number;
      readonly beyond: boolean;
      readonly dark: boolean;
    };

export interface Colouring {
  readonly index: Uint16Array;
  readonly palette: Uint8Array;
  /** `mark.hollow` where a point is drawn so; null: none is. */
  readonly hollow: Uint8Array | null;
  readonly legend: Legend;
}

export interface Shades {
  readonly dark: boolean;
  readonly neutral: string;
  readonly strong: string;
}

const bytesOf = (colours: readonly string[]): Uint8Array =>
  Uint8Array.from(colours.flatMap((colour) => [rgb(colour).r, rgb(colour).g, rgb(colour).b]));

function categories(
  labels: Uint16Array,
  rows: Uint32Array | null,
  count: number,
  kinds: number,
): { index: Uint16Array; counts: Uint32Array } {
  const index = new Uint16Array(count);
  const counts = new Uint32Array(kinds);
  for (let i = 0; i < count; i++) {
    const label = labels[rowOf(rows, i)];
    index[i] = label % maxPalette;
    if (label < kinds) counts[label]++;
  }
  return { index, counts };
}

/** All in one colour: of sets without what is asked for, and until values are there. */
export function plain(count: number, { neutral }: Shades): Colouring {
  return { index: new Uint16Array(count), palette: bytesOf([neutral]), hollow: null, legend: { kind: 'items', mode: 'none', items: [] } };
}

export function byCluster(subject: ColourSubject, labels: Uint16Array, rows: Uint32Array | null, count: number): Colouring {
  const { model, looks } = subject;
  const { clusters, emergent } = partitionerOf(model);
  const { index, counts } = categories(labels, rows, count, clusters);
  const item = (key: number, points: number): LegendItem => ({
    key,
    name: labelName(model, key, looks),
    colour: clusterColor(drawnAs(looks, key)),
    sign: key < model.k ? 'cluster' : 'dot',
    count: points,
  });
  const palette = paletteBytes(Math.min(clusters, emergent ? maxPalette - 1 : maxPalette), looks, emergent !== null);
  if (!emergent)
    return {
      index,
      palette,
      hollow: null,
      legend: { kind: 'items', mode: 'cluster', items: Array.from(counts, (n, key) => item(key, n)) },
    };
  let none = count;
  counts.forEach((points) => (none -= points));
  for (let i = 0; i < count; i++) if (labels[rowOf(rows, i)] === noCluster) index[i] = palette.length / 3 - 1;
  const items = [...counts].flatMap((points, key) => (key < model.k || points > 0 ? item(key, points) : []));
  return { index, palette, hollow: null, legend: { kind: 'items', mode: 'cluster', items: [...items, item(noCluster, none)] } };
}

export function byLabel({ labels, labelNames }: Dataset, rows: Uint32Array | null, count: number): Colouring {
  const kinds = Math.max(1, labelNames.length);
  const { index, counts } = categories(labels!, rows, count, kinds);
  const items = Array.from(counts, (points, key): LegendItem => ({
    key,
    name: labelNames[key] ?? String(key),
    colour: clusterColor(key),
    sign: 'dot',
    count: points,
  }));
  return { index, palette: paletteBytes(Math.min(kinds, maxPalette)), hollow: null, legend: { kind: 'items', mode: 'label', items } };
}

/** Where the cluster is that of the nearest prototype, and where it is not: those are rings of another colour. */
export function byAgreement(
  { labels, voronoiLabels, model }: ColourSubject,
  rows: Uint32Array | null,
  count: number,
  { neutral, strong }: Shades,
): Colouring {
  const index = new Uint16Array(count);
  const hollow = new Uint8Array(count);
  const { cluster, prototype, isIn } = wordsOf(model);
  let differ = 0;
  for (let i = 0; i < count; i++) {
    const row = rowOf(rows, i);
    if (labels![row] === voronoiLabels![row]) continue;
    index[i] = 1;
    hollow[i] = mark.hollow;
    differ++;
  }
  const items: LegendItem[] = [
    { key: 0, name: `its ${cluster} is that of its nearest ${prototype}`, colour: neutral, sign: 'dot', count: count - differ },
    { key: 1, name: `it ${isIn} another ${cluster}`, colour: strong, sign: 'hollow', count: differ },
  ];
  return { index, palette: bytesOf([neutral, strong]), hollow, legend: { kind: 'items', mode: 'agreement', items } };
}

/** @param values one a point of the layout. */
export function byValue(mode: ValueMode, values: Float32Array, k: number, { dark }: Shades): Colouring {
  const domain = valueDomain(mode, values, k);
  const index = new Uint16Array(values.length);
  let beyond = false;
  for (let i = 0; i < values.length; i++) {
    index[i] = stepOf(values[i], domain);
    beyond ||= values[i] > domain[1] * 1.0001;
  }
  return {
    index,
    palette: sequentialBytes(dark),
    hollow: null,
    legend: { kind: 'scale', mode, low: domain[0], high: domain[1], beyond, dark },
  };
}

import { partitionerOf } from '../core/partition/kinds';
import { noCluster } from '../core/algebra/noCluster';
import type { CentresPartition, PartitionModel } from '../core/partition/model';
import { clusterName, drawnAs } from './chart/palette';
import { formatCount } from './format';

/** How views call the parts of a partition, by its kind. A new kind is an entry here. */
export interface PartitionWords {
  /** "memory", "memories": what a cluster is around, and its symbol. */
  readonly prototype: string;
  readonly prototypes: string;
  readonly symbol: string;
  /** "basin", "basins": where the points of a cluster are. */
  readonly cluster: string;
  readonly clusters: string;
  /** "1 point ends in it", "55 points end in it". */
  readonly belongs: string;
  readonly belong: string;
  /** "lies in": how a place or a point is in its cluster, which it need not be near. */
  readonly isIn: string;
  /** "the points that end in it" and, where those were named already, "the points in it". */
  readonly members: string;
  readonly inside: string;
  /** Of a cluster without points. */
  readonly noMembers: string;
  /** The fill of the map, in the legend. */
  readonly fill: string;
  /** "energy", "E": the terrain at a place, and its symbol. */
  readonly height: string;
  readonly heightSymbol: string;
  /** The fill of the map as the legend of a dot. */
  readonly dot: string;
  /** What a hand may have changed since an epoch. */
  readonly byHand: string;
  /** Title of the histograms of memberships. */
  readonly certainty: string;
}

const memory: PartitionWords = {
  prototype: 'memory',
  prototypes: 'memories',
  symbol: 'ρ',
  cluster: 'basin',
  clusters: 'basins',
  belongs: 'ends in it',
  belong: 'end in it',
  isIn: 'ends in',
  members: 'the points that end in it',
  inside: 'the points in it',
  noMembers: 'no points end here',
  fill: 'filled: basin a point ends in after T steps',
  height: 'energy',
  heightSymbol: 'E',
  dot: 'The data, each dot in the colour of the basin it ends in itself',
  byHand: 'β, T or a memory was changed by hand',
  certainty: 'How sure the memory is',
};

/** Log-sum-ReLU: what a place comes to rest at may be a memory that nobody stored, or none. */
const emergentMemory: PartitionWords = {
  ...memory,
  belongs: 'rests at it',
  belong: 'rest at it',
  isIn: 'comes to rest in',
  members: 'the points that rest at it',
  noMembers: 'no points rest here',
  fill: 'filled: memory, stored or emergent, that a point comes to rest at; grey: none',
  dot: 'The data, each dot in the colour of the memory that it comes to rest at itself',
};

/** Labels of points: their clusters, shown by their means. The land is flat. */
const labelled: PartitionWords = {
  prototype: 'mean',
  prototypes: 'means',
  symbol: 'μ',
  cluster: 'cluster',
  clusters: 'clusters',
  belongs: 'is in it',
  belong: 'are in it',
  isIn: 'belongs to',
  members: 'its points',
  inside: 'its points',
  noMembers: 'no points',
  fill: 'filled: cluster of the nearest point',
  height: 'height',
  heightSymbol: 'h',
  dot: 'The data, each dot in the colour of its own cluster',
  byHand: 'The number of clusters was changed by hand',
  certainty: 'How sure the clusters are',
};

/** Regions of a linear softmax, whose borders are not those of the nearest centre. */
const softmax: PartitionWords = {
  prototype: 'centre',
  prototypes: 'centres',
  symbol: 'μ',
  cluster: 'region',
  clusters: 'regions',
  belongs: 'is in its region',
  belong: 'are in its region',
  isIn: 'lies in',
  members: 'the points in its region',
  inside: 'the points in it',
  noMembers: 'no points',
  fill: 'filled: region of the greatest membership',
  height: 'mean distance²',
  heightSymbol: 'D',
  dot: 'The data, each dot in the colour of the region it lies in itself',
  byHand: 'A centre was moved by hand, and the regions stay as they are until training goes on',
  certainty: 'How sure the clusters are',
};

/** Gaussians: the terrain is their density, upside down. */
const gaussians: PartitionWords = {
  prototype: 'mean',
  prototypes: 'means',
  symbol: 'μ',
  cluster: 'region',
  clusters: 'regions',
  belongs: 'is in it',
  belong: 'are in it',
  isIn: 'lies in',
  members: 'its points',
  inside: 'its points',
  noMembers: 'no points',
  fill: 'filled: the Gaussian most responsible for a place',
  height: 'negative log density',
  heightSymbol: '−ln p',
  dot: 'The data, each dot in the colour of the region it lies in itself',
  byHand: 'A mean was moved by hand',
  certainty: 'How sure the mixture is',
};

type CentresKind = Pick<CentresPartition, 'metric'> & { readonly soft: boolean; readonly weighted: boolean };

/**
 * The terrain of centres is the distance to the nearest; where points belong to several by degrees it is the mean over these. Where distances
 * are weighted the nearest centre is another question than the cluster.
 */
const centres = ({ metric, soft, weighted }: CentresKind): PartitionWords => ({
  prototype: 'centre',
  prototypes: 'centres',
  symbol: 'μ',
  cluster: 'cell',
  clusters: 'cells',
  belongs: weighted ? 'is in its cell' : 'is nearest to it',
  belong: weighted ? 'are in its cell' : 'are nearest to it',
  isIn: 'lies in',
  members: 'its points',
  inside: 'its points',
  noMembers: 'no points',
  fill: weighted ? 'filled: cell of the least weighted distance' : 'filled: cell of the nearest centre',
  height: `${soft ? 'mean ' : ''}${weighted ? 'weighted ' : ''}${metric === 'cosine' ? 'cosine distance' : 'distance²'}`,
  heightSymbol: 'D',
  dot: 'The data, each dot in the colour of the cell it lies in itself',
  byHand: soft ? 'A setting of the memberships or a centre was changed by hand' : 'A centre was moved by hand',
  certainty: 'How sure the clusters are',
});

const allCentres = new Map<string, PartitionWords>();

/** Before there is a model the words are those of a memory. The same object for the same kind. */
export function wordsOf(model: PartitionModel | null): PartitionWords {
  if (model?.kind === 'labelled') return labelled;
  if (model?.kind === 'softmax') return softmax;
  if (model?.kind === 'gaussians') return gaussians;
  if (model?.kind === 'memory' && model.energy === 'lsr') return emergentMemory;
  if (model?.kind !== 'centres') return memory;
  const kind = { metric: model.metric, soft: partitionerOf(model).memberships !== null, weighted: model.weights !== null };
  const key = JSON.stringify(kind);
  let words = allCentres.get(key);
  if (!words) allCentres.set(key, (words = centres(kind)));
  return words;
}

/** So many memories of a set are named. */
const mostNamed = 4;

/** "1+5"; of many "1+5+8+… (12)". */
const setName = (members: readonly number[]): string =>
  members.length <= mostNamed ? named(members) : `${named(members.slice(0, mostNamed - 1))}+… (${members.length})`;
const named = (members: readonly number[]): string => members.map((mu) => mu + 1).join('+');

/** "3" of a stored memory; "1+5" of an emergent one, the mean of two; and what the places of all others, and of none, are called. */
export function labelName(model: PartitionModel, label: number, looks?: Uint16Array): string {
  const { k } = model;
  if (label < k) return clusterName(drawnAs(looks, label));
  if (label === noCluster) return 'none';
  const members = partitionerOf(model).emergent?.sets[label - k];
  return members ? setName(members) : 'other';
}

/** "basin 3", "basin of emergent memory 1+5", "no memory". */
export function labelSaid(model: PartitionModel, label: number, looks?: Uint16Array): string {
  const { cluster, prototype } = wordsOf(model);
  if (label < model.k) return `${cluster} ${labelName(model, label, looks)}`;
  if (label === noCluster) return `no ${prototype}`;
  const name = labelName(model, label);
  return name === 'other' ? `${cluster} of another emergent ${prototype}` : `${cluster} of emergent ${prototype} ${name}`;
}

/** "Memory". */
export const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** "55 points end in it". */
export const membersSaid = ({ belongs, belong }: PartitionWords, members: number): string =>
  `${formatCount(members)} ${members === 1 ? `point ${belongs}` : `points ${belong}`}`;

import type { ComponentType } from 'react';
import type { RunState, StageView, TileView } from '../store/state';
import { hasPath } from '../views/Path/hasPath';
import { hasSharpness } from '../views/Sharpness/hasSharpness';
import { later } from './later';
import { partitionerOf, treeOf } from '../core/partition/kinds';
import { wordsOf } from '../views/words';

/** True if points belong to clusters by degrees, which histograms show. Also true before there is a model. */
const hasMemberships = ({ shown }: RunState): boolean => shown === null || partitionerOf(shown.model).memberships !== null;

/** True if the clusters were cut from a tree of merges. */
const hasTree = ({ shown }: RunState): boolean => shown !== null && treeOf(shown.model) !== null;

/** Where each view stands on the page. A new view is its folder and its lines here. */

const Basins = later(async () => (await import('../views/Basins')).Basins);
const Memories = later(async () => (await import('../views/Memories')).Memories);
const Embedding = later(async () => (await import('../views/Embedding')).Embedding);
const Interpolation = later(async () => (await import('../views/Interpolation')).Interpolation);
const Curves = later(async () => (await import('../views/Curves')).Curves);
const Metrics = later(async () => (await import('../views/Metrics')).Metrics);
export const Inspector = later(async () => (await import('../views/Inspector')).Inspector);
const Path = later(async () => (await import('../views/Path')).Path);
const Dendrogram = later(async () => (await import('../views/Dendrogram')).Dendrogram);
const Sharpness = later(async () => (await import('../views/Sharpness')).Sharpness);
const Agreement = later(async () => (await import('../views/Agreement')).Agreement);
const Histogram = later(async () => (await import('../views/Histogram')).Histogram);

/** The title of a view; where it speaks of the partition, by what is shown. */
type ViewLabel = string | ((state: RunState) => string);
export const labelOf = (label: ViewLabel, state: RunState): string => (typeof label === 'string' ? label : label(state));

/** `short`: on phones. */
export const stages: readonly { id: StageView; label: string; short?: string; View: ComponentType }[] = [
  { id: 'basins', label: 'Basins', View: Basins },
  { id: 'memories', label: 'Memories', View: Memories },
  { id: 'embedding', label: 'Embedding', View: Embedding },
  { id: 'interpolation', label: 'Interpolation', short: 'Way', View: Interpolation },
];

/** The right column, from the top. */
export const readings: readonly {
  id: Exclude<TileView, StageView>;
  label: ViewLabel;
  View: ComponentType;
  when?: (state: RunState) => boolean;
}[] = [
  { id: 'metrics', label: 'Metrics', View: Metrics },
  { id: 'dendrogram', label: 'Dendrogram', View: Dendrogram, when: hasTree },
  { id: 'curves', label: 'Learning curves', View: Curves },
  { id: 'agreement', label: 'Agreement', View: Agreement },
  { id: 'path', label: 'RL against 1 − SC', View: Path, when: hasPath },
  { id: 'sharpness', label: 'Where centres split', View: Sharpness, when: hasSharpness },
  { id: 'histogram', label: ({ shown }) => wordsOf(shown?.model ?? null).certainty, View: Histogram, when: hasMemberships },
];

/** The views that a tile of the stage may show. */
export const tileViews: readonly { id: TileView; label: ViewLabel; View: ComponentType; when?: (state: RunState) => boolean }[] = [
  ...stages,
  ...readings,
  { id: 'inspector', label: 'Inspector', View: Inspector },
];

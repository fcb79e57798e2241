/** Finds trainings that are likely to take minutes because pictures have many pixels, and changes that make them shorter. */
import type { Dataset } from '../data/dataset';
import { trainingSeconds } from '../engine/protocol';
import type { RunState } from '../store/state';
import { formatSeconds } from '../views/format';
import { defaultsOf, isDeep, resolveConfig, startOf, suggestedConfig, type Config } from '../methods/config';

/** With fewer features than these a training is not long because of its pixels. */
const manyFeatures = 1024;
/** Seconds; a longer training asks first. */
const patience = 120;
/** Sides of smaller pictures: the largest that takes no longer than `patience` is offered, or the smallest. */
const sides = [32, 28, 24, 16, 12, 8];
export const components = 50;
/** Numbers times components that are found in a second, about. */
const componentsSpeed = 5e7;
const smallNetwork = [128, 64];

/** A change of data or settings before training begins. */
export type Change =
  | { readonly kind: 'side'; readonly side: number }
  | { readonly kind: 'pca' }
  | { readonly kind: 'dclam'; readonly network: number[] }
  | { readonly kind: 'none' };

export interface CostChoice {
  readonly change: Change;
  readonly label: string;
  readonly note: string;
  /** About. */
  readonly seconds: number;
}

export interface Costly {
  readonly sentence: string;
  /** The last one is to train all the same. */
  readonly choices: readonly CostChoice[];
}

/** Words and choices before the training that would begin now; null where it is short, or under way. */
export function costlyTraining({
  dataset,
  config,
  backend,
  training,
}: Pick<RunState, 'dataset' | 'config' | 'backend' | 'training'>): Costly | null {
  if (!dataset?.image || isDeep(config) || training.epoch > 0 || dataset.d < manyFeatures) return null;
  const hardware = backend?.hardware ?? false;
  const seconds = trainingSeconds(config, dataset, hardware);
  if (seconds < patience) return null;
  const { width, height, channels } = dataset.image;
  const pixels = `${width} × ${height}${channels === 3 ? ' × 3' : ''}`;
  return {
    sentence: `These ${dataset.n.toLocaleString('en')} pictures have ${pixels} = ${dataset.d.toLocaleString('en')} numbers each, and training on all of them is likely to take about ${formatSeconds(seconds)}.`,
    choices: [
      ...smaller(dataset, config, hardware),
      {
        change: { kind: 'pca' },
        label: `PCA to ${components}`,
        note: `columns pc 1 … pc ${components}; there are no pictures then`,
        seconds:
          trainingSeconds(config, { n: dataset.n, d: components, image: null }, hardware) +
          (dataset.n * dataset.d * components) / componentsSpeed,
      },
      deep(dataset, config, hardware),
      { change: { kind: 'none' }, label: 'Train anyway', note: 'as it is; Pause stops it at any time', seconds },
    ],
  };
}

function smaller({ image, n }: Dataset, config: Config, hardware: boolean): CostChoice[] {
  if (!image || image.width !== image.height) return [];
  const secondsAt = (side: number) =>
    trainingSeconds(config, { n, d: side * side * image.channels, image: { ...image, width: side, height: side } }, hardware);
  const possible = sides.filter((side) => side < image.width);
  const side = possible.find((one) => secondsAt(one) <= patience) ?? possible.at(-1);
  return side === undefined
    ? []
    : [
        {
          change: { kind: 'side', side },
          label: `Pictures of ${side} × ${side}`,
          note: 'all else stays as it is',
          seconds: secondsAt(side),
        },
      ];
}

/** DCLAM with a network small enough to be quick on many pixels. */
function deep(dataset: Dataset, config: Config, hardware: boolean): CostChoice {
  const method = 'dclam';
  const configured = resolveConfig(
    { ...suggestedConfig(dataset, method), k: config.k, network: smallNetwork },
    startOf(method, config, defaultsOf(method)),
  );
  return {
    change: { kind: 'dclam', network: smallNetwork },
    label: 'DCLAM',
    note: `memories among the codes of a small autoencoder (${smallNetwork.join('–')}), drawn as pictures`,
    seconds: trainingSeconds(configured, dataset, hardware),
  };
}

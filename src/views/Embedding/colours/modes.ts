import type { Dataset } from '../../../data/dataset';
import type { ColourSubject } from './subject';
import { moveCost, partitionerOf } from '../../../core/partition/kinds';
import type { PartitionModel } from '../../../core/partition/model';
import { capital, type PartitionWords } from '../../words';

/** The properties that points may be coloured by. */
export const colourModes = ['cluster', 'label', 'entropy', 'loss', 'agreement', 'none'] as const;
export type ColourMode = (typeof colourModes)[number];

export const modeName = (mode: ColourMode, { cluster }: PartitionWords): string =>
  ({
    cluster: cluster === 'cluster' ? cluster : `cluster (${cluster})`,
    label: 'label of the data',
    entropy: 'entropy H',
    loss: 'loss',
    agreement: `${cluster} or Voronoi`,
    none: 'nothing',
  })[mode];

/** The modes that a partition has a meaning for; before there is one, all. */
export function modesOf(model: PartitionModel | null): readonly ColourMode[] {
  if (!model) return colourModes;
  const { nearest, move, memberships } = partitionerOf(model);
  const has: Partial<Record<ColourMode, boolean>> = { entropy: memberships !== null, loss: move !== null, agreement: nearest !== null };
  return colourModes.filter((mode) => has[mode] !== false);
}

/** The title of a legend. @param deep the prototypes live among the codes. */
export function modeTitle(mode: ColourMode, deep: boolean, { cluster, prototype, isIn }: PartitionWords): string {
  const x = deep ? 'e(x)' : 'x';
  return {
    cluster: `Cluster: the ${cluster} that each point ${isIn}`,
    label: 'Label of the data',
    entropy: `Entropy of the memberships, H(${x}), in nats`,
    loss: `Loss of each point: how far T steps take it, ‖${x} − A(${x})‖²`,
    agreement: `${capital(cluster)} and nearest ${prototype} (Voronoi)`,
    none: '',
  }[mode];
}

/** More multiplications than this take the page tens of seconds. */
const mostWork = 1.2e10;

/** Why a mode cannot be had; null where it can. */
export function refusal(mode: ColourMode, dataset: Dataset | null, subject: ColourSubject | null): string | null {
  if (!dataset) return 'no data yet';
  if (mode === 'none') return null;
  if (mode === 'label') return dataset.labels ? null : 'these data have no labels';
  if (!subject) return 'no model yet';
  const { memberships, move } = partitionerOf(subject.model);
  if (mode === 'entropy' && !memberships) return 'these clusters have no memberships';
  if (mode === 'loss' && !move) return 'this method moves no points';
  if (mode === 'loss' && dataset.n * moveCost(subject.model) > mostWork) return 'too many numbers to compute in the page';
  return null;
}

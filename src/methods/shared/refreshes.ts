import { integerField, numberField } from '../fields';
import { limits } from '../limits';
import type { DataShape } from '../method';
import { suggestedNetwork } from './autoencoder';

/** Settings of methods whose memberships are drawn to a target that is made anew every u steps: DEC and its kin. */
export const refreshes = {
  refreshSteps: integerField(limits.refreshSteps, 30, {
    kind: 'slider',
    label: 'Refresh every u steps',
    short: 'refresh every',
    sentence: 'After how many batches the target is made anew from all points.',
    equation: String.raw`p_{ij} \propto q_{ij}^2 / \textstyle\sum_i q_{ij}`,
    soft: () => [1, 200],
    scale: 'log',
  }),
  tolerance: numberField(limits.tolerance, 1e-3, {
    label: 'Stop below this share of labels',
    sentence:
      'Training ends at a refresh that finds a smaller share of the labels changed since the one before. At 0 it goes on to the last epoch.',
    scale: 'linear',
  }),
  leastRefreshes: integerField(limits.refreshes, 5, {
    label: 'Refreshes before it may stop',
    sentence: 'With 1, as the paper has it, training ends at the first refresh if that comes early: the result then is the start.',
    scale: 'linear',
  }),
} as const;

/** Above so many points a refresh is dear. */
const manyPoints = 20_000;

/** A network that suits the points, and of many points a refresh that comes less often. */
export const suggestedRefreshes = (shape: DataShape) => ({
  ...suggestedNetwork(shape),
  ...(shape.n > manyPoints ? { refreshSteps: 140 } : {}),
});

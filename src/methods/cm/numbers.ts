import { termOf } from '../../core/metrics/numbers';
import { softCentreNumbers } from '../shared/numbers';

/** Numbers of CM. */
export const cmNumbers = {
  ...softCentreNumbers({
    sentence:
      'The training loss: E₁ + E₂ + E₃ + E₄ by their weights, a point and feature, over the epoch’s batches. E₁ + E₂ + E₃ is the mean squared distance to the centres, by memberships. Restarts are compared by E₂ + E₃ over the whole set.',
    told: 'loss',
    compared: 'E₂ + E₃',
    curve: 'Loss, mean over the batches',
    scale: 'linear',
  }),
  terms: [
    termOf(
      'reconstruction',
      'E₁ reconstruction',
      'How far the points are from what their memberships draw of them, a point and feature, over the epoch’s batches.',
    ),
    termOf(
      'sparsity',
      'E₂ sparsity',
      'What is left while points belong to several clusters, a point and feature, over the epoch’s batches.',
    ),
    termOf(
      'merging',
      'E₃ merging',
      'Lower where centres that share points lie in one direction, a point and feature, over the epoch’s batches.',
    ),
    termOf('prior', 'E₄ prior', 'Lower where clusters have the shares of each batch that are expected of them, a point and feature.'),
  ],
} as const;

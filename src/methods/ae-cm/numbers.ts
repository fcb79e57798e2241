import { termOf } from '../../core/metrics/numbers';
import { codeCentreNumbers } from '../shared/numbers';

/** Numbers of AE-CM. Its terms are sums of the paper over the numbers of a batch, each with its weight. */
export const aeCmNumbers = codeCentreNumbers({
  loss: 'The training loss: β times the mean reconstruction error per entry, and the terms of the clustering over the number of entries, over the epoch’s batches.',
  rate: 'Learning rate of the centres',
  compared: 'the sparsity, L_sp in the paper,',
  terms: [
    termOf(
      'clustering',
      'E₁, codes from their memberships',
      'How far the codes are from what their memberships draw of them, over the whole set, a point and feature.',
    ),
    termOf(
      'sparsity',
      'Sparsity Σγ(1 − γ)',
      'What is left while codes belong to several clusters, over the whole set, a point and feature. Restarts are compared by it.',
    ),
    termOf(
      'prior',
      'E₄ prior',
      'Lower where clusters have the shares that are expected of them: as in a batch of the shares of the whole set, an entry.',
    ),
    termOf(
      'orthonormality',
      'Orthonormality λ‖μμᵀ − I‖₁',
      'How far centres are from length 1 and right angles, with its weight λ: as it counts in a batch, an entry.',
    ),
  ],
});

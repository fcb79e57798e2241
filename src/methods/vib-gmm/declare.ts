import { integerField, numberField, type Field, type Range } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { termOf } from '../../core/metrics/numbers';
import { autoencoder, keptLatent, networkPanel, ratesField, suggestedNetwork, suitedNetwork } from '../shared/autoencoder';
import { batches, clusters, common } from '../shared/common';
import { codeCentreNumbers } from '../shared/numbers';

/** VIB-GMM: a variational autoencoder whose prior is a mixture of Gaussians, the clusters. It draws new points, too. */

const variances: Range = [1e-6, 1e3];

const ofPrior = 'how far the Gaussian of a point is from the mixture, −ln Σ π exp(−KL), in nats';

export const vibGmm = define({
  id: 'vib-gmm',
  name: 'VIB-GMM',
  brief: 'Codes are Gaussians, clusters their mixture.',
  sentence:
    'The encoder gives a Gaussian for each point, the decoder draws the point from a sample of it, and a mixture of Gaussians learns to hold them all: its components are the clusters, and new points can be drawn from them.',
  papers: [
    {
      authors: ['Uğur', 'Arvanitakis', 'Zaidi'],
      title: 'Variational Information Bottleneck for Unsupervised Clustering: Deep Gaussian Mixture Embedding',
      where: 'Entropy',
      year: 2020,
    },
  ],
  space: 'codes',
  numbers: codeCentreNumbers({
    loss: `The training loss: the mean reconstruction error per entry of samples of the codes, and 2σ²s/d times the mean of ${ofPrior}, over the epoch’s batches; s rises from 0 to 1 in the warm-up.`,
    rate: 'Learning rate of the mixture',
    compared: 'RL and the prior’s part of the loss',
    terms: [
      termOf(
        'prior',
        'Loss of the prior, over the whole set',
        `The prior’s part as it counts in the loss: 2σ²s/d times the mean over the whole set of ${ofPrior}, at the end of the epoch. It rises in the warm-up, with s. Beside RL it says which of the two training lowers.`,
      ),
    ],
  }),
  fields: {
    k: clusters(
      'How many Gaussians the mixture has, and so how many clusters at most.',
      String.raw`p(u) = \sum_{c=1}^k \pi_c\, \mathcal N(u; M_c, \operatorname{diag} S_c)`,
    ) as Field<number>,
    variance: numberField(variances, 0.05, {
      kind: 'slider',
      label: 'Variance of pixels σ²',
      sentence:
        'How far a drawn entry may be from the point’s own. Larger, and the mixture counts for more beside the reconstruction: codes come nearer to it and are drawn less sharply.',
      equation: String.raw`\frac{\lVert x - d(u)\rVert^2}{2\sigma^2} - s \ln \sum_c \pi_c\, e^{-\mathrm{KL}_c}, \quad u = \mu + e^{l/2} \varepsilon`,
      scale: 'log',
    }),
    warmUp: integerField(limits.epochs, 20, {
      label: 'Warm-up epochs',
      sentence: 'In so many epochs the weight of the mixture rises from 0 to its full size, so that codes form before they are held to it.',
      equation: String.raw`s = \min(1, \text{epoch} / \text{warm-up})`,
      scale: 'linear',
    }),
    ...batches,
    ...common,
    ...autoencoder,
    rates: ratesField(
      { encoder: 1e-3, decoder: 1e-3, head: 2e-3 },
      {
        id: 'rate-mixture',
        learned: 'head',
        label: 'Rate of the mixture',
        sentence: 'Adam’s learning rate of means, variances and shares of the mixture in the joint training.',
      },
    ),
  },
  overrides: { batchSize: 256, epochs: 60, pretrainEpochs: 40, scaling: 'pixels' },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'variance', 'warmUp'] },
    networkPanel,
    { id: 'training', label: 'Training', fields: ['batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: suggestedNetwork,
  suit: suitedNetwork,
  follow: keptLatent,
  presets: [],
  result: 'last',
  partition: 'gaussians',
});

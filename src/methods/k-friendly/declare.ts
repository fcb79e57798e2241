import * as v from 'valibot';
import { examples } from '../../core/partition/examples';
import { choiceField, linked, numberField, numberOr, type Field } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { autoencoder, centreRates, keptLatent, networkPanel, suggestedNetwork, suitedNetwork } from '../shared/autoencoder';
import { batches, centreCount, clusteringWeight, common } from '../shared/common';
import { clusteringTerm, codeCentreNumbers } from '../shared/numbers';
import { suggestedPretraining, usualPretraining } from '../shared/pretraining';
import { kFriendlyPaper } from './presets';

/** K-means-friendly codes: soft k-means on codes, whose centres k-means finds anew every now and then. */

type Reinitialise = number | 'epoch' | null;
/** The steps of an epoch of 60,000 points, about: the paper's interval where it was measured. */
const usualSteps = 240;
/** Where an epoch has fewer steps, centres that are renewed after each let the codes shrink. */
const fewSteps = 100;
const [fewest, most] = limits.refreshSteps;
const wanted = `null, "epoch" or a whole number of steps between ${fewest} and ${most}`;
const isInterval = (steps: number) => Number.isInteger(steps) && steps >= fewest && steps <= most;

const reinitialise: Field<Reinitialise> = {
  schema: v.pipe(
    v.union([v.null(), v.literal('epoch'), v.number()], wanted),
    v.check((interval) => typeof interval !== 'number' || isInterval(interval), wanted),
  ),
  default: usualSteps,
  live: true,
  link: linked<Reinitialise>(
    'reinitialise',
    (text) => (text === 'never' ? null : text === 'epoch' ? text : numberOr(text)),
    (interval) => String(interval ?? 'never'),
  ),
  controls: [
    {
      kind: 'choice',
      id: 'reinitialise-rule',
      label: 'Re-initialise',
      sentence:
        'When centres become those of k-means among all codes, from where they are: after so many steps, as the paper has it after every epoch, or never. On small sets an epoch is a few steps, and centres that are renewed as often follow codes that shrink.',
      options: [
        { value: 'steps', label: 'By steps' },
        { value: 'epoch', label: 'Every epoch' },
        { value: 'never', label: 'Never' },
      ],
      read: (interval) => (typeof interval === 'number' ? 'steps' : (interval ?? 'never')),
      write: (chosen) => (chosen === 'steps' ? usualSteps : chosen === 'epoch' ? chosen : null),
    },
    {
      kind: 'number',
      label: 'Steps between',
      sentence: 'The least number of batches from one time to the next. It is done at the end of an epoch, and once more at the last.',
      range: limits.refreshSteps,
      scale: 'log',
      whole: true,
      when: (interval) => typeof interval === 'number',
      read: (interval) => (typeof interval === 'number' ? interval : usualSteps),
    },
  ],
};

export const kFriendly = define({
  id: 'k-friendly',
  name: 'K-means-friendly',
  brief: 'Soft k-means on codes, its centres renewed.',
  sentence:
    'Codes gather around centres while the autoencoder still draws the points, and every now and then k-means places the centres anew.',
  papers: [
    {
      authors: ['Roy'],
      title: 'An Approach Towards Learning K-means-friendly Deep Latent Representation',
      where: 'ICPR',
      year: 2024,
    },
  ],
  space: 'codes',
  numbers: codeCentreNumbers({
    loss: 'The training loss: the mean reconstruction error per entry, and λ/d times the soft k-means loss of the codes, over the epoch’s batches.',
    rate: 'Learning rate of the centres',
    compared: 'the clustering loss ℓ in units of the variance of the codes',
    terms: [clusteringTerm('λ/d times ', 'the distances ℓ of a code to the centres, by its memberships')],
  }),
  fields: {
    k: centreCount,
    lambda: clusteringWeight(
      'How much the distance of codes to their centres counts beside the reconstruction error: too much, and codes shrink onto their centres.',
      String.raw`\lVert x - d(z)\rVert^2 + \lambda \sum_{k} G_k(z)\, f_k(z)`,
    ),
    alpha: {
      ...numberField(limits.alpha, 2.5, {
        kind: 'slider',
        label: 'Sharpness α',
        sentence:
          'How sharply the nearest centre counts, whatever the scale of the codes is: at 1 the loss is that of k-harmonic means, high it is that of k-means.',
        equation: String.raw`G_k(z) = \frac{f_k^{-\alpha}}{\sum_l f_l^{-\alpha}}, \quad f_k = \lVert z - r_k\rVert^2`,
        soft: () => [0.1, 100],
        scale: 'log',
      }),
      live: true,
      ofPartition: true,
    },
    reinitialise,
    centres: choiceField({ learned: 'Learn', frozen: 'Stay' }, 'learned', {
      label: 'Centres',
      sentence: 'Whether centres learn by gradients from one k-means to the next, or stay where it put them.',
    }),
    ...batches,
    ...common,
    ...autoencoder,
    rates: centreRates,
  },
  overrides: { batchSize: 256, epochs: 40, pretrainEpochs: usualPretraining, scaling: 'pixels' },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'lambda', 'alpha', 'reinitialise', 'centres'] },
    networkPanel,
    { id: 'training', label: 'Training', fields: ['batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: (shape) => ({ ...suggestedNetwork(shape), ...suggestedPretraining(shape) }),
  suit: suitedNetwork,
  remark({ reinitialise, batchSize }, { n }) {
    const steps = Math.ceil(n / batchSize);
    if (reinitialise !== 'epoch' || steps >= fewSteps) return null;
    return `An epoch of these ${n.toLocaleString('en')} points is ${steps} steps: centres that k-means finds anew as often follow codes that shrink. Let it be done after ${usualSteps} steps, or make batches smaller.`;
  },
  follow: keptLatent,
  presets: kFriendlyPaper,
  result: 'last',
  partition: 'centres',
  example: { ...examples.centres, rule: { by: 'power', alpha: 2.5 } },
  under: (partition, { alpha }) => (partition.kind === 'centres' ? { ...partition, rule: { by: 'power', alpha } } : partition),
});

import { examples } from '../../core/partition/examples';
import * as v from 'valibot';
import { choiceField, integer, linked, number, numberField, numberOr, type Field, type NumberControl } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { autoencoder, centreRates, keptLatent, networkPanel, suggestedNetwork, suitedNetwork } from '../shared/autoencoder';
import { batches, centreCount, clusteringWeight, common } from '../shared/common';
import { clusteringTerm, codeCentreNumbers } from '../shared/numbers';
import { suggestedPretraining, usualPretraining } from '../shared/pretraining';
import { annealedAlphas, annealingOf, paperAnnealing, type Annealing, type AnnealingSettings } from './annealing';
import { dkmPaper } from './presets';

/** DKM: a soft k-means loss on the codes of an autoencoder, all trained together. */

const start = choiceField({ pretrained: 'Pretrained', random: 'Random' }, 'pretrained', {
  label: 'Training starts',
  sentence:
    'From a pretrained autoencoder and the centres of k-means among its codes, or from random weights and centres while α rises from epoch to epoch.',
});

const schedule = (
  id: keyof Annealing,
  label: string,
  sentence: string,
  range: readonly [number, number],
  whole: boolean,
): NumberControl<Annealing | null, AnnealingSettings> => ({
  kind: 'number',
  id: `anneal-${id}`,
  label,
  sentence,
  range,
  scale: whole ? 'linear' : 'log',
  whole,
  when: (_, settings) => annealingOf(settings) !== null,
  read: (_, settings) => (annealingOf(settings) ?? paperAnnealing)[id],
  write: (typed, _, settings) => ({ ...(annealingOf(settings) ?? paperAnnealing), [id]: typed }),
});

/** From a random start null stands for the paper's schedule. */
const anneal: Field<Annealing | null, AnnealingSettings> = {
  schema: v.nullable(
    v.strictObject(
      {
        first: v.optional(number(limits.alpha), paperAnnealing.first),
        values: v.optional(integer(limits.annealed), paperAnnealing.values),
        epochsEach: v.optional(integer(limits.epochs), paperAnnealing.epochsEach),
      },
      'null, or an object such as {"values": 40}',
    ),
  ),
  default: null,
  link: linked<Annealing | null>(
    'anneal',
    (text) => {
      if (text === 'none') return null;
      const [first, values, epochsEach, ...more] = text.split(',').map(numberOr);
      return epochsEach === undefined || more.length > 0 ? text : { first, values, epochsEach };
    },
    (annealing) => (annealing ? [annealing.first, annealing.values, annealing.epochsEach].join(',') : 'none'),
  ),
  controls: [
    {
      kind: 'choice',
      id: 'anneal-rule',
      label: 'α over the epochs',
      sentence: 'α stays as it is, or rises so that soft memberships harden while the codes form. From a random start it rises.',
      equation: String.raw`\alpha_n = 2^{1/\ln(n)^2}\,\alpha_{n-1}`,
      options: [
        { value: 'fixed', label: 'Fixed' },
        { value: 'annealed', label: 'Annealed' },
      ],
      when: (_, settings) => settings.start === 'pretrained',
      read: (annealing) => (annealing ? 'annealed' : 'fixed'),
      write: (chosen) => (chosen === 'annealed' ? paperAnnealing : null),
    },
    schedule('first', 'First α', 'The α of the first epochs.', limits.alpha, false),
    schedule('values', 'Values of α', 'How many values α takes, one after the other; the last stays.', limits.annealed, true),
    schedule('epochsEach', 'Epochs of each α', 'How many epochs each value of α lasts.', [1, 1000], true),
  ],
};

const alpha = numberField(limits.alpha, 1000, {
  kind: 'slider',
  label: 'Sharpness α',
  sentence:
    'How sharply the nearest centre counts in the loss: low, and all centres pull on a code; high, and only the nearest does, as in k-means.',
  equation: String.raw`p_k(z) = \frac{\exp(-\alpha f_k)}{\sum_l \exp(-\alpha f_l)}, \quad f_k = \lVert z - r_k\rVert^2`,
  scale: 'log',
});

export const dkm = define({
  id: 'dkm',
  name: 'DKM',
  brief: 'Soft k-means, learned together with the codes.',
  sentence: 'Centres pull softly on codes while the autoencoder still draws the points, and networks and centres learn together.',
  papers: [
    {
      authors: ['Moradi Fard', 'Thonet', 'Gaussier'],
      title: 'Deep k-Means: Jointly clustering with k-Means and learning representations',
      where: 'Pattern Recognition Letters',
      year: 2020,
    },
  ],
  space: 'codes',
  numbers: codeCentreNumbers({
    loss: 'The training loss: the mean reconstruction error per entry, and λ/d times the soft k-means loss of the codes, over the epoch’s batches.',
    rate: 'Learning rate of the centres',
    terms: [clusteringTerm('λ/d times ', 'the distances of a code to the centres, by its memberships')],
  }),
  fields: {
    k: centreCount,
    lambda: clusteringWeight(
      'How much the distance of codes to their centres counts beside the reconstruction error: too much, and codes collapse onto few centres.',
      String.raw`\lVert x - d(z)\rVert^2 + \lambda \sum_{k} p_k(z)\, f_k(z)`,
    ),
    alpha: {
      ...alpha,
      live: true,
      ofPartition: true,
      controls: alpha.controls.map((control) => ({
        ...control,
        when: (_: number, settings: unknown) => annealingOf(settings as AnnealingSettings) === null,
      })),
    },
    start,
    anneal: anneal as Field<Annealing | null>,
    distance: choiceField({ euclidean: 'Euclidean', cosine: 'Cosine' }, 'euclidean', {
      label: 'Distance',
      sentence:
        'What centres are near by: the squared Euclidean distance, or the angle alone. The reconstruction error is always Euclidean.',
      equation: String.raw`f_k = \lVert z - r_k\rVert^2 \quad\text{or}\quad f_k = 1 - \frac{\langle z, r_k\rangle}{\lVert z\rVert\,\lVert r_k\rVert}`,
    }),
    ...batches,
    ...common,
    ...autoencoder,
    rates: centreRates,
  },
  overrides: { batchSize: 256, epochs: 50, pretrainEpochs: usualPretraining, scaling: 'pixels' },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'lambda', 'alpha', 'anneal', 'distance'] },
    networkPanel,
    { id: 'training', label: 'Training', fields: ['start', 'batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: (shape) => ({ ...suggestedNetwork(shape), ...suggestedPretraining(shape) }),
  suit: suitedNetwork,
  // The annealed variant takes as many epochs as its schedule.
  follow: (patch, values, pretrained) => ({
    ...('start' in patch || 'anneal' in patch ? { epochs: epochsFor({ ...values, ...patch }) } : {}),
    ...keptLatent(patch, values, pretrained),
  }),
  presets: dkmPaper,
  result: 'last',
  pretrains: ({ start }) => start === 'pretrained',
  partition: 'centres',
  example: { ...examples.centres, rule: { by: 'softmax', alpha: 1 } },
  annealed(values) {
    const annealing = annealingOf(values);
    return annealing && { alphas: annealedAlphas(annealing.values, annealing.first), epochsEach: annealing.epochsEach };
  },
  under: (partition, values) =>
    partition.kind !== 'centres' || annealingOf(values) ? partition : { ...partition, rule: { by: 'softmax', alpha: values.alpha } },
});

/** Epochs that a schedule takes; without one, those that training begins with. */
function epochsFor(settings: AnnealingSettings): number {
  const annealing = annealingOf(settings);
  return annealing ? annealing.values * annealing.epochsEach : 50;
}

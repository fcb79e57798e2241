import { define } from '../method';
import type { Field } from '../fields';
import { firstAutoencoder, keptLatent, ratesField, suggestedNetwork, suitedNetwork } from '../shared/autoencoder';
import { batches, clusters, common } from '../shared/common';
import { betaAt, init, memory, memoryCount, memoryUnder } from '../shared/memory';
import { codeMemoryNumbers } from '../shared/numbers';
import { dclamPaper } from './presets';

/** DCLAM: the slide of CLAM between an encoder and a decoder, all trained together. */

export const dclam = define({
  id: 'dclam',
  aliases: ['dcam'],
  name: 'DCLAM',
  published: 'DCAM',
  brief: 'Codes slide downhill to memories, then are decoded.',
  sentence: 'Codes slide downhill to memories between an encoder and a decoder, and all three learn to draw the points again.',
  papers: [
    {
      authors: ['Saha', 'Krotov', 'Zaki', 'Ram'],
      title: 'Deep Clustering with Associative Memories',
      where: 'arXiv 2601.00963',
      year: 2026,
    },
  ],
  space: 'codes',
  numbers: codeMemoryNumbers,
  fields: {
    k: clusters(memoryCount.sentence, memoryCount.equation) as Field<number>,
    ...memory,
    init,
    ...batches,
    ...common,
    ...firstAutoencoder,
    rates: ratesField(
      { encoder: 1e-7, decoder: 1e-3, head: 1e-2 },
      {
        id: 'rate-memories',
        learned: 'memories',
        label: 'Rate of the memories',
        sentence:
          'Adam’s learning rate of the memories in the joint training; like the other two it shrinks by itself when the loss stalls, down to 1e-6.',
      },
    ),
  },
  /**
   * A step of its own, for with a = 1/T too much is left of a point for clusters to tighten (USPS, EAE: SC on A(e(x)) 0.26 at 1/T, 0.62 at
   * 0.15); pixels in [0, 1]; memories at the centres of k-means on the codes.
   */
  overrides: { steps: 15, stepSize: 0.15, batchSize: 64, epochs: 100, scaling: 'pixels' },
  renamed: { learningRate: 'pretrainRate' },
  panels: [
    { id: 'memory', label: 'Memory', fields: ['beta', 'steps', 'k', 'stepSize', 'energy'] },
    {
      id: 'network',
      label: 'Network',
      fields: ['network', 'latent', 'pretrainEpochs', 'pretrainRate', 'rates', 'networkSeed'],
    },
    { id: 'training', label: 'Training', fields: ['init', 'batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: suggestedNetwork,
  suit: suitedNetwork,
  follow: keptLatent,
  presets: dclamPaper,
  result: 'lowestLoss',
  partition: 'memory',
  betaAt,
  under: memoryUnder,
});

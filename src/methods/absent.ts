import type { Paper } from './method';

/** Methods that the papers compare with and that are not here, and why. */

export interface AbsentMethod {
  readonly id: string;
  readonly name: string;
  /** What it does in at most eight words. */
  readonly brief: string;
  /** Why it is not here, after "Not here, because ". */
  readonly because: string;
  /** What to do here instead. */
  readonly instead: string;
  readonly papers: readonly [Paper, ...Paper[]];
}

const ownEmbeddings =
  'Pictures’ embeddings of such a network, opened as a table, are points like others: every method on the points runs on them.';

const contrastive =
  'it begins with a ResNet that is trained contrastively for hundreds of epochs: some 10¹⁷ operations, hours on a fast graphics card and weeks without one. It has no decoder, so that prototypes have no pictures and nothing is reconstructed.';

export const absent: readonly AbsentMethod[] = [
  {
    id: 'scan',
    name: 'SCAN',
    brief: 'Pictures agree with their nearest neighbours.',
    because: contrastive,
    instead: ownEmbeddings,
    papers: [
      {
        authors: ['Van Gansbeke', 'Vandenhende', 'Georgoulis', 'Proesmans', 'Van Gool'],
        title: 'SCAN: Learning to Classify Images without Labels',
        where: 'ECCV',
        year: 2020,
      },
    ],
  },
  {
    id: 'nnm',
    name: 'NNM',
    brief: 'Neighbours are matched in a batch and overall.',
    because: contrastive,
    instead: ownEmbeddings,
    papers: [
      {
        authors: ['Dang', 'Deng', 'Yang', 'Wei', 'Huang'],
        title: 'Nearest Neighbor Matching for Deep Clustering',
        where: 'CVPR',
        year: 2021,
      },
    ],
  },
  {
    id: 'clustergan',
    name: 'ClusterGAN',
    brief: 'A generator’s code says the cluster.',
    because:
      'it trains a generator against a critic whose penalty needs second derivatives: 3 h 17 min on a V100 where the others took 19 to 39 minutes. It never learns to draw the points again, so that a reconstruction error means nothing.',
    instead: 'DCLAM and DKM draw their clusters as pictures.',
    papers: [
      {
        authors: ['Mukherjee', 'Asnani', 'Lin', 'Kannan'],
        title: 'ClusterGAN: Latent Space Clustering in Generative Adversarial Networks',
        where: 'AAAI',
        year: 2019,
      },
    ],
  },
];

import type { EntryId } from '../../views/Term';

/** The words that the page uses without explaining them, in plain words, each with its equation. */

export interface Entry {
  readonly id: EntryId;
  readonly name: string;
  readonly text: string;
  /** TeX. */
  readonly equation: string;
}

const r = String.raw;

export const entries: readonly Entry[] = [
  {
    id: 'memory',
    name: 'Memory ρ',
    text: 'A place that attracts. Points that run to it are its cluster.',
    equation: r`\rho_1, \dots, \rho_k \in \mathbb{R}^d`,
  },
  {
    id: 'basin',
    name: 'Basin',
    text: 'All places that end nearest to the same memory after T steps downhill.',
    equation: r`\arg\min_\mu \lVert \rho_\mu - v_T \rVert`,
  },
  {
    id: 'voronoi',
    name: 'Voronoi cell',
    text: 'All places to which the same memory is nearest, before any step.',
    equation: r`\arg\min_\mu \lVert \rho_\mu - x \rVert`,
  },
  {
    id: 'clusters',
    name: 'Number of clusters k',
    text: 'How many memories there are, and so how many clusters at most: a memory that no point runs to has none.',
    equation: r`c(x) \in \{1, \dots, k\}`,
  },
  {
    id: 'beta',
    name: 'Inverse temperature β',
    text: 'How sharply the nearest memory wins. Low: all pull on a point. High: only the nearest does.',
    equation: r`p_\mu = \operatorname{softmax}(-\beta \lVert \rho_\mu - v \rVert^2)`,
  },
  {
    id: 'steps',
    name: 'Steps T',
    text: 'How often a point moves before its cluster is read off.',
    equation: r`v \leftarrow v + a \textstyle\sum_\mu p_\mu(v)\,(\rho_\mu - v)`,
  },
  {
    id: 'energy',
    name: 'Energy',
    text: 'The height of the land. Steps lead down; memories lie at or near its hollows.',
    equation: r`E(v) = -\tfrac{1}{\beta} \log \textstyle\sum_\mu e^{-\beta \lVert \rho_\mu - v \rVert^2}`,
  },
  {
    id: 'membership',
    name: 'Membership',
    text: 'How much each memory pulls on a point: shares that add up to 100 %. Even shares: unsure.',
    equation: r`p_\mu(x),\quad \textstyle\sum_\mu p_\mu(x) = 1`,
  },
  {
    id: 'mask',
    name: 'Mask',
    text: 'A part of each point that is hidden while it is trained on. The memories have to fill it in, and so must stand for what belongs together.',
    equation: r`v_0 = m \odot x,\quad \text{loss on } 1 - m`,
  },
  {
    id: 'loss',
    name: 'Loss',
    text: 'What training makes smaller, epoch by epoch. Each method has its own; of CLAM it is how far points end from what they should be. A small loss alone does not make good clusters.',
    equation: r`\mathcal{L} = \textstyle\sum_i \lVert x_i - v_T(x_i) \rVert^2`,
  },
  {
    id: 'rate',
    name: 'Learning rate',
    text: 'How far each step of training moves what is learned. It is made smaller when the loss stands still.',
    equation: r`\rho \leftarrow \rho - \eta\, \dfrac{\partial \mathcal{L}}{\partial \rho}`,
  },
  {
    id: 'silhouette',
    name: 'SC, silhouette',
    text: 'How much nearer a point is to its own cluster than to the next: 1 is clear, 0 is on the border. It is always said of a space: x, codes e(x), or attracted codes A(e(x)).',
    equation: r`\tfrac{1}{n} \textstyle\sum_i \dfrac{b_i - a_i}{\max(a_i, b_i)}`,
  },
  {
    id: 'sizes',
    name: 'ETP and CS, sizes',
    text: 'ETP says how even the sizes of the clusters are: log₂ k where all are alike, less where one takes most. CS is the largest and the smallest.',
    equation: r`-\textstyle\sum_j P_j \log_2 P_j`,
  },
  {
    id: 'nmi',
    name: 'NMI',
    text: 'How much the clusters tell about given labels: 1 all, 0 nothing. Labels are only compared, never trained on.',
    equation: r`\dfrac{2\, I(C; L)}{H(C) + H(L)}`,
  },
  {
    id: 'ari',
    name: 'ARI and AMI',
    text: 'How far clusters and given labels agree, with what chance would give taken away: 1 all, 0 no more than chance.',
    equation: r`\mathrm{ARI} = \dfrac{\mathrm{RI} - \mathrm{E}[\mathrm{RI}]}{1 - \mathrm{E}[\mathrm{RI}]}`,
  },
  {
    id: 'accuracy',
    name: 'ACC and homogeneity',
    text: 'ACC pairs each cluster with one label as well as can be: the share of points that the pairs get right. Homogeneity is 1 where each cluster holds one label alone.',
    equation: r`\mathrm{ACC} = \max_\pi \tfrac{1}{n} \textstyle\sum_i [\, l_i = \pi(c_i) \,]`,
  },
  {
    id: 'code',
    name: 'Code e(x)',
    text: 'A few numbers that an autoencoder makes of a point, from which its decoder draws it again. Two of them are the map.',
    equation: r`e: \mathbb{R}^d \to \mathbb{R}^m,\quad d: \mathbb{R}^m \to \mathbb{R}^d`,
  },
  {
    id: 'rrl',
    name: 'RL and RRL',
    text: 'Reconstruction loss, and by how much it is worse (+) or better (−) than after pretraining.',
    equation: r`\mathrm{RRL} = \dfrac{\mathrm{RL} - \mathrm{RL}_p}{\mathrm{RL}_p}`,
  },
  {
    id: 'variance',
    name: 'Code variance',
    text: 'How far the codes are spread. Where it falls towards 0 the codes shrink together, and a small loss says nothing.',
    equation: r`\tfrac{1}{n} \textstyle\sum_i \lVert e(x_i) - \bar{e} \rVert^2`,
  },
  {
    id: 'inertia',
    name: 'Inertia',
    text: 'The squared distances of the points to their centres, added up: what k-means makes smaller.',
    equation: r`\textstyle\sum_i \lVert x_i - c_{(i)} \rVert^2`,
  },
  {
    id: 'likelihood',
    name: 'Log-likelihood and BIC',
    text: 'How well a mixture of Gaussians expects the points. BIC counts each number that the mixture learns against it; lower is better.',
    equation: r`\mathrm{BIC} = q \ln n - 2 \textstyle\sum_i \ln p(x_i)`,
  },
];

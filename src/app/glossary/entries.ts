/** The words that the page uses without explaining them, in plain words, each with its equation. */

export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** TeX. */
  readonly equation: string;
}

const r = String.raw;

export const entries = [
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
    id: 'silhouette',
    name: 'SC, silhouette',
    text: 'How much nearer a point is to its own cluster than to the next: 1 is clear, 0 is on the border. It is always said of a space: x, codes e(x), or attracted codes A(e(x)).',
    equation: r`\tfrac{1}{n} \textstyle\sum_i \dfrac{b_i - a_i}{\max(a_i, b_i)}`,
  },
  {
    id: 'nmi',
    name: 'NMI',
    text: 'How much the clusters tell about given labels: 1 all, 0 nothing. Labels are only compared, never trained on.',
    equation: r`\dfrac{2\, I(C; L)}{H(C) + H(L)}`,
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
    id: 'etp',
    name: 'ETP, size entropy',
    text: 'How even the sizes of the clusters are: log₂ k where all are alike, less where one takes most.',
    equation: r`-\textstyle\sum_j P_j \log_2 P_j`,
  },
] as const satisfies readonly Entry[];

export type EntryId = (typeof entries)[number]['id'];

import { isDeep, limits, similarities, stepSizeOf, type Config, type ConfigPatch } from '../../engine/protocol';
import { formatValue } from '../../views/format';
import { numeric, oneOf, shallow } from './lenses';
import type { Context, Control } from './types';

/** Fixed weights come k at a time: new memories weigh 1. */
const fitWeights = (k: number, { weights }: Config): ConfigPatch =>
  Array.isArray(weights) && weights.length !== k ? { weights: Array.from({ length: k }, (_, i) => weights[i] ?? 1) } : {};

/** The code of a network that has been pretrained stays as wide as it is: other numbers of memories are tried on it. */
const keepCode = (config: Config, { pretrained }: Context): ConfigPatch =>
  isDeep(config) && pretrained && config.latent === null ? { latent: config.k } : {};

/** The controls of the Memory panel: the dynamics. */
export const memoryControls: readonly Control[] = [
  {
    ...numeric('beta'),
    kind: 'slider',
    panel: 'memory',
    label: 'Inverse temperature β',
    sentence:
      'How sharply the nearest memory wins: low, and all memories pull on a point; high, and only the nearest does. By itself it is 32 over the number of features, at most 4; with up to three features 1, and more with over five memories.',
    equation: String.raw`p_\mu(v) = \frac{\exp(-\beta\,\lVert \rho_\mu - v\rVert^2)}{\sum_\nu \exp(-\beta\,\lVert \rho_\nu - v\rVert^2)}`,
    range: limits.beta,
    scale: 'log',
    whole: false,
  },
  {
    ...numeric('steps'),
    kind: 'slider',
    panel: 'memory',
    label: 'Recursion steps T',
    sentence: 'How many steps a point slides downhill before its cluster is read off.',
    equation: String.raw`v_{t+1} = v_t + a \sum_{\mu=1}^{k} (\rho_\mu - v_t)\,p_\mu(v_t), \quad t = 1 \dots T`,
    range: limits.steps,
    soft: () => [1, 50],
    scale: 'linear',
    whole: true,
  },
  {
    ...numeric('k'),
    kind: 'slider',
    panel: 'memory',
    label: 'Number of clusters k',
    sentence: 'How many memories there are, and so how many clusters at most.',
    equation: String.raw`\rho_1, \dots, \rho_k \in \mathbb{R}^d`,
    range: ({ n }) => [limits.k[0], Math.min(limits.k[1], n ?? limits.k[1])],
    soft: ({ suggestedK }) => [1, Math.max(16, 2 * (suggestedK ?? 0))],
    scale: 'linear',
    whole: true,
    patch: (k, config, context) => ({ k, ...fitWeights(k, config), ...keepCode(config, context) }),
  },
  {
    kind: 'choice',
    id: 'step-rule',
    about: 'stepSize',
    panel: 'memory',
    label: 'Step a',
    sentence: 'How far one step goes. Tied to T, many steps go no further than few; untied, more steps tighten the clusters.',
    equation: String.raw`a = \frac{\mathrm{d}t}{\tau}, \quad \text{tied: } a = \frac{1}{T}`,
    options: [
      { value: 'tied', label: 'Tied to T: 1/T' },
      { value: 'own', label: 'Own value' },
    ],
    read: (config) => (config.stepSize === null ? 'tied' : 'own'),
    patch: (value, config) => ({ stepSize: value === 'tied' ? null : Number(stepSizeOf(config).toPrecision(3)) }),
  },
  {
    kind: 'slider',
    id: 'stepSize',
    about: 'stepSize',
    panel: 'memory',
    label: 'Step size a',
    sentence: 'The share of the way to the memories that one step covers.',
    range: limits.stepSize,
    soft: () => [0.01, 1],
    scale: 'log',
    whole: false,
    when: (config) => config.stepSize !== null,
    read: stepSizeOf,
    patch: (stepSize) => ({ stepSize }),
  },
  {
    kind: 'readout',
    id: 'left',
    about: 'stepSize',
    panel: 'memory',
    label: 'What is left of a point',
    sentence:
      'Where one memory dominates, this share of a point’s distance to it is left after T steps. With a = 1/T it nears 37% as T grows.',
    equation: String.raw`(1 - a)^T`,
    text: (config) => {
      const left = (1 - stepSizeOf(config)) ** config.steps;
      return `(1−a)ᵀ = ${formatValue(left)}`;
    },
  },
  {
    ...oneOf('similarity', similarities),
    when: shallow,
    panel: 'memory',
    label: 'Similarity',
    sentence: 'Whether memories attract by distance, or by direction alone, on the unit sphere.',
    equation: String.raw`-\beta\lVert\rho_\mu - v\rVert^2 \quad\text{or}\quad \beta\,\langle \rho_\mu/\lVert\rho_\mu\rVert,\, v\rangle`,
  },
  {
    kind: 'choice',
    id: 'weights',
    about: 'weights',
    panel: 'memory',
    label: 'Weights',
    when: shallow,
    sentence: 'Whether some memories pull more than others: all alike, learned with the memories, or numbers of your own.',
    equation: String.raw`p = \operatorname{softmax}_\mu\bigl(-\beta\lVert\rho_\mu - v\rVert^2 + \log \varepsilon_\mu\bigr)`,
    options: [
      { value: 'none', label: 'All alike' },
      { value: 'learned', label: 'Learned' },
      { value: 'fixed', label: 'Own numbers' },
    ],
    read: ({ weights }) => (typeof weights === 'string' ? weights : 'fixed'),
    patch: (value, { k }) => ({ weights: value === 'none' || value === 'learned' ? value : Array.from({ length: k }, () => 1) }),
  },
  {
    kind: 'list',
    id: 'weight-list',
    about: 'weights',
    panel: 'memory',
    label: 'Weights of the memories',
    range: limits.weight,
    whole: false,
    count: ({ k }) => ({ of: 'memories', many: k }),
    sentence: 'One positive number for each memory, in order, separated by spaces or commas.',
    when: ({ weights }) => typeof weights !== 'string',
    read: ({ weights }) => (typeof weights === 'string' ? [] : weights),
    patch: (weights) => ({ weights }),
  },
];

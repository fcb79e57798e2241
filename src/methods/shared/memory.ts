import * as v from 'valibot';
import { betaThatHolds } from '../../core/memory/betaThatHolds';
import type { AssociativeMemory } from '../../core/memory/model';
import type { PartitionModel } from '../../core/partition/model';
import { choiceField, integerField, linked, linkedOr, number, numberField, numberOr, type Field } from '../fields';
import { limits } from '../limits';
import type { Start } from '../method';

/** Settings of an associative memory: the slide downhill. */

interface Steps {
  readonly steps: number;
  readonly stepSize: number | null;
}

/** a, with null meaning 1/T. */
export function stepSizeOf({ steps, stepSize }: Steps): number {
  return stepSize ?? 1 / steps;
}

/** How the energies of a memory are called: log-sum-exp, and log-sum-ReLU. */
const energies = { lse: 'Log-sum-exp', lsr: 'Log-sum-ReLU' } as const;

/** The settings of a memory that do not change what it has learned. */
interface Dynamics extends Steps {
  readonly beta: number;
  readonly energy: keyof typeof energies;
}

/** β, T, a and the energy as a model has them: log-sum-exp goes without saying. */
export function dynamicsOf(settings: Dynamics): Pick<AssociativeMemory, 'beta' | 'steps' | 'stepSize' | 'energy'> {
  const { beta, steps, energy } = settings;
  return { beta, steps, stepSize: stepSizeOf(settings), ...(energy === 'lsr' && { energy }) };
}

/** The same memories under other β, T or a, or the other energy. */
export function memoryUnder(partition: PartitionModel, settings: Dynamics): PartitionModel {
  if (partition.kind !== 'memory') throw new TypeError(`β, T and a are not settings of a partition of kind "${partition.kind}".`);
  // Emergent memories are others then.
  const { energy: _, sets: __, ...memories } = partition;
  return { ...memories, ...dynamicsOf(settings) };
}

/** A suggested β, as people write it. */
export const writtenBeta = (beta: number): number => Math.min(limits.beta[1], Math.max(limits.beta[0], Number(beta.toPrecision(3))));

/** Under log-sum-ReLU β is such that most points lie in a ball. */
export function betaAt({ energy }: Pick<Dynamics, 'energy'>, { points, n, partition }: Start): number | null {
  if (energy !== 'lsr' || partition.kind !== 'memory') return null;
  const { memories, k, d } = partition;
  return writtenBeta(betaThatHolds(points, n, d, memories, k));
}

/** Why these settings are none of log-sum-ReLU; null where they are, or where the energy is log-sum-exp. */
export function checkEnergy({
  energy,
  similarity = 'euclidean',
  weights = 'none',
}: Pick<Dynamics, 'energy'> & { readonly similarity?: string; readonly weights?: unknown }): { key: 'energy'; sentence: string } | null {
  if (energy !== 'lsr') return null;
  if (similarity !== 'euclidean')
    return {
      key: 'energy',
      sentence: `“energy” "lsr" is defined for the Euclidean similarity only, not "${similarity}": set “similarity” to "euclidean".`,
    };
  return weights === 'none'
    ? null
    : { key: 'energy', sentence: '“energy” "lsr" is defined for memories that weigh alike only: set “weights” to "none".' };
}

const stepSize: Field<number | null, Steps> = {
  schema: v.nullable(number(limits.stepSize)),
  default: null,
  live: true,
  ofPartition: true,
  secondary: true,
  link: linkedOr('stepSize', 'tied'),
  controls: [
    {
      kind: 'choice',
      id: 'step-rule',
      label: 'Step a',
      sentence: 'How far one step goes. Tied to T, many steps go no further than few; untied, more steps tighten the clusters.',
      equation: String.raw`a = \frac{\mathrm{d}t}{\tau}, \quad \text{tied: } a = \frac{1}{T}`,
      options: [
        { value: 'tied', label: 'Tied to T: 1/T' },
        { value: 'own', label: 'Own value' },
      ],
      read: (a) => (a === null ? 'tied' : 'own'),
      write: (chosen, _, settings) => (chosen === 'tied' ? null : Number(stepSizeOf(settings).toPrecision(3))),
    },
    {
      kind: 'slider',
      label: 'Step size a',
      sentence: 'The share of the way to the memories that one step covers.',
      range: limits.stepSize,
      soft: () => [0.01, 1],
      scale: 'log',
      whole: false,
      when: (a) => a !== null,
      read: (_, settings) => stepSizeOf(settings),
    },
    {
      kind: 'readout',
      id: 'left',
      label: 'What is left of a point',
      sentence:
        'Where one memory dominates, this share of a point’s distance to it is left after T steps. With a = 1/T it nears 37% as T grows.',
      equation: String.raw`(1 - a)^T`,
      symbol: '(1−a)ᵀ',
      compute: (_, settings) => (1 - stepSizeOf(settings)) ** settings.steps,
    },
  ],
};

export const initialisations = { normal: 'Random', points: 'Data points', 'kmeans++': 'k-means++', kmeans: 'k-means centres' } as const;

export const memory = {
  /** β of exp(−β‖ρ−v‖²). */
  beta: {
    ...numberField(limits.beta, 1, {
      kind: 'slider',
      label: 'Inverse temperature β',
      sentence:
        'How sharply the nearest memory wins: low, and all memories pull on a point; high, and only the nearest does. By itself it is 32 over the number of features, at most 4; with up to three features 1, and more with over five memories. Under log-sum-ReLU, where nobody names it, 1/(2.25 q): q is the squared distance from the nearest start memory within which 95 % of the points lie.',
      equation: String.raw`p_\mu(v) = \frac{\exp(-\beta\,\lVert \rho_\mu - v\rVert^2)}{\sum_\nu \exp(-\beta\,\lVert \rho_\nu - v\rVert^2)}`,
      scale: 'log',
    }),
    live: true,
    ofPartition: true,
    link: {
      ...linked('beta', numberOr),
      // What suits a start is not known before it.
      write: (now, usual, settings): Record<string, string> => (now === usual && settings['energy'] !== 'lsr' ? {} : { beta: String(now) }),
    },
  } as Field<number>,
  /** T, recursion steps. */
  steps: {
    ...integerField(limits.steps, 10, {
      kind: 'slider',
      label: 'Recursion steps T',
      short: 'steps',
      sentence: 'How many steps a point slides downhill before its cluster is read off.',
      equation: String.raw`v_{t+1} = v_t + a \sum_{\mu=1}^{k} (\rho_\mu - v_t)\,p_\mu(v_t), \quad t = 1 \dots T`,
      soft: () => [1, 50],
      scale: 'linear',
    }),
    live: true,
    ofPartition: true,
  },
  /** a = dt/τ; null ties it to T: a = 1/T. */
  stepSize,
  /** What the points slide down: see `Energy` of the model. */
  energy: {
    ...choiceField(energies, 'lse', {
      label: 'Energy',
      sentence:
        'What the points slide down. Under log-sum-ReLU (Epanechnikov) a memory pulls on the points in its ball of radius 1/√β alone, all memories whose balls hold a point pull alike, and a point in no ball belongs to no memory.',
      equation: String.raw`-\tfrac{1}{\beta} \log \sum_\mu e^{-\beta\lVert\rho_\mu - v\rVert^2} \quad\text{or}\quad -\tfrac{1}{\beta} \log\bigl(\epsilon + \sum_\mu \operatorname{ReLU}(1 - \beta\lVert\rho_\mu - v\rVert^2)\bigr)`,
    }),
    live: true,
    ofPartition: true,
    secondary: true,
  } as Field<keyof typeof energies>,
} as const;

/** Of deep methods among the codes. "kmeans" are the centres of k-means. */
export const init = choiceField(initialisations, 'kmeans', {
  label: 'Memories start as',
  sentence:
    'Where the memories are before the first epoch: of DCLAM among the codes e(x). By itself a table starts from k-means’ centres (SC of zoo 0.37, from data points 0.34; of ecoli 0.26 and 0.22); with up to three features from k-means++ points, which do as well there and can be seen on their way.',
  equation: String.raw`\rho_{\mu i} \sim \mathcal{N}(0.1,\, 0.1^2) \quad\text{or}\quad \rho_\mu = x_i`,
});

export const memoryCount = {
  sentence: 'How many memories there are, and so how many clusters at most.',
  equation: String.raw`\rho_1, \dots, \rho_k \in \mathbb{R}^d`,
};

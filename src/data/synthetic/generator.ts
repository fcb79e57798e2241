import { Random } from '../../core/algebra/random';
import { DataError, type Dataset } from '../dataset';
import { count } from '../text';

/** The settings of a generator. */
export interface GeneratorOptions {
  /** Points. */
  readonly n: number;
  /** See the generator's `noise.means`. */
  readonly noise: number;
  readonly seed: number;
  /** Clusters, where the generator lets them be chosen. */
  readonly k: number;
}

export interface OptionRange {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

export interface Generator {
  /** "synthetic/moons". */
  readonly id: string;
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  readonly n: OptionRange;
  /** `means` is one sentence on what the number does. */
  readonly noise: OptionRange & { readonly means: string };
  /** min = max where the number of clusters is the set's own. */
  readonly k: OptionRange;
  /** Left-out knobs take their defaults, the seed 0. Throws DataError "out-of-range" naming the knob, its value and its range. */
  readonly generate: (knobs?: Partial<GeneratorOptions>) => Dataset;
}

/** Draws the point of row i: writes x and y at `values[2i]`, and returns the index of its label. */
export type Draw = (values: Float32Array, i: number) => number;

interface Plan {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly n: number;
  readonly noise: OptionRange & { readonly means: string };
  readonly k: OptionRange;
  /** Names of the labels, where they are not "cluster 1", "cluster 2" …; null where points have no labels. */
  readonly labels?: readonly string[] | null;
  /** Is called once, with the generator of random numbers, and draws the rows in order. */
  readonly draw: (knobs: GeneratorOptions, random: Random) => Draw;
}

export const POINTS = { min: 3, max: 100_000 };

/** A planar generator out of its plan: checks the knobs, draws the points, names the labels. */
export function generator({ id, name, description, noise, k, labels, draw, ...plan }: Plan): Generator {
  const n = { ...POINTS, default: plan.n };
  return {
    id,
    name,
    description,
    n,
    noise,
    k,
    generate(given = {}) {
      const knobs: GeneratorOptions = {
        n: checked(name, 'n', given.n ?? n.default, n, true),
        noise: checked(name, 'noise', given.noise ?? noise.default, noise, false),
        seed: checked(name, 'seed', given.seed ?? 0, { min: 0, max: Number.MAX_SAFE_INTEGER }, true),
        k: checked(name, 'k', given.k ?? k.default, k, true),
      };
      const drawPoint = draw(knobs, new Random(knobs.seed));
      const values = new Float32Array(2 * knobs.n);
      const drawn = new Uint16Array(knobs.n);
      for (let i = 0; i < knobs.n; i++) drawn[i] = drawPoint(values, i);
      return {
        id,
        name,
        n: knobs.n,
        d: 2,
        values,
        features: ['x', 'y'],
        labels: labels === null ? null : drawn,
        labelNames: labels === null ? [] : (labels ?? Array.from({ length: knobs.k }, (_, c) => `cluster ${c + 1}`)),
        image: null,
        k: Math.min(knobs.k, knobs.n),
        source: null,
        notes: [],
      };
    },
  };
}

function checked(set: string, knob: string, value: number, { min, max }: { min: number; max: number }, whole: boolean): number {
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  const range =
    min === max ? `must be ${count(min)}` : `must be ${whole ? 'a whole number' : 'a number'} from ${count(min)} to ${count(max)}`;
  throw new DataError('out-of-range', `“${set}”: ${knob} is ${value}, but ${range}.`);
}

/** A number of clusters that is the set's own. */
export function fixed(k: number): OptionRange {
  return { min: k, max: k, default: k };
}

/** The numbers that a method may be given, declared once: what the controls of a pane are drawn from. */
import { projectionLimits, type ProjectionMethodId, type ProjectionSettings } from '../../../projection/settings';
import { readBounded } from '../../typedNumber';

export const methodNames: Record<ProjectionMethodId, string> = { pca: 'PCA', tsne: 't-SNE', umap: 'UMAP' };

type NumberKey = keyof typeof projectionLimits & keyof ProjectionSettings;

export interface LayoutParameter {
  readonly key: NumberKey;
  readonly label: string;
  readonly methods: readonly ProjectionMethodId[];
  readonly whole: boolean;
  /** Null may be chosen: the box is left empty. What is taken then. */
  readonly usual: string | null;
  /** One plain sentence. */
  readonly sentence: string;
}

export const layoutParameters: readonly LayoutParameter[] = [
  {
    key: 'neighbours',
    label: 'Neighbours',
    methods: ['umap'],
    whole: true,
    usual: null,
    sentence: 'How many nearest points each point is held to: few show fine structure, many the broad one.',
  },
  {
    key: 'minDistance',
    label: 'Least distance',
    methods: ['umap'],
    whole: false,
    usual: null,
    sentence: 'How close points may come in the picture: 0 packs clusters tightly, 0.99 spreads them evenly.',
  },
  {
    key: 'epochs',
    label: 'Epochs',
    methods: ['umap'],
    whole: true,
    usual: 'as many as suit the points',
    sentence: 'How many rounds the picture is improved for.',
  },
  {
    key: 'perplexity',
    label: 'Perplexity',
    methods: ['tsne'],
    whole: false,
    usual: null,
    sentence: 'About how many neighbours each point attends to; at most a third of the points.',
  },
  {
    key: 'exaggeration',
    label: 'Early exaggeration',
    methods: ['tsne'],
    whole: false,
    usual: null,
    sentence: 'How many times stronger neighbours attract at first, so that clusters gather before they settle.',
  },
  {
    key: 'learningRate',
    label: 'Learning rate',
    methods: ['tsne'],
    whole: false,
    usual: 'n / exaggeration, at least 50',
    sentence: 'How far points move in one iteration.',
  },
  {
    key: 'iterations',
    label: 'Iterations',
    methods: ['tsne'],
    whole: true,
    usual: 'as many as suit the points',
    sentence: 'How many times all points are moved.',
  },
  {
    key: 'sample',
    label: 'Sample',
    methods: ['pca', 'tsne', 'umap'],
    whole: true,
    usual: 'all points, up to 60,000',
    sentence: 'How many points are laid out; a sample is drawn at random with the seed.',
  },
  {
    key: 'seed',
    label: 'Seed',
    methods: ['pca', 'tsne', 'umap'],
    whole: true,
    usual: null,
    sentence: 'The same seed and settings give the same picture on the same machine.',
  },
];

/** "2 to 200, usually 15." */
export function rangeSaid({ key, usual }: LayoutParameter, defaults: ProjectionSettings): string {
  const [low, high] = projectionLimits[key];
  const range = key === 'seed' ? 'A whole number' : `${number(low)} to ${number(high)}`;
  const value = defaults[key];
  return `${range}; ${usual === null ? `usually ${value ?? ''}` : `left empty: ${usual}`}.`;
}

const number = (value: number): string => value.toLocaleString('en-US');

/** The typed text as a value; or a sentence on why it is none. */
export function readParameter(
  { key, label, whole, usual }: LayoutParameter,
  text: string,
): { readonly value: number | null } | { readonly refusal: string } {
  if (text.trim() === '') return usual === null ? { refusal: `${label} needs a number.` } : { value: null };
  const read = readBounded(text, { range: projectionLimits[key], whole });
  return 'value' in read ? read : { refusal: `${label} ${read.refusal}.` };
}

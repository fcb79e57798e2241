/** The two histograms: what is counted, from where to where, and in which words. */
import { formatCount, formatScore, formatShare } from '../format';
import { binned, certaintyRange, type Bins, type Certainties, type Certainty } from './certainty';

export const binCount = 30;

export interface HistogramFigure {
  readonly key: 'entropy' | 'largest';
  /** Accessible name. */
  readonly name: string;
  /** One plain sentence. */
  readonly sentence: (prototype: string) => string;
  /** "H(x)": what the axis is of. */
  readonly symbol: (deep: boolean) => string;
  readonly unit: string;
  /** The least and the most that k memories allow. */
  readonly range: (k: number) => readonly [number, number];
  readonly of: (certainty: Certainty) => number;
  readonly bins: (certainties: Certainties, k: number) => Bins;
}

/** A single memory claims every point; its axis is that of two. */
const atLeastTwo = (k: number) => Math.max(2, k);
const entropyRange = (k: number) => [0, Math.log(atLeastTwo(k))] as const;
const largestRange = (k: number) => [1 / atLeastTwo(k), 1] as const;

export const figures: readonly HistogramFigure[] = [
  {
    key: 'entropy',
    name: 'Entropy of the points',
    sentence: (prototype) => `0 where a single ${prototype} claims the point, ln k where all have the same share.`,
    symbol: (deep) => (deep ? 'H(e(x))' : 'H(x)'),
    unit: 'nats',
    range: entropyRange,
    of: ({ entropy }) => entropy,
    bins: ({ entropy }, k) => binned(entropy, ...entropyRange(k), binCount),
  },
  {
    key: 'largest',
    name: 'Largest membership',
    sentence: (prototype) => `1 where a single ${prototype} claims the point, 1/k where all have the same share.`,
    symbol: () => 'p max',
    unit: '',
    range: largestRange,
    of: ({ largest }) => largest,
    bins: ({ largest }, k) => binned(largest, ...largestRange(k), binCount),
  },
];

const withUnit = (text: string, { unit }: HistogramFigure) => (unit ? `${text} ${unit}` : text);

/** "0.23–0.31 nats: 45 points (2.5%)" */
export function binSentence(figure: HistogramFigure, bins: Bins, bin: number): string {
  const [low, high] = certaintyRange(bins, bin);
  const count = bins.counts[bin]!;
  return `${withUnit(`${formatScore(low, 2)}–${formatScore(high, 2)}`, figure)}: ${formatCount(count)} ${count === 1 ? 'point' : 'points'} (${formatShare(count / Math.max(1, bins.total))})`;
}

/** "point 5: 0.42 nats" */
export const pointSentence = (figure: HistogramFigure, index: number, value: number): string =>
  `point ${formatCount(index + 1)}: ${withUnit(formatScore(value, 2), figure)}`;

/** "median 0.12 nats" */
export const medianSentence = (figure: HistogramFigure, { median }: Bins): string =>
  median === null ? '' : `median ${withUnit(formatScore(median, 2), figure)}`;

/** The whole figure, for those who do not see it. */
export function figureSentence(figure: HistogramFigure, bins: Bins, epoch: number): string {
  const fullest = bins.counts.indexOf(Math.max(...bins.counts));
  return `${figure.name}, epoch ${epoch}, ${formatCount(bins.total)} points: ${medianSentence(figure, bins)}; fullest bin ${binSentence(figure, bins, fullest)}.`;
}

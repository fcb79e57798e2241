import { expect, test } from 'vitest';
import { Random } from '../algebra/random';
import { accuracy, adjustedInformation, adjustedRand, agreement, matchClusters, normalizedInformation } from './agreement';
import { balance, clusterSizes, entropyBits } from './balance';
import { contingency } from './contingency';
import { hungarian } from './hungarian';

test('perfect agreement is 1 whatever the clusters are called, unused labels and all', () => {
  const measured = agreement(Uint16Array.from([700, 700, 3, 3, 9]), [0, 0, 1, 1, 2]);
  for (const value of Object.values(measured)) expect(value).toBeCloseTo(1, 12);
});

test('one cluster, and one point, follow scikit-learn', () => {
  expect(agreement([0, 0, 0, 0], [0, 1, 0, 1])).toEqual({ nmi: 0, nmiGeometric: 0, ari: 0, ami: 0, homogeneity: 0, accuracy: 0.5 });
  expect(agreement([0, 0, 0], [4, 4, 4])).toEqual({ nmi: 1, nmiGeometric: 1, ari: 1, ami: 1, homogeneity: 1, accuracy: 1 });
  expect(agreement([2], [5])).toEqual({ nmi: 1, nmiGeometric: 1, ari: 1, ami: 1, homogeneity: 1, accuracy: 1 });
  // Every point its own cluster: fully homogeneous, and no better than chance.
  const singles = agreement([0, 1, 2, 3], [0, 0, 1, 1]);
  expect(singles.homogeneity).toBeCloseTo(1, 12);
  expect(singles.ari).toBe(0);
  expect(Math.abs(singles.ami)).toBeLessThan(1e-9);
  expect(singles.accuracy).toBe(0.5);
});

test('independent labels carry no information', () => {
  const table = contingency([0, 1, 0, 1], [0, 0, 1, 1]);
  expect(normalizedInformation(table, 'arithmetic')).toBe(0);
  expect(adjustedRand(table)).toBeCloseTo(-0.5, 12);
  expect(adjustedInformation(table)).toBeCloseTo(-0.5, 12);
});

test('many points do not spoil the adjusted scores', () => {
  const random = new Random(1);
  const truth = Uint16Array.from({ length: 20_000 }, () => random.integer(10));
  const labels = Uint16Array.from({ length: 20_000 }, () => random.integer(12));
  const measured = agreement(labels, truth);
  expect(Math.abs(measured.ami)).toBeLessThan(2e-3);
  expect(Math.abs(measured.ari)).toBeLessThan(2e-3);
  expect(agreement(truth, truth).ami).toBeCloseTo(1, 9);
});

test('clusters beyond the classes stay unmatched', () => {
  const table = contingency([0, 0, 0, 1, 2, 2], [5, 5, 5, 5, 8, 8]);
  expect([...matchClusters(table)].sort(([a], [b]) => a - b)).toEqual([
    [0, 5],
    [2, 8],
  ]);
  expect(accuracy(table)).toBeCloseTo(5 / 6, 12);
});

test('labels that cannot be compared are refused', () => {
  expect(() => contingency([1, 2], [1])).toThrow(RangeError);
  expect(() => contingency([], [])).toThrow(RangeError);
});

/** The smallest cost of all assignments, by trying them. */
function bruteForce(cost: number[][]): number {
  const rows = cost.length;
  const columns = cost[0].length;
  if (rows > columns) return bruteForce(cost[0].map((_, c) => cost.map((row) => row[c])));
  const best = (row: number, used: number): number => {
    if (row === rows) return 0;
    let least = Infinity;
    for (let c = 0; c < columns; c++) if (!(used & (1 << c))) least = Math.min(least, cost[row][c] + best(row + 1, used | (1 << c)));
    return least;
  };
  return best(0, 0);
}

test.each([
  [1, 1],
  [4, 4],
  [3, 6],
  [6, 3],
  [6, 6],
  [1, 5],
  [5, 1],
])('the assignment is the cheapest of all: %i × %i', (rows, columns) => {
  const random = new Random(rows * 10 + columns);
  for (let round = 0; round < 30; round++) {
    // Small integers, negative too, make ties common.
    const cost = Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.integer(9) - 5));
    const assigned = [...hungarian(cost.flat(), rows, columns)];
    const used = assigned.filter((c) => c >= 0);
    expect(used).toHaveLength(Math.min(rows, columns));
    expect(new Set(used).size).toBe(used.length);
    expect(assigned.reduce((sum, c, r) => sum + (c >= 0 ? cost[r][c] : 0), 0)).toBe(bruteForce(cost));
  }
});

test('an assignment needs a whole, finite matrix', () => {
  expect([...hungarian([], 0, 3)]).toEqual([]);
  expect([...hungarian([], 2, 0)]).toEqual([-1, -1]);
  expect(() => hungarian([1, 2, 3], 2, 2)).toThrow(RangeError);
  expect(() => hungarian([1, Infinity], 1, 2)).toThrow(RangeError);
});

test('balance counts used clusters only where it must', () => {
  expect(balance([0, 0, 0, 3], 5)).toEqual({
    sizes: Uint32Array.from([3, 0, 0, 1, 0]),
    entropy: -(0.75 * Math.log2(0.75) + 0.25 * Math.log2(0.25)),
    largest: 3,
    smallest: 1,
    used: 2,
  });
  expect(entropyBits([5, 5, 5, 5])).toBe(2);
  expect(entropyBits([7, 0, 0])).toBe(0);
  expect(entropyBits([])).toBe(0);
  expect(balance([], 3)).toEqual({ sizes: new Uint32Array(3), entropy: 0, largest: 0, smallest: 0, used: 0 });
  expect([...clusterSizes([1, 1])]).toEqual([0, 2]);
  expect(() => clusterSizes([3], 3)).toThrow(RangeError);
});

import type { EngineData } from '../../src/engine/protocol';
import { Random } from '../../src/core/algebra/random';

/** Generated tables of the kinds that people bring, from fixed seeds. */

export interface StudySet extends EngineData {
  readonly name: string;
  readonly k: number;
}

/**
 * 2,126 × 21 in ten uneven classes that overlap, as of a monitor's recordings: six hidden factors mixed into features of which a third are
 * skewed and a third mostly zero.
 */
export function recordings(seed = 11): StudySet {
  const random = new Random(seed);
  const [n, d, k, factors] = [2126, 21, 10, 6];
  const shares = [0.27, 0.18, 0.15, 0.12, 0.09, 0.07, 0.05, 0.03, 0.025, 0.015];
  const centres = Float64Array.from({ length: k * factors }, () => 1.3 * random.normal());
  const mix = Float64Array.from({ length: factors * d }, () => random.normal() / Math.sqrt(factors));
  const values = new Float32Array(n * d);
  const labels = new Uint16Array(n);
  for (let i = 0; i < n; i++) {
    const draw = random.uniform();
    let label = 0;
    for (let passed = shares[0]; label < k - 1 && draw > passed; label++) passed += shares[label + 1];
    labels[i] = label;
    const hidden = Float64Array.from({ length: factors }, (_, f) => centres[label * factors + f] + random.normal());
    for (let j = 0; j < d; j++) {
      let x = 0.5 * random.normal();
      for (let f = 0; f < factors; f++) x += hidden[f] * mix[f * d + j];
      values[i * d + j] = j % 3 === 0 ? x : j % 3 === 1 ? Math.exp(0.8 * x) : Math.max(0, x - 1);
    }
  }
  return { name: 'recordings', n, d, k, values, labels, image: null };
}

/** 200 × 4: two kinds (0 or 1), age, skewed income and a score, where income and score make five groups. */
export function customers(seed = 7): StudySet {
  const random = new Random(seed);
  const [n, d, k] = [200, 4, 5];
  const groups = [
    [55, 50, 9, 6],
    [86, 82, 16, 9],
    [88, 17, 16, 10],
    [26, 20, 7, 12],
    [25, 79, 7, 10],
  ];
  const ages = [43, 33, 41, 45, 25];
  const shares = [0.405, 0.6, 0.775, 0.89, 1];
  const values = new Float32Array(n * d);
  const labels = new Uint16Array(n);
  for (let i = 0; i < n; i++) {
    const draw = random.uniform();
    const label = shares.findIndex((share) => draw < share);
    const [income, score, incomeSpread, scoreSpread] = groups[label];
    labels[i] = label;
    values.set(
      [
        random.uniform() < 0.56 ? 1 : 0,
        Math.round(Math.max(18, ages[label] + 10 * random.normal())),
        Math.round(Math.max(10, income + incomeSpread * Math.expm1(0.5 * random.normal()) * 1.5)),
        Math.round(Math.min(100, Math.max(1, score + scoreSpread * random.normal()))),
      ],
      i * d,
    );
  }
  return { name: 'customers', n, d, k, values, labels, image: null };
}

import { describe, expect, it } from 'vitest';
import { Random } from '../../core/algebra/random';
import { attraction } from './attraction';
import { klDivergence } from './divergence';
import { tsneLayout, type TsneInput } from './layout';
import { Repulsion } from './repulsion';
import { affinitiesOf, blobs, exactRepulsion, firstTwo, nearest, relativeError } from './testing';

const parameters = { exaggeration: 12, learningRate: null, iterations: null };

function layOut(input: TsneInput): Float32Array {
  const layout = tsneLayout(input);
  while (layout.step < layout.steps) layout.advance();
  return layout.coordinates;
}

const isFinite = (values: Float32Array) => values.every((value) => Number.isFinite(value));

function deviation(points: Float32Array, axis: number): number {
  const of = [...points].filter((_, i) => i % 2 === axis);
  const mean = of.reduce((sum, value) => sum + value, 0) / of.length;
  return Math.sqrt(of.reduce((sum, value) => sum + (value - mean) ** 2, 0) / of.length);
}

/** The share of the k nearest in the layout that are of the k nearest in the data. */
function preserved(points: Float32Array, layout: Float32Array, n: number, d: number, k: number): number {
  const [high, low] = [nearest(points, n, d, k), nearest(layout, n, 2, k)];
  let kept = 0;
  for (let i = 0; i < n; i++) {
    const there = new Set(high.indices.subarray(i * k, i * k + k));
    for (const j of low.indices.subarray(i * k, i * k + k)) if (there.has(j)) kept++;
  }
  return kept / (n * k);
}

describe('the gradient', () => {
  const { points, n, d } = blobs(60, 4, 3, 2, 4);
  const { affinities } = affinitiesOf(points, n, d, 8);
  const random = new Random(9);
  const y = Float32Array.from({ length: 2 * n }, () => 3 * random.normal());
  const attracted = new Float64Array(2 * n);
  attraction(affinities, y, attracted);
  const repulsion = new Repulsion(n);
  repulsion.update(y);
  const gradient = attracted.map((force, i) => force - repulsion.forces[i] / repulsion.normaliser);

  it('is the exact formula’s', () => {
    const dense = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let e = affinities.starts[i]; e < affinities.starts[i + 1]; e++) {
        const j = affinities.columns[e];
        dense[i * n + j] = dense[j * n + i] = affinities.values[e];
      }
    const z = exactRepulsion(y, n).normaliser;
    const exact = new Float64Array(2 * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const dx = y[2 * i] - y[2 * j];
        const dy = y[2 * i + 1] - y[2 * j + 1];
        const kernel = 1 / (1 + dx * dx + dy * dy);
        const weight = (dense[i * n + j] - kernel / z) * kernel;
        exact[2 * i] += weight * dx;
        exact[2 * i + 1] += weight * dy;
      }
    expect(relativeError(gradient, exact)).toBeLessThan(0.01);
  });

  it('is a quarter of KL’s, by finite differences', () => {
    const differences = new Float64Array(2 * n);
    for (let i = 0; i < 2 * n; i++) {
      const at = (value: number) => {
        const moved = y.slice();
        moved[i] = value;
        return { value: moved[i], kl: klDivergence(affinities, moved) };
      };
      const [above, below] = [at(y[i] + 1e-3), at(y[i] - 1e-3)];
      differences[i] = (above.kl - below.kl) / (above.value - below.value) / 4;
    }
    expect(relativeError(gradient, differences)).toBeLessThan(0.01);
  });
});

describe('a layout', () => {
  const { points, labels, n, d } = blobs(400, 10, 5, 3, 7);
  const { affinities } = affinitiesOf(points, n, d, 20);
  const start = firstTwo(points, n, d);
  const layout = layOut({ affinities, start, parameters, warm: false });

  it('keeps neighbours together and clusters apart', () => {
    expect(preserved(points, layout, n, d, 15)).toBeGreaterThan(0.4);
    const own = nearest(layout, n, 2, 10);
    const same = own.indices.filter((j, e) => labels[j] === labels[Math.floor(e / 10)]).length / own.indices.length;
    expect(same).toBeGreaterThan(0.99);
    expect(klDivergence(affinities, layout)).toBeLessThan(0.8);
  });

  it('comes as far as twice as many steps with the constant rate n / exaggeration', () => {
    const classic = layOut({ affinities, start, parameters: { exaggeration: 12, learningRate: 50, iterations: 1000 }, warm: false });
    expect(klDivergence(affinities, layout)).toBeLessThan(klDivergence(affinities, classic) + 0.03);
  });

  it('is the same to the bit, and centred', () => {
    expect(layOut({ affinities, start, parameters, warm: false })).toEqual(layout);
    for (const axis of [0, 1])
      expect(Math.abs(layout.reduce((sum, value, i) => sum + (i % 2 === axis ? value : 0), 0) / n)).toBeLessThan(1e-4);
  });

  it('leaves its start alone, keeps its array, is finite at every step and stops when done', () => {
    const given = start.slice();
    const running = tsneLayout({ affinities, start, parameters: { ...parameters, iterations: 8 }, warm: false });
    const { coordinates } = running;
    expect(deviation(coordinates, 0)).toBeCloseTo(1e-4, 5);
    for (let s = 1; s <= 10; s++) {
      running.advance();
      expect(running.step).toBe(Math.min(s, 8));
      expect(isFinite(running.coordinates)).toBe(true);
    }
    expect(running.coordinates).toBe(coordinates);
    expect(start).toEqual(given);
    expect(() => tsneLayout({ affinities, start: start.subarray(2), parameters, warm: false })).toThrow(RangeError);
  });

  it('keeps still when started warm with nothing changed, time and again', () => {
    const size = Math.hypot(deviation(layout, 0), deviation(layout, 1));
    let last = layout;
    for (let again = 0; again < 5; again++) {
      const next = layOut({ affinities, start: last, parameters, warm: true });
      let moved = 0;
      for (let i = 0; i < n; i++) moved += Math.hypot(next[2 * i] - last[2 * i], next[2 * i + 1] - last[2 * i + 1]) / n;
      expect(moved / size).toBeLessThan(0.03);
      last = next;
    }
    const grown = Math.hypot(deviation(last, 0), deviation(last, 1)) / size;
    expect(grown).toBeGreaterThan(0.9);
    expect(grown).toBeLessThan(1.15);
  });

  it('follows points that moved a little, when started warm', () => {
    const random = new Random(11);
    const moved = points.map((value) => value + 0.3 * random.normal());
    const { affinities } = affinitiesOf(moved, n, d, 20);
    const before = klDivergence(affinities, layout);
    const next = layOut({ affinities, start: layout, parameters, warm: true });
    const anew = klDivergence(affinities, layOut({ affinities, start: firstTwo(moved, n, d), parameters, warm: false }));
    expect(klDivergence(affinities, next) - anew).toBeLessThan((before - anew) / 3);
    const settled = layOut({ affinities, start: layout, parameters, warm: true, settle: true });
    expect(klDivergence(affinities, settled) - anew).toBeLessThan((before - anew) / 10);
  });

  it('keeps its place when started warm', () => {
    const aside = layout.map((value, i) => value + (i % 2 ? -7 : 30));
    const next = layOut({ affinities, start: aside, parameters, warm: true });
    expect(next.reduce((sum, value, i) => sum + (i % 2 ? 0 : value), 0) / n).toBeCloseTo(30, 2);
  });
});

describe('a layout of odd points', () => {
  it('takes one, two, three and four', () => {
    for (const n of [1, 2, 3, 4]) {
      const points = Float32Array.from({ length: 2 * n }, (_, i) => i * i);
      const { affinities } = affinitiesOf(points, n, 2, 30);
      for (const warm of [false, true]) {
        const layout = layOut({ affinities, start: points, parameters, warm });
        expect(isFinite(layout)).toBe(true);
        expect(Math.max(...layout.map(Math.abs))).toBeLessThan(1e4);
      }
    }
  });

  it('spreads equal points, points on a line and those of a start at one place', () => {
    const n = 120;
    const flat = new Float32Array(2 * n);
    const line = Float32Array.from({ length: n }, (_, i) => i);
    const cases = [
      { points: new Float32Array(n).fill(4), start: flat },
      { points: line, start: firstTwo(line, n, 1) },
      { points: line, start: flat.slice().fill(0.1) },
      { points: line, start: flat.slice().fill(Number.NaN) },
    ];
    for (const { points, start } of cases) {
      const layout = layOut({ affinities: affinitiesOf(points, n, 1, 20).affinities, start, parameters, warm: false });
      expect(isFinite(layout)).toBe(true);
      expect(Math.max(deviation(layout, 0), deviation(layout, 1))).toBeGreaterThan(0.1);
      expect(Math.min(deviation(layout, 0), deviation(layout, 1))).toBeGreaterThan(1e-6);
    }
  });

  it('opens up again what exaggeration drew together', () => {
    const random = new Random(2);
    const n = 60;
    const noise = Float32Array.from({ length: 20 * n }, () => random.normal());
    const { affinities } = affinitiesOf(noise, n, 20, 19);
    const layout = layOut({
      affinities,
      start: firstTwo(noise, n, 20),
      parameters: { exaggeration: 50, learningRate: null, iterations: 3000 },
      warm: false,
    });
    for (const axis of [0, 1]) expect(deviation(layout, axis)).toBeGreaterThan(0.1);
  });

  it('stays finite at any learning rate and exaggeration, and from far away', () => {
    const { points, n, d } = blobs(100, 3, 2, 4, 1);
    const { affinities } = affinitiesOf(points, n, d, 10);
    const start = firstTwo(points, n, d);
    for (const wild of [
      { exaggeration: 50, learningRate: 1e5, iterations: 100 },
      { exaggeration: 1, learningRate: 1, iterations: 20 },
    ])
      expect(isFinite(layOut({ affinities, start, parameters: wild, warm: false }))).toBe(true);
    expect(isFinite(layOut({ affinities, start: start.map((value) => 1e6 * value), parameters, warm: true }))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { boxAround, keepCodeDomain, keepDomain, padded, withAspect } from './domain';

describe('the domain of the map', () => {
  const points = new Float32Array([0, 0, 10, 0, 10, 5]);
  const memories = new Float64Array([2, 2, 12, 1]);

  it('is the box round points and memories, with a margin', () => {
    expect(boxAround(points, memories)).toEqual({ s0: 0, t0: 0, s1: 12, t1: 5 });
    const box = keepDomain(null, points, memories)!;
    expect(box.s0).toBeCloseTo(-1.44);
    expect(box.t1).toBeCloseTo(6.44);
  });

  it('is nothing without places, and leaves out what is not finite', () => {
    expect(boxAround(null, new Float32Array(0))).toBeNull();
    expect(boxAround(new Float32Array([NaN, 1, 2, 3]))).toEqual({ s0: 2, t0: 3, s1: 2, t1: 3 });
    expect(keepDomain(null, null, new Float32Array(0))).toBeNull();
  });

  it('gives a single place ground about it', () => {
    expect(padded({ s0: 3, t0: 4, s1: 3, t1: 4 })).toEqual({ s0: 2, t0: 3, s1: 4, t1: 5 });
  });

  it('stays while memories move inside it, and grows when one leaves it', () => {
    const first = keepDomain(null, points, memories);
    expect(keepDomain(first, points, new Float64Array([13, 6, -1, -1]))).toBe(first);
    const grown = keepDomain(first, points, new Float64Array([40, 2, 1, 1]))!;
    expect(grown.s1).toBeGreaterThan(40);
    expect(grown.s0).toBeLessThanOrEqual(first!.s0);
    expect(keepDomain(grown, points, memories)).toBe(grown);
  });

  it('follows codes that leave it, and codes that draw together', () => {
    const first = keepCodeDomain(null, points, memories)!;
    expect(first).toEqual(keepDomain(null, points, memories));
    const nearer = (by: number) => points.map((x) => x * by);
    expect(keepCodeDomain(first, nearer(1.05), memories)).toBe(first);
    const wider = keepCodeDomain(first, nearer(3), memories)!;
    expect(wider.s1).toBeGreaterThan(30);
    expect(keepCodeDomain(wider, nearer(3.2), memories)).toBe(wider);
    const close = keepCodeDomain(wider, nearer(0.2), [1, 1])!;
    expect(close.s1).toBeLessThan(3);
  });

  it('takes the shape of the stage with one unit for both axes', () => {
    const box = withAspect({ s0: 0, t0: 0, s1: 10, t1: 5 }, 400, 400);
    expect(box).toEqual({ s0: 0, t0: -2.5, s1: 10, t1: 7.5 });
    const wide = withAspect({ s0: 0, t0: 0, s1: 10, t1: 10 }, 300, 100);
    expect((wide.s1 - wide.s0) / 300).toBeCloseTo((wide.t1 - wide.t0) / 100);
    expect(wide.t1).toBe(10);
  });
});

import { describe, expect, it } from 'vitest';
import { Random } from '../../core/algebra/random';
import { Repulsion } from './repulsion';
import { exactRepulsion, relativeError } from './testing';

const random = new Random(5);
const cloud = (n: number, draw: (i: number) => [number, number]) => Float32Array.from(Array.from({ length: n }, (_, i) => draw(i)).flat());
const normal = (x: number, y: number, scale: number): [number, number] => [x + scale * random.normal(), y + scale * random.normal()];

const clouds: Record<string, Float32Array> = {
  'a disc as wide as a finished layout': cloud(2000, () => normal(0, 0, 20)),
  'a dense disc': cloud(2000, () => normal(0, 0, 1.5)),
  'a start': cloud(2000, () => normal(0, 0, 1e-4)),
  'ten tight clusters': cloud(2000, (i) => normal(5 * Math.cos(i % 10), 5 * Math.sin(3 * (i % 10)), 0.3)),
  'ten clusters, each at one place': cloud(2000, (i) => [3 * (i % 10), (i % 10) ** 2]),
  'all points at one place': cloud(500, () => [3, -2]),
  'one point far away': cloud(2000, (i) => (i === 77 ? [1e6, -1e6] : normal(0, 0, 10))),
  'a line': cloud(2000, (i) => [i / 50, 0]),
  'places nearer and nearer to 0': cloud(300, (i) => [2 ** -i, -(2 ** -i)]),
  'places farther and farther away': cloud(100, (i) => [2 ** i, -(2 ** i)]),
  'two points': cloud(2, () => normal(0, 0, 1)),
};

describe('repulsion', () => {
  for (const [name, points] of Object.entries(clouds)) {
    // Forces that all but cancel out in sums are held to less.
    const allowed = name === 'a line' || name === 'ten clusters, each at one place' ? 0.05 : 0.02;
    it(`is the exact sum within ${100 * allowed} % for ${name}`, () => {
      const n = points.length / 2;
      const repulsion = new Repulsion(n);
      repulsion.update(points);
      const exact = exactRepulsion(points, n);
      expect(relativeError(repulsion.forces, exact.forces)).toBeLessThan(allowed);
      expect(Math.abs(repulsion.normaliser / exact.normaliser - 1)).toBeLessThan(2e-3);
    });
  }

  it('comes to the exact sum as θ goes to 0', () => {
    const points = clouds['a dense disc'];
    const exact = exactRepulsion(points, 2000);
    const error = (theta: number) => {
      const repulsion = new Repulsion(2000, theta);
      repulsion.update(points);
      return relativeError(repulsion.forces, exact.forces);
    };
    expect(error(0.2)).toBeLessThan(error(0.4) / 4);
    expect(error(0)).toBeLessThan(1e-12);
  });

  it('sums to 0 over all points', () => {
    const points = clouds['a disc as wide as a finished layout'];
    const repulsion = new Repulsion(2000);
    repulsion.update(points);
    const sum = (axis: number) => repulsion.forces.reduce((all, force, i) => all + (i % 2 === axis ? force : 0), 0);
    const size = repulsion.forces.reduce((all, force) => all + Math.abs(force), 0);
    for (const axis of [0, 1]) expect(Math.abs(sum(axis)) / size).toBeLessThan(1e-3);
  });

  it('follows points that move, and gives the same bits for the same places', () => {
    const [from, to] = [clouds['ten tight clusters'], clouds['a line']];
    const one = new Repulsion(2000);
    one.update(from);
    one.update(to);
    expect(relativeError(one.forces, exactRepulsion(to, 2000).forces)).toBeLessThan(0.05);
    const [a, b] = [new Repulsion(2000), new Repulsion(2000)];
    a.update(from);
    b.update(from);
    expect(a.forces).toEqual(b.forces);
    expect(a.normaliser).toBe(b.normaliser);
  });

  it('is nothing for one point and for none', () => {
    for (const n of [0, 1]) {
      const repulsion = new Repulsion(n);
      repulsion.update(new Float32Array(2 * n));
      expect(repulsion.normaliser).toBe(0);
      expect([...repulsion.forces]).toEqual(Array.from({ length: 2 * n }, () => 0));
    }
  });
});

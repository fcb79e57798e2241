import { zoomIdentity } from 'd3';
import { describe, expect, it } from 'vitest';
import { frameOf, middleKept } from '../frame';
import { labelsLeft, spotName, type MapSpot } from './memories';
import { dataPlane } from '../../../core/map/plane';
import { ticksOf } from './axes';
import { arrow, pullsInPlane } from './pulls';
import { rainProgress, rainSeconds } from './rain';
import { wordsOf } from '../../words';
import { streamSentence } from './probe';
import { voronoiBorders } from './voronoi';

const frame = frameOf({ s0: 0, t0: 0, s1: 10, t1: 10 }, 200, 100);

describe('the frame', () => {
  it('has one unit for both axes, t upwards', () => {
    expect(frame.x(5)).toBe(100);
    expect(frame.y(5)).toBe(50);
    expect(frame.x(6) - frame.x(5)).toBeCloseTo(frame.y(5) - frame.y(6));
    expect(frame.box).toEqual({ s0: -5, t0: 0, s1: 15, t1: 10 });
  });

  it('follows the zoom', () => {
    const near = frameOf({ s0: 0, t0: 0, s1: 10, t1: 10 }, 200, 100, zoomIdentity.translate(-100, -50).scale(2));
    expect(near.x(5)).toBe(100);
    expect(near.box.s1 - near.box.s0).toBe(10);
  });

  it.each([
    [120, 100],
    [200, 300],
    [90, 90],
  ])('keeps its middle at %i × %i', (width, height) => {
    const domain = { s0: 0, t0: 0, s1: 10, t1: 10 };
    const near = frameOf(domain, 200, 100, zoomIdentity.translate(-260, 30).scale(3));
    const after = frameOf(domain, width, height, middleKept(near, 3, width, height));
    const middle = ({ box }: typeof near) => [(box.s0 + box.s1) / 2, (box.t0 + box.t1) / 2];
    expect(middle(after)[0]).toBeCloseTo(middle(near)[0]);
    expect(middle(after)[1]).toBeCloseTo(middle(near)[1]);
    expect(after.x(1) - after.x(0)).toBeCloseTo(3 * (Math.min(width, height) / 10));
  });
});

describe('Voronoi borders', () => {
  it('are drawn once, and not along the edge of the map', () => {
    const left = [-5, 0, 5, 0, 5, 10, -5, 10];
    const right = [5, 0, 15, 0, 15, 10, 5, 10];
    expect(voronoiBorders(frame, [left, right])).toBe('M100.0,0.0L100.0,100.0');
    expect(voronoiBorders(frame, [[-5, 0, 15, 0, 15, 10, -5, 10], []])).toBe('');
  });
});

describe('memories', () => {
  const spot = (index: number, s: number, members: number | null = 3): MapSpot => ({
    index,
    look: index,
    place: [s, 5],
    members,
    selected: false,
  });

  it('write their numbers away from one another', () => {
    expect(labelsLeft([spot(0, 5), spot(1, 6), spot(2, 14)], frame)).toEqual([true, false, false]);
    expect(labelsLeft([spot(0, 5), spot(1, 5)], frame)).toEqual([false, false]);
  });

  it('say what they are', () => {
    expect(spotName(spot(2, 1, 1), wordsOf(null), true)).toMatch(/^Memory 3, 1 point ends in it/);
    expect(spotName(spot(0, 1, 2000), wordsOf(null), true)).toMatch(/^Memory 1, 2,000 points end in it/);
    expect(spotName(spot(0, 1, null), wordsOf(null), true)).toMatch(/^Memory 1; /);
  });
});

describe('readings on an axis', () => {
  it('are in the units of the data', () => {
    const ticks = ticksOf({ label: 'height', scale: 10, shift: 170 }, [-2, 2], [0, 400], 80);
    expect(ticks.map(({ text }) => text)).toEqual(['160', '170', '180']);
    expect(ticks[1].at).toBe(200);
  });
});

describe('rain', () => {
  it('begins dry and ends with every drop at its end', () => {
    for (const i of [0, 50, 99]) {
      expect(rainProgress(i, 100, 0)).toBe(0);
      expect(rainProgress(i, 100, rainSeconds)).toBe(1);
      expect(rainProgress(i, 100, Infinity)).toBe(1);
    }
    expect(rainProgress(0, 100, 0.5)).toBeGreaterThan(rainProgress(99, 100, 0.5));
    expect(rainProgress(0, 1, rainSeconds)).toBe(1);
  });
});

describe('the probe', () => {
  it('tells where it ends', () => {
    expect(streamSentence({ path: new Float32Array(22), energies: [0.5, -1.25], said: 'basin 2' })).toBe(
      'after 10 steps it is in basin 2; energy 0.5 → −1.25.',
    );
    expect(streamSentence({ path: new Float32Array(4), energies: [3.5, 3.5], said: null })).toBe(
      'after 1 step it belongs to no memory; energy 3.5 → 3.5.',
    );
  });
});

describe('the pulls on a drop', () => {
  it('are an arrow from it for each memory, and one for their sum', () => {
    const memories = Float64Array.of(2, 0, 0, 2);
    const model = {
      kind: 'memory',
      k: 2,
      d: 2,
      memories,
      beta: 1,
      steps: 10,
      stepSize: 0.1,
      similarity: 'euclidean',
      weights: null,
    } as never;
    const { from, arrows } = pullsInPlane(model, Float64Array.of(0, 0), dataPlane(2), Uint16Array.of(1, 0))!;
    expect(from).toEqual([0, 0]);
    // As far from both, the drop is half each one's.
    expect(arrows).toEqual([
      { to: [1, 0], look: 1 },
      { to: [0, 1], look: 0 },
      { to: [1, 1], look: null },
    ]);
  });

  it('have a head, unless they are too short to be seen', () => {
    expect(arrow(0, 0, 100, 0)).toBe('M0 0L100 0M92 4L100 0L92 -4');
    expect(arrow(0, 0, 1, 1)).toBe(null);
  });
});

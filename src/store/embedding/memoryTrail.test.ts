import { describe, expect, test } from 'vitest';
import { mostTrail, type EmbeddingSubject } from './subject';
import { MemoryTrail } from './memoryTrail';

const at = (epoch: number, run = 1): EmbeddingSubject => ({
  run,
  restart: 0,
  epoch,
  of: 'encoded',
  points: {},
  n: 1,
  d: 1,
  attract: null,
  memories: new Float32Array(2),
  untouched: true,
});
const epochs = (trail: readonly { readonly epoch: number }[]) => trail.map(({ epoch }) => epoch);

describe('the trail of a layout that follows a training', () => {
  test('grows by where the memories were placed last', () => {
    const trail = new MemoryTrail();
    expect(trail.longer([], at(1))).toEqual([]);
    const memories = Float32Array.of(3, 4);
    trail.put(at(1), memories);
    expect(trail.longer([], at(2))).toEqual([{ epoch: 1, memories }]);
  });

  test('loses what is not before the epoch, and takes nothing of another run', () => {
    const trail = new MemoryTrail();
    const before = [0, 2, 4].map((epoch) => ({ epoch, memories: new Float32Array(2) }));
    trail.put(at(5, 1), new Float32Array(2));
    expect(epochs(trail.longer(before, at(3)))).toEqual([0, 2]);
    expect(epochs(trail.longer(before, at(6, 2)))).toEqual([0, 2, 4]);
    trail.forget();
    expect(epochs(trail.longer(before, at(6)))).toEqual([0, 2, 4]);
  });

  test('stays short, from its first epoch to the last', () => {
    const trail = new MemoryTrail();
    let now: ReturnType<MemoryTrail['longer']> = [];
    for (let epoch = 0; epoch < 200; epoch++) {
      now = trail.longer(now, at(epoch));
      expect(now.length).toBeLessThanOrEqual(mostTrail);
      trail.put(at(epoch), new Float32Array(2));
    }
    expect(now[0].epoch).toBe(0);
    expect(now.at(-1)!.epoch).toBe(198);
  });
});

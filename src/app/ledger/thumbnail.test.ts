import { describe, expect, test } from 'vitest';
import { examples } from '../../core/partition/examples';
import type { PartitionModel } from '../../core/partition/model';
import type { Snapshot } from '../../engine/protocol';
import { groundOf, thumbnailScene, thumbnailSize } from './thumbnail';

const snapshot = (partition: PartitionModel, codes: Float32Array | null = null): Snapshot =>
  ({
    partition,
    labels: new Uint16Array(codes ? codes.length / partition.d : 0),
    latent: codes && { m: partition.d, codes },
  }) as unknown as Snapshot;

const { width, height } = thumbnailSize;
const aspect = ({ s0, s1, t0, t1 }: { s0: number; s1: number; t0: number; t1: number }) => (s1 - s0) / (t1 - t0);

function memories(k: number, d: number, at: (i: number) => number): PartitionModel {
  const rows = Float32Array.from({ length: k * d }, (_, i) => at(i));
  return { kind: 'memory', k, d, memories: rows, logWeights: null, beta: 1, steps: 3, stepSize: 0.3, similarity: 'euclidean' };
}

describe('the small map of a run', () => {
  const { labelled, ...grounded } = examples;

  test.each(Object.entries(grounded))('of kind %s has a part of a plane, and a ground in it', (_, model) => {
    const scene = thumbnailScene(snapshot(model), null);
    expect([aspect(scene.box), scene.dots]).toEqual([expect.closeTo(width / height, 6), null]);
    const drawing = groundOf(scene, 16, 12, false);
    let step = drawing.next();
    while (!step.done) step = drawing.next();
    const pixels = step.value;
    expect(pixels).toHaveLength(4 * 16 * 12);
    // More than one cluster is seen.
    expect(new Set(new Uint32Array(pixels.buffer)).size).toBeGreaterThan(1);
  });

  test('of labels shows the points that have them', () => {
    const { dots, box } = thumbnailScene(snapshot(labelled), null);
    expect([[...dots!.places], [...dots!.labels], aspect(box)]).toEqual([[...labelled.points], [0, 1], expect.closeTo(width / height, 6)]);
  });

  test('of many dimensions lies in the plane of three memories, or where the memories are furthest apart', () => {
    const model = memories(4, 5, (i) => Math.sin(7 * i));
    const chosen = thumbnailScene(snapshot(model), { kind: 'memories', memories: [0, 1, 3] });
    const own = thumbnailScene(snapshot(model), { kind: 'pca' });
    expect([chosen.plane.origin.length, own.plane.origin.length]).toEqual([5, 5]);
    expect(chosen.plane.e1).not.toEqual(own.plane.e1);
    // Memories that are not there any more choose no plane.
    expect(thumbnailScene(snapshot(model), { kind: 'memories', memories: [0, 1, 9] }).plane).toEqual(own.plane);
  });

  test('of one memory, or of some that coincide, is a map too', () => {
    for (const model of [memories(1, 2, () => 3), memories(3, 4, () => 1)]) {
      const { box } = thumbnailScene(snapshot(model), null);
      expect(Object.values(box).every(Number.isFinite) && box.s1 > box.s0).toBe(true);
    }
  });

  test('of codes shows where the codes are', () => {
    const model = memories(2, 2, (i) => i);
    const { box } = thumbnailScene(snapshot(model, Float32Array.of(-50, 0, 50, 0)), null);
    expect([box.s0 < -50, box.s1 > 50]).toEqual([true, true]);
  });
});

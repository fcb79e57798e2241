import { engine, keep, tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';

interface Held {
  readonly tensor: Tensor2D;
  holders: number;
}

const held = new WeakMap<object, Map<Float32Array, Held>>();

/** The points on the current backend, n × d: once, however many networks train on them. `release` comes once for each call of this. */
export function holdPoints(points: Float32Array, n: number, d: number): { readonly tensor: Tensor2D; release(): void } {
  const { backend } = engine();
  let all = held.get(backend);
  if (!all) held.set(backend, (all = new Map<Float32Array, Held>()));
  let one = all.get(points);
  if (!one) all.set(points, (one = { tensor: keep(tensor2d(points, [n, d])), holders: 0 }));
  const [own, owner] = [one, all];
  own.holders++;
  return {
    tensor: own.tensor,
    release() {
      if (--own.holders > 0) return;
      own.tensor.dispose();
      owner.delete(points);
    },
  };
}

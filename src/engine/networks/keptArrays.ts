import type { HeadArrays, KeptShape } from '../../methods/head';

/** The kept arrays of a head, on the host: a batch takes few of their rows, so no device needs all of them. They begin as zeros. */
export class KeptArrays {
  private arrays: HeadArrays;

  /** @param n points. @param k centres. */
  constructor(
    private readonly shapes: readonly KeptShape[],
    n: number,
    k: number,
  ) {
    this.arrays = Object.fromEntries(shapes.map(({ name, rows, width }) => [name, new Float32Array((rows === 'points' ? n : k) * width)]));
  }

  /** They are replaced, never changed in place. */
  get all(): HeadArrays {
    return this.arrays;
  }

  copies(): HeadArrays {
    return Object.fromEntries(Object.entries(this.arrays).map(([name, values]) => [name, values.slice()]));
  }

  /** The shapes with the numbers that a batch of these points has of each: its points' rows, or those of all centres. */
  batch(points: Uint32Array): readonly (KeptShape & { readonly values: Float32Array })[] {
    return this.shapes.map((shape) => {
      const all = this.arrays[shape.name];
      return { ...shape, values: shape.rows === 'points' ? gathered(all, shape.width, points) : all };
    });
  }

  /** Replaces one array. Returns false where there is none of this name; throws RangeError where it is of another length. */
  set(name: string, values: Float32Array): boolean {
    if (!this.shapes.some((shape) => shape.name === name)) return false;
    const { length } = this.arrays[name];
    if (values.length !== length) throw new RangeError(`The array "${name}" of the head has ${length} numbers, not ${values.length}.`);
    this.arrays = { ...this.arrays, [name]: values.slice() };
    return true;
  }
}

function gathered(all: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const some = new Float32Array(rows.length * width);
  rows.forEach((row, i) => some.set(all.subarray(row * width, (row + 1) * width), i * width));
  return some;
}

import { afterAll, expect, inject, test } from 'vitest';
import { dataPlane } from '../../core/map/plane';
import { Pool } from './pool';

const cases = inject('golden').basins.basins;
const pool = new Pool(2, () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
afterAll(() => pool.destroy());

test.each(cases.map((c) => [`${c.memories.length} memories, beta ${c.beta}`, c] as const))(
  'workers draw the golden basins: %s',
  async (_name, c) => {
    const k = c.memories.length;
    const model = {
      kind: 'memory',
      memories: Float64Array.from(c.memories.flat()),
      k,
      d: 2,
      beta: c.beta,
      steps: c.T,
      stepSize: 1 / c.T,
      similarity: 'euclidean',
      logWeights: null,
    } as const;
    const scene = { model, plane: dataPlane(2), box: { s0: 0, t0: 0, s1: 1, t1: 1 } };
    const look = { palette: new Uint8Array(3 * k), dark: false, contours: true, disagreement: true };
    const { result } = await pool.picture({ scene, look, width: c.grid, height: c.grid, fineness: 1 }, false, new AbortController().signal);
    const { ground, rgba } = result;
    let wrong = 0;
    for (let row = 0; row < c.grid; row++)
      for (let column = 0; column < c.grid; column++) {
        // Pictures have the top row first, the golden grid the lowest.
        const golden = (c.grid - 1 - row) * c.grid + column;
        const at = row * c.grid + column;
        if (c.margin_ok[golden] === 1 && (ground.labels[at] !== c.labels[golden] || ground.nearest[at] !== c.voronoi[golden])) wrong++;
      }
    expect(wrong).toBe(0);
    expect(rgba.length).toBe(4 * c.grid ** 2);
  },
);

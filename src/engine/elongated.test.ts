import { beforeEach, expect, test } from 'vitest';
import { GENERATORS } from '../data/synthetic';
import { resolveConfig } from '../methods/config';
import { engine, newDesk } from './testing';

beforeEach(newDesk);

test.each(['two', 'three'])('of %s elongated clusters CLAM finds all, where k-means and soft DEC cut one', async (count) => {
  const set = GENERATORS.find(({ id }) => id === `synthetic/${count}-elongated`)!.generate();
  const found = async (preset: string, run: number) => {
    await engine.load({ ...set, image: null }, resolveConfig({ preset: `${preset}/${count}-elongated` }), run, null);
    const { nmi, silhouette } = (await engine.train(run, null)).best.metrics;
    return { nmi: nmi!, silhouette: silhouette! };
  };
  const clam = await found('clam-paper', 1);
  expect(clam.nmi).toBeGreaterThan(0.95);
  for (const [run, method] of ['kmeans', 'soft-dec'].entries()) {
    const other = await found(method, 2 + run);
    expect(other.nmi).toBeLessThan(0.8);
    expect(other.silhouette).toBeLessThan(clam.silhouette - 0.02);
  }
});

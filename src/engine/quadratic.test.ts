import { expect, onTestFinished, test } from 'vitest';
import { GENERATORS } from '../data/synthetic';
import { resolveConfig } from '../methods/config';
import { desk } from './testing';

test('a linear code of squares and products parts two circles, which no line does', async () => {
  const circles = GENERATORS.find(({ id }) => id === 'synthetic/circles')!.generate({ n: 150 });
  const { engine, close } = await desk();
  onTestFinished(close);
  const config = resolveConfig({ preset: 'ae-cm-paper/circles', seed: 1, restarts: 1 });
  await engine.load({ ...circles, image: null }, config, 1, null);
  const { best } = await engine.train(1, null);
  expect(best.latent).toMatchObject({ m: 3 });
  expect(best.metrics.ari).toBe(1);
});

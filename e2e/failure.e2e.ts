import { expect } from 'playwright/test';
import { full, open, test } from './page';

/** When the engine or its device fails, the work goes on and the page says so. */

test.describe('with WebGPU forced', () => {
  test.use({ expectErrors: [/device|GPU|lost|destroy|mapAsync|Dawn/i] });

  test('CLAM trains on WebGPU, and a device that is lost in mid-training is replaced', async ({ page }) => {
    await open(page, '?backend=webgpu&data=iris&epochs=8&batchSize=75&learningRate=0.05');
    expect(await page.evaluate(() => window.basins.state().backend)).toMatchObject({ name: 'webgpu', forced: true });
    await expect(page.getByRole('status', { name: 'Backend' })).toHaveText('webgpu');
    const result = await page.evaluate(async () => {
      const training = window.basins.train();
      while (window.basins.state().training.epoch < 2) await new Promise((resolve) => setTimeout(resolve, 20));
      await window.basins.fail('device');
      return training;
    });
    expect(result!.history.map((entry) => entry.epoch)).toEqual(Array.from({ length: 9 }, (_, i) => i));
    expect(result!.metrics.silhouette).toBeGreaterThan(0.4);
    await expect(page.getByText(/device was lost/i).first()).toBeVisible();
  });

  for (const [backend, when] of [['webgpu', 'training'] as const, ...(full ? [['webgl', 'pretraining'] as const] : [])])
    test(`DCLAM on ${backend} goes on when its device is lost in ${when}, and learns what the processor learns undisturbed`, async ({ page }) => {
      const learn = async (backend: string, loss: 'training' | 'pretraining' | null) => {
        await open(page, `?backend=${backend}&data=iris&method=dclam&pretrainEpochs=2&epochs=2&batchSize=75`);
        return page.evaluate(async (loss) => {
          const state = () => window.basins.state();
          await window.basins.configure({ network: [6], latent: 2 });
          const training = window.basins.train();
          if (loss) {
            while (!(loss === 'training' ? state().training.epoch >= 1 : state().pretraining?.active && state().pretraining!.epoch >= 1)) await new Promise((resolve) => setTimeout(resolve, 10));
            await window.basins.fail('device');
          }
          return (await training)!.history.map(({ metrics }) => metrics!.rl!);
        }, loss);
      };
      const disturbed = await learn(backend, when);
      await expect(page.getByText(/device was lost/i).first()).toBeVisible();
      const undisturbed = await learn('cpu', null);
      expect(disturbed).toHaveLength(3);
      disturbed.forEach((value, epoch) => expect(value).toBeCloseTo(undisturbed[epoch], 4));
    });
});

for (const backend of ['webgpu', 'webgl', 'wasm', 'cpu'])
  test(`${backend} can be forced, trains to the same partition, and keeps no tensor of an epoch`, async ({ page }) => {
    await open(page, `?backend=${backend}&data=synthetic/five-gaussians&n=250&epochs=5&batchSize=125`);
    expect(await page.evaluate(() => window.basins.state().backend)).toMatchObject({ name: backend, forced: true });
    const tensors = await page.evaluate(async () => {
      const counts: number[] = [];
      for (const epochs of [1, 1, 2]) {
        await window.basins.train({ epochs });
        counts.push((await window.basins.memory()).tensors);
      }
      return counts;
    });
    expect(tensors).toEqual(tensors.map(() => tensors[0]));
    expect(tensors[0] > 0).toBe(backend === 'webgpu' || backend === 'webgl');
    const result = await page.evaluate(() => window.basins.train());
    expect(result!.backend).toBe(backend);
    expect(result!.metrics.nmi).toBeGreaterThan(0.5);
  });

test('a worker that throws is shown and started again; settings and history are kept', async ({ page }) => {
  await open(page, '?data=wine&epochs=100000&beta=0.7');
  const before = await page.evaluate(async () => {
    const reached = async (epoch: number) => {
      while (window.basins.state().training.epoch < epoch) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    window.basins.train().catch(() => {}); // the worker's death rejects it, which is what is tested
    await reached(30);
    // A pause leaves a checkpoint, which in a training comes by the clock.
    await window.basins.pause();
    window.basins.train().catch(() => {});
    await reached(window.basins.state().training.epoch + 1);
    await window.basins.fail('worker');
    return window.basins.state().frames.length;
  });
  const said = page.getByText(/started again/i).first();
  await expect(said).toBeVisible();
  const epoch = Number(/paused at epoch (\d+)/.exec((await said.textContent())!)![1]);
  await expect.poll(() => page.evaluate(() => window.basins.state().training)).toMatchObject({ state: 'paused', epoch });
  expect(await page.evaluate(() => window.basins.state().config.beta)).toBe(0.7);
  expect(await page.evaluate(() => window.basins.state().frames.length)).toBeGreaterThanOrEqual(before - 1);
  const resumed = await page.evaluate(async () => {
    const at = window.basins.state().training.epoch;
    const result = await window.basins.train({ epochs: 5 });
    return { at, last: result!.history.at(-1)!.epoch, first: result!.history[0].epoch };
  });
  expect(resumed.at).toBeGreaterThan(0);
  expect(resumed.last).toBe(resumed.at + 5);
  expect(resumed.first).toBe(0);
});

test('a script that trains learns that the worker died', async ({ page }) => {
  await open(page, '?data=wine&epochs=100000');
  const message = await page.evaluate(async () => {
    const ended = window.basins.train().then(
      () => 'resolved',
      (error: Error) => error.message,
    );
    await window.basins.fail('worker');
    return ended;
  });
  expect(message).toMatch(/stopped unexpectedly/);
});

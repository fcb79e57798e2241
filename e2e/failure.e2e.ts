import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'playwright/test';
import { full, open, test } from './page';

/** When the engine or its device fails, the work goes on and the page says so. */

test.describe('with WebGPU forced', () => {
  test.use({ expectErrors: [/device|GPU|lost|destroy|mapAsync|Dawn/i] });

  test('CLAM trains on WebGPU, and a device that is lost in the first epoch is replaced, as one in mid-training is', async ({ page }) => {
    await open(page, '?backend=webgpu&data=iris&epochs=4&batchSize=75');
    expect(await page.evaluate(() => window.basins.state().backend)).toMatchObject({ name: 'webgpu', forced: true });
    await expect(page.getByRole('status', { name: 'Backend' })).toHaveText('webgpu');
    // Each device compiles all shaders anew, which takes seconds in software.
    const losses = full ? [0, 2] : [0];
    const result = await page.evaluate(async (losses) => {
      const training = window.basins.train();
      for (const epoch of losses) {
        while (window.basins.state().training.epoch < epoch) await new Promise((resolve) => setTimeout(resolve, 20));
        await window.basins.fail('device');
      }
      return training;
    }, losses);
    await expect(page.getByText(/device was lost/i).first()).toBeVisible();
    expect(result!.history.map((entry) => entry.epoch)).toEqual([0, 1, 2, 3, 4]);
    const undisturbed = await page.evaluate(async () => {
      await window.basins.configure({ backend: 'cpu' });
      await window.basins.reset();
      return window.basins.train();
    });
    expect(undisturbed!.backend).toBe('cpu');
    result!.history.forEach(({ loss }, epoch) =>
      loss === null ? expect(epoch).toBe(0) : expect(loss).toBeCloseTo(undisturbed!.history[epoch].loss!, 4),
    );
  });

  const cases = [['dclam', 'webgpu', 'training'] as const];
  // Between two refreshes of IDEC the targets of all points are kept beside its networks.
  const more = [['dclam', 'webgl', 'pretraining'] as const, ['idec&refreshSteps=3', 'webgpu', 'training'] as const];
  for (const [method, backend, when] of full ? [...cases, ...more] : cases)
    test(`${method} on ${backend} goes on when its device is lost in ${when}, and learns what the processor learns undisturbed`, async ({
      page,
    }) => {
      const learn = async (backend: string, loss: 'training' | 'pretraining' | null) => {
        await open(page, `?backend=${backend}&data=iris&method=${method}&network=6&latent=2&pretrainEpochs=2&epochs=2&batchSize=75`);
        return page.evaluate(async (loss) => {
          const state = () => window.basins.state();
          const training = window.basins.train();
          if (loss) {
            while (!(loss === 'training' ? state().training.epoch >= 1 : state().pretraining?.active && state().pretraining!.epoch >= 1))
              await new Promise((resolve) => setTimeout(resolve, 10));
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
  await open(page, '?data=wine&epochs=100000&beta=0.7&restarts=10&batchSize=4');
  // Epochs that are long enough for the worker to die before the loss stays where it is, which ends training.
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
  expect(await page.evaluate(() => (window.basins.state().config as { beta?: number }).beta!)).toBe(0.7);
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

test('a worker that ends without a word is noticed, and nothing waits for it for ever', async ({ page }) => {
  const end = async (name: string) => {
    for (const worker of page.workers())
      if ((await worker.evaluate(() => self.name)) === name) await worker.evaluate(() => void setTimeout(() => self.close()));
  };
  await open(page, '?data=wine&epochs=100000&stage=embedding');
  const layout = () => page.evaluate(() => window.basins.state().embeddings[0]);
  await expect.poll(async () => (await layout()).state).toBe('live');
  await end('projection');
  await expect
    .poll(layout)
    .toMatchObject({ state: 'failed', failure: expect.stringMatching(/stopped unexpectedly \(it ended by itself\)/) });
  const training = page.evaluate(() =>
    window.basins.train().then(
      () => 'ended',
      (error: { code: string }) => error.code,
    ),
  );
  await expect.poll(() => page.evaluate(() => window.basins.state().training.epoch)).toBeGreaterThan(0);
  await end('engine');
  expect(await training).toBe('worker-died');
  await expect(page.getByText(/it ended by itself\)\. It was started again/)).toBeVisible();
  await end('data');
  await end('basins');
  const after = await page.evaluate(async () => {
    const { history } = (await window.basins.train({ epochs: 2 }))!;
    return { epochs: history.length, name: (await window.basins.load('iris')).name };
  });
  expect(after.epochs).toBeGreaterThan(2);
  expect(after.name).toBe('Iris');
});

test('files of models that cannot be are refused, and the page goes on', async ({ usedPage: page }) => {
  await page.evaluate(() => window.basins.load('iris'));
  const folder = 'e2e/cases/rough';
  const files = readdirSync(folder).filter((name) => name.startsWith('model-'));
  expect(files.length).toBeGreaterThan(5);
  for (const name of files) {
    const refused = await page.evaluate(
      async ([base64, name]) => {
        const file = new File([Uint8Array.from(atob(base64!), (char) => char.charCodeAt(0))], name!);
        return window.basins.openModel(file).then(
          () => null,
          ({ code, message }: { code: string; message: string }) => ({ code, message }),
        );
      },
      [readFileSync(`${folder}/${name}`).toString('base64'), name],
    );
    expect(refused).toMatchObject({ code: 'bad-model', message: expect.stringContaining('“') });
  }
  const after = await page.evaluate(async () => {
    await window.basins.configure({ k: 4 });
    const { name } = await window.basins.load('wine');
    return { name, k: window.basins.state().config.k };
  });
  expect(after).toEqual({ name: 'Wine', k: 3 });
});

test('what would not fit in memory, or is about a run that is gone, or is no config, is answered at once', async ({ page }) => {
  await open(page, '?data=wine');
  const told = await page.evaluate(async () => {
    const { basins } = window;
    const wide = Array.from({ length: 8 }, () => 4096);
    const refusal = (work: Promise<unknown>) =>
      work.then(
        () => null,
        ({ code }: { code: string }) => code,
      );
    const { shown } = basins.state();
    const codes = [await refusal(basins.configure({ method: 'dclam', network: wide, latent: 2 }))];
    const kept = basins.state().shown === shown;
    // Every request about a run is sent while the next one begins.
    for (const method of ['dclam', 'clam', 'dclam', 'clam'] as const) {
      await basins.configure({ method });
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const wrong = [undefined, null, 1n, { mask: -1 }, { k: 3n }, () => 1] as object[];
    for (const patch of wrong) codes.push(await refusal(basins.configure(patch)));
    for (const source of [undefined, 42, {}, { values: [] }] as string[]) codes.push(await refusal(basins.load(source)));
    codes.push(await refusal(basins.openModel('x' as unknown as File)), await refusal(basins.train({ epochs: 1n as unknown as number })));
    return { codes, kept, failures: basins.state().messages.filter(({ tone }) => tone === 'error') };
  });
  expect(told).toEqual({
    codes: [
      'too-large',
      ...Array.from({ length: 6 }, () => 'bad-config'),
      ...Array.from({ length: 4 }, () => 'bad-source'),
      'bad-model',
      'bad-config',
    ],
    kept: true,
    failures: [],
  });
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

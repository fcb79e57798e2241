import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from 'playwright/test';
import { layers, open, test } from './page';
import type { MemoryPartition } from '../src/core/partition/model';

/** The whole flow as people see it: by roles and names. */

const status = (page: Page) => page.getByRole('status', { name: 'Training status' });
// Thousands are set apart: “Epoch 1,206 of 2,000”.
const epochOf = async (page: Page) =>
  Number(/Epoch ([\d,]+)/.exec((await status(page).textContent()) ?? '')?.[1]?.replaceAll(',', '') ?? Number.NaN);

test('opens on a map that is not blank, and says which backend runs and why', async ({ page }) => {
  await open(page);
  const map = page.getByRole('figure', { name: 'Basins of attraction' });
  await expect(map).toBeVisible();
  await expect(page.getByRole('status', { name: 'Backend' })).toHaveText(/^(webgpu|webgl|wasm|cpu)$/);
  // A software adapter is slower than the CPU path, so it is not taken unasked.
  expect(await page.evaluate(() => window.basins.state().backend)).toMatchObject({ name: 'wasm', forced: false });
  await expect.poll(() => coloursOn(page)).toBeGreaterThan(50);
});

test('dragging β redraws the map without training, and k-means and Voronoi stay to compare with', async ({ page }) => {
  await open(page, '?data=synthetic/five-gaussians');
  const before = await mapBytes(page);
  const slider = page.getByRole('slider', { name: 'Inverse temperature β' });
  const box = (await slider.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.6, y);
  await page.mouse.down();
  for (let i = 0; i <= 20; i++) await page.mouse.move(box.x + box.width * (0.6 - i / 50), y);
  await page.mouse.up();
  await expect.poll(() => mapBytes(page)).not.toBe(before);
  const dragged = await page.evaluate(() => (window.basins.state().config as { beta?: number }).beta!);
  expect(dragged).toBeLessThan(1);
  await expect.poll(() => page.evaluate(() => (window.basins.state().shown!.model as MemoryPartition).beta)).toBe(dragged);
  // By keyboard, too.
  await slider.focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate(() => (window.basins.state().shown!.model as MemoryPartition).beta)).toBeGreaterThan(dragged);
  expect(await epochOf(page)).toBe(0);
  const metrics = page.getByRole('table', { name: 'Metrics' });
  await expect(metrics).toContainText('k-means');
  await expect(metrics).toContainText('Voronoi');
});

test('after a training β still moves the map, whichever epoch is shown, and the metrics follow', async ({ page }) => {
  await open(page, '?data=synthetic/five-gaussians&epochs=20');
  await page.evaluate(() => window.basins.train());
  const before = await page.evaluate(() => window.basins.state().shown!.metrics!.silhouette);
  const box = page.getByRole('spinbutton', { name: 'Inverse temperature β' });
  await box.fill('0,05');
  await box.press('Enter');
  await expect.poll(() => page.evaluate(() => (window.basins.state().shown!.model as MemoryPartition).beta)).toBe(0.05);
  await expect.poll(() => page.evaluate(() => window.basins.state().shown!.metrics?.silhouette)).not.toBe(before);
  await page.getByRole('slider', { name: 'Epoch' }).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => page.evaluate(() => window.basins.state().shown!.epoch)).toBe(0);
  expect(await page.evaluate(() => (window.basins.state().shown!.model as MemoryPartition).beta)).toBe(0.05);
  // Looking is not training: what the epoch was trained with stays in sight, and so does the way back.
  await page.keyboard.press('End');
  await expect(page.getByRole('slider', { name: 'Inverse temperature β' })).toHaveAttribute('aria-valuetext', '0.05, trained with 1');
  await page.getByRole('button', { name: 'Back to β 1' }).click();
  await expect.poll(() => page.evaluate(() => (window.basins.state().shown!.model as MemoryPartition).beta)).toBe(1);
  await expect(page.getByText('trained 1')).toBeHidden();
  // Trained on with another value, each epoch is shown under its own.
  await page.evaluate(async () => {
    await window.basins.configure({ beta: 0.05, epochs: 24 });
    await window.basins.train();
  });
  await page.getByRole('slider', { name: 'Epoch' }).focus();
  await page.keyboard.press('Home');
  for (let frame = 0; frame < 3; frame++) await page.keyboard.press('ArrowRight');
  await expect(page.getByText('trained 1')).toBeVisible();
  await expect.poll(() => page.evaluate(() => (window.basins.state().shown!.model as MemoryPartition).beta)).toBe(1);
});

test('what is worth saying of a training is said in one line, with a button that does something about it', async ({ page }) => {
  await open(page, '?beta=0.02&init=points&mask=off&epochs=30&n=300');
  const line = page.getByRole('status', { name: 'Diagnosis' });
  await expect(line).toBeHidden();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(line).toContainText(/^\d memories lie far outside the data: β 0\.02 is too small\./);
  await line.getByRole('button', { name: 'Put away' }).click();
  await expect(line).not.toContainText('far outside');
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await line.getByRole('button', { name: 'Try β 0.2' }).click();
  await expect.poll(() => page.evaluate(() => window.basins.state().config)).toMatchObject({ beta: 0.2 });
});

test('the map can be the principal plane or a slice through three memories', async ({ page }) => {
  await open(page, '?data=wine&plane=1,2,3');
  const slice = await page.evaluate(() => Array.from(window.basins.state().surface!.origin));
  await layers(page);
  await page.getByRole('combobox', { name: /plane/i }).selectOption({ index: 0 });
  await expect.poll(() => page.evaluate(() => Array.from(window.basins.state().surface!.origin))).not.toEqual(slice);
  await expect.poll(() => page.evaluate(() => window.basins.state().points?.length)).toBe(2 * 178);
});

test('trains, finishes, scrubs, replays, steps and resets to the same seed', async ({ page }) => {
  await open(page, '?data=iris&epochs=60');
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => epochOf(page)).toBeGreaterThan(0);
  await expect.poll(() => page.evaluate(() => window.basins.state().training.state)).toBe('finished');
  const first = await page.evaluate(() => window.basins.result()!);
  expect(first.history.at(-1)?.epoch).toBe(60);
  expect(first.metrics.silhouette).toBeGreaterThan(0.4);

  const epoch = page.getByRole('slider', { name: 'Epoch' });
  await epoch.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => page.evaluate(() => window.basins.state().shown!.epoch)).toBe(0);
  const atStart = await page.evaluate(() => Array.from((window.basins.state().shown!.model as MemoryPartition).memories));
  await page.keyboard.press('End');
  await expect.poll(() => page.evaluate(() => window.basins.state().shown!.epoch)).toBe(60);
  expect(await page.evaluate(() => Array.from((window.basins.state().shown!.model as MemoryPartition).memories))).not.toEqual(atStart);

  const cursor = () => page.evaluate(() => [window.basins.state().playing, window.basins.state().shown!.epoch]);
  await page.getByRole('button', { name: 'Replay' }).click();
  await expect.poll(async () => (await cursor())[1]).toBeLessThan(30);
  await expect.poll(async () => (await cursor())[1]).toBeGreaterThan(5);
  expect((await cursor())[0]).toBe(true);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(async () => (await cursor())[0]).toBe(false);

  await page.getByRole('button', { name: 'Step one epoch' }).click();
  await expect.poll(() => epochOf(page)).toBe(61);

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => epochOf(page)).toBe(0);
  expect(await page.evaluate(() => Array.from((window.basins.state().shown!.model as MemoryPartition).memories))).toEqual(atStart);
  const again = await page.evaluate(() => window.basins.train());
  expect(again!.memories).toEqual(first.memories);
  const atEnd = await page.evaluate(() => window.basins.state().shown!.epoch);

  const seed = again!.config.seed;
  await page.getByRole('button', { name: 'New seed' }).click();
  await expect.poll(() => page.evaluate(() => window.basins.state().config.seed)).not.toBe(seed);
  // The finished run is two steps away, and so is what was begun after it.
  const k = page.getByRole('spinbutton', { name: 'Number of clusters k' });
  await k.fill('5');
  await k.press('Enter');
  const now = () =>
    page.evaluate(() => {
      const { config, result, shown, frames, curves, training } = window.basins.state();
      return {
        seed: config.seed,
        k: config.k,
        trained: result !== null,
        epoch: shown?.epoch,
        frames: frames.length,
        points: curves.length,
        state: training.state,
      };
    });
  await expect.poll(now).toMatchObject({ k: 5, trained: false, epoch: 0 });
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await undo.click();
  await expect.poll(now).toMatchObject({ k: 3, trained: false, epoch: 0 });
  await undo.click();
  await expect.poll(now).toEqual({ seed, k: 3, trained: true, epoch: atEnd, frames: 61, points: 61, state: 'finished' });
  expect((await page.evaluate(() => window.basins.result()!)).memories).toEqual(first.memories);
  // It is no longer an idle page's: it trains on from its last epoch.
  await page.getByRole('button', { name: 'Step one epoch' }).click();
  await expect.poll(() => epochOf(page)).toBe(61);
});

test('undo and redo go over settings, a moved memory, a reset, a data set, a method and a run that was left', async ({ page }) => {
  await open(page, '?data=synthetic/five-gaussians&epochs=12&beta=2');
  await page.evaluate(() => window.basins.train({ references: false }));
  const now = () =>
    page.evaluate(() => {
      const { config, dataset, shown, training, undoable, redoable } = window.basins.state();
      const told = (action: typeof undoable) => action && ('what' in action ? action.what : 'settings');
      return {
        data: dataset!.name,
        method: config.method,
        beta: 'beta' in config ? config.beta : null,
        k: config.k,
        trained: training.epoch,
        first: shown && 'memories' in shown.model ? Array.from(shown.model.memories.subarray(0, 2)) : null,
        back: told(undoable),
        forth: told(redoable),
      };
    });
  /** The page as the last action left it, without what can be taken back from there. */
  const place = async () => ({ ...(await now()), back: null, forth: null });
  const places = [await place()];
  const actions: readonly (readonly [told: string, work: () => Promise<void>])[] = [
    [
      'settings',
      async () => {
        await page.getByRole('slider', { name: 'Inverse temperature β' }).focus();
        await page.keyboard.press('ArrowLeft');
        await expect.poll(async () => (await now()).beta).toBeLessThan(2);
      },
    ],
    [
      'memory moved',
      async () => {
        const { first } = await now();
        await page.getByRole('button', { name: /^Memory 1,/ }).focus();
        await page.keyboard.press('Shift+ArrowRight');
        await expect.poll(async () => (await now()).first![0]).toBeGreaterThan(first![0]! + 0.01);
      },
    ],
    ['reset', () => page.getByRole('button', { name: 'Reset' }).click()],
    ['settings', () => page.getByRole('button', { name: 'New seed' }).click()],
    ['settings', () => page.evaluate(() => window.basins.configure({ k: 4 })).then(() => {})],
    [
      'data set',
      () =>
        page
          .getByRole('combobox', { name: 'Dataset' })
          .selectOption('iris')
          .then(() => {}),
    ],
    [
      'settings',
      () =>
        page
          .getByRole('combobox', { name: 'Method' })
          .selectOption('kmeans')
          .then(() => {}),
    ],
  ];
  for (const [told, work] of actions) {
    const { first, ...before } = await now();
    await work();
    await expect.poll(async () => JSON.stringify(await now())).not.toBe(JSON.stringify({ ...before, first }));
    await expect.poll(async () => (await now()).back).toBe(told);
    await page.waitForFunction(() => window.basins.state().coming === null);
    places.push(await place());
  }
  expect(places.map(({ data, method, k, trained }) => [data, method, k, trained])).toEqual([
    ['Five Gaussians', 'clam', 5, 12],
    ['Five Gaussians', 'clam', 5, 12],
    ['Five Gaussians', 'clam', 5, 12],
    ['Five Gaussians', 'clam', 5, 0],
    ['Five Gaussians', 'clam', 5, 0],
    ['Five Gaussians', 'clam', 4, 0],
    ['Iris', 'clam', 3, 0],
    ['Iris', 'kmeans', 3, 0],
  ]);
  await page.locator('#stage').click({ position: { x: 8, y: 8 }, trial: true });
  for (const from of places.toReversed().slice(1)) {
    await page.keyboard.press('Control+z');
    await expect.poll(place).toEqual(from);
  }
  await expect.poll(now).toMatchObject({ back: null, forth: 'settings', trained: 12 });
  for (const to of places.slice(1)) {
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(place).toEqual(to);
  }
  await expect.poll(async () => (await now()).forth).toBe(null);
});

test('every view shows the same epoch, at every frame of a training', async ({ page }) => {
  await open(page, '?data=wine&epochs=100000&restarts=10&batchSize=4');
  const frames = await page.evaluate(async () => {
    const text = (selector: string) => document.querySelector(selector)?.textContent ?? '';
    const number = (pattern: RegExp, from: string) => Number(pattern.exec(from)?.[1]?.replaceAll(/\D/g, '') ?? Number.NaN);
    const seen: number[][] = [];
    // As many epochs as are asked for, on a machine of any speed.
    const shown = new Set<number>();
    const trained = window.basins.train();
    await new Promise<void>((enough) => {
      const look = () => {
        const state = window.basins.state();
        if (state.training.state === 'training') {
          shown.add(state.shown!.epoch);
          seen.push([
            state.shown!.epoch,
            number(/^Epoch ([\d,.\s]+?) of/, text('[aria-label="Training status"]')),
            number(/Epoch ([\d,.\s]+?) of/, document.querySelector('input[aria-label="Epoch"]')!.getAttribute('aria-valuetext')!),
            Number(document.querySelector<HTMLInputElement>('input[aria-label="Epoch"]')!.value),
            number(/epoch ([\d,.]+)/i, text('.curves > .visually-hidden')),
          ]);
        }
        if (shown.size < 12) requestAnimationFrame(look);
        else enough();
      };
      requestAnimationFrame(look);
    });
    await window.basins.pause();
    await trained;
    return seen;
  });
  for (const epochs of frames) expect(epochs).toEqual(epochs.map(() => epochs[0]));
});

test('the map stays in its place through a training, at three widths', async ({ page }) => {
  for (const width of [1440, 1100, 380])
    await test.step(`${width} px`, async () => {
      await page.setViewportSize({ width, height: 800 });
      // Under masks the chosen epoch is not the last.
      await open(page, '?data=iris&epochs=400&mask=on&init=points&beta=1');
      const boxes = await page.evaluate(async () => {
        const map = document.querySelector('.basins-map')!;
        const seen = new Set<string>();
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        const finished = () => window.basins.state().training.state === 'finished';
        let after = 0;
        const watch = (async () => {
          while (after < 10) {
            const { width, height, top } = map.getBoundingClientRect();
            seen.add([width, height, top + scrollY].join(' '));
            await frame();
            if (finished()) after++;
          }
        })();
        await window.basins.train();
        await watch;
        return [...seen];
      });
      expect(boxes).toHaveLength(1);
      await expect(status(page)).toHaveText(
        /finished( early: [^,]+)?, showing epoch [\d,]+, the lowest loss over the whole set: [\d.]+ · SC [\d.]+$/,
      );
      const { epoch } = await page.evaluate(() => window.basins.state().shown!);
      await page.getByRole('button', { name: 'Go to the last epoch' }).click();
      await expect(status(page)).toHaveText(/^Epoch [\d,]+ of 400 · loss [\d.]+ · SC [\d.]+ · finished/);
      await page.getByRole('button', { name: 'Back to the chosen epoch' }).click();
      await expect(status(page)).toContainText(`showing epoch ${epoch.toLocaleString('en-US')},`);
    });
});

test('pauses in the middle of a training and goes on', async ({ page }) => {
  await open(page, '?data=digits&epochs=5000&restarts=3');
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => epochOf(page)).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Train' })).toBeVisible();
  // The engine has answered: what it would still train would be told before its answer to another pause.
  await expect.poll(() => page.evaluate(() => window.basins.state().training.state)).toBe('paused');
  const paused = await epochOf(page);
  await page.evaluate(() => window.basins.pause());
  expect(await epochOf(page)).toBe(paused);
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => epochOf(page)).toBeGreaterThan(paused);
});

test('a change of β while training takes effect at the next epoch, without starting over', async ({ page }) => {
  await open(page, '?data=wine&epochs=100000');
  await page.getByRole('button', { name: 'Train' }).click();
  await expect.poll(() => epochOf(page)).toBeGreaterThan(5);
  const before = await epochOf(page);
  const box = page.getByRole('spinbutton', { name: 'Inverse temperature β' });
  await box.fill('0.25');
  await box.press('Enter');
  await expect.poll(() => page.evaluate(() => (window.basins.state().shown!.model as MemoryPartition).beta)).toBe(0.25);
  expect(await epochOf(page)).toBeGreaterThanOrEqual(before);
  // Training may have ended by the floor of the rate meanwhile.
  await page.evaluate(() => window.basins.pause());
});

test('restarts are advanced together, the chosen one is shown and any other can be', async ({ usedPage: page }) => {
  const result = await page.evaluate(async () => {
    await window.basins.load('iris');
    await window.basins.configure({ epochs: 20, restarts: 4, choose: 'silhouette' });
    return window.basins.train();
  });
  expect(result!.runs).toHaveLength(4);
  const best = Math.max(...result!.runs.map((run) => run.metrics.silhouette ?? -2));
  expect(result!.runs[result!.chosen].metrics.silhouette).toBe(best);
  expect(await page.evaluate(() => window.basins.state().restart)).toBe(result!.chosen);
  const other = (result!.chosen + 1) % 4;
  await page.getByRole('button', { name: `Show restart ${other + 1}` }).click();
  await expect.poll(() => page.evaluate(() => window.basins.state().restart)).toBe(other);
  await expect.poll(() => page.evaluate(() => window.basins.state().frames.length)).toBe(21);
});

test('the memories stage draws a row for each memory, as pictures where the data are pictures', async ({ usedPage: page }) => {
  await page.evaluate(() => window.basins.load('digits'));
  await page
    .getByRole('tab', { name: 'Memories' })
    .or(page.getByRole('button', { name: 'Memories' }))
    .first()
    .click();
  const memories = page.getByRole('figure', { name: 'Memories' });
  await expect(memories).toBeVisible();
  await expect(memories.locator('canvas').first()).toBeVisible();
});

test('a memory can be dragged, and the basins follow; a click chooses it', async ({ page }) => {
  await open(page, '?data=synthetic/five-gaussians');
  const memories = () => page.evaluate(() => Array.from((window.basins.state().shown!.model as MemoryPartition).memories));
  const before = await memories();
  const memory = page
    .getByRole('figure', { name: 'Basins of attraction' })
    .getByLabel(/^Memory 2/)
    .first();
  const middle = async () => {
    const { x, y, width, height } = (await memory.locator('.memory-reach').boundingBox())!;
    return [x + width / 2, y + height / 2] as const;
  };
  // A hand is never quite still.
  const [x, y] = await middle();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 1, y + 1);
  await page.mouse.up();
  await expect.poll(() => page.evaluate(() => window.basins.state().selectedMemory)).toBe(1);
  expect(await memories()).toEqual(before);
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('Members');

  const map = await mapBytes(page);
  await page.mouse.down();
  for (let i = 1; i <= 10; i++) await page.mouse.move(x + 1 + 6 * i, y + 1 - 4 * i);
  await page.mouse.up();
  await expect.poll(async () => (await middle()).map((to, i) => Math.round(to - [x, y][i]!))).toEqual([60, -40]);
  await expect.poll(() => mapBytes(page)).not.toBe(map);
  const after = await memories();
  expect(after.map((value, i) => value !== before[i])).toEqual(before.map((_, i) => i === 2 || i === 3));

  await memory.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(memories).not.toEqual(after);
  // Keys come faster than maps, and each of them counts.
  const pressAtOnce = async (one: Locator) => {
    const left = async () => (await one.boundingBox())!.x;
    const from = await left();
    await one.evaluate((element) => {
      for (let i = 0; i < 3; i++) element.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', shiftKey: true, bubbles: true }));
    });
    await expect.poll(async () => Math.round(from - (await left()))).toBe(90);
  };
  await page.mouse.move(0, 0);
  await pressAtOnce(memory);
  await page.mouse.click(x, y);
  const drop = page.getByRole('button', { name: /^Drop of water/ });
  await expect(drop).toBeVisible();
  await pressAtOnce(drop);
});

test('each layer of the map can be put away, and water runs where it falls', async ({ page }) => {
  await open(page, '?data=iris&beta=0.05');
  const figure = page.getByRole('figure', { name: 'Basins of attraction' });
  for (const layer of ['Points', 'Contours', 'Disagreement']) {
    const before = await mapBytes(page);
    await layers(page);
    await page.getByRole('checkbox', { name: layer }).click();
    await expect.poll(() => mapBytes(page)).not.toBe(before);
  }
  await expect(page.locator('.about')).toContainText('hatched: the two differ');
  const borders = () => page.locator('.voronoi-line').getAttribute('d');
  expect(await borders()).not.toBe('');
  await layers(page);
  await page.getByRole('checkbox', { name: 'Voronoi' }).click();
  await expect.poll(borders).toBe('');

  await layers(page);
  await page.getByRole('button', { name: 'Drop', exact: true }).click();
  await expect(figure).toContainText(/The drop: after 10 steps it is in basin \d; energy .* → /);
  // What pulls on the drop is drawn, and the sum of it all.
  await layers(page);
  await page.getByRole('checkbox', { name: 'Pulls' }).click();
  await expect(page.locator('.pull-line')).not.toHaveCount(0);
  await expect(page.locator('.pull-sum')).toHaveCount(1);
  await layers(page);
  await page.getByRole('button', { name: 'Rain', exact: true }).click();
  await expect(page.locator('.rain-line')).toHaveAttribute('d', /^M/);
  await page.getByRole('combobox', { name: 'Dataset' }).selectOption('wine');
  await expect.poll(() => page.evaluate(() => window.basins.state().dataset!.id)).toBe('wine');
  await expect(page.locator('.rain-line')).toHaveCount(0);
});

test('a memory that is moved in an epoch of the past stays in it, and training goes on from the newest', async ({ page }) => {
  await open(page, '?data=iris&epochs=40&learningRate=0.2');
  const before = await page.evaluate(async () => {
    await window.basins.train();
    const { partition } = window.basins.state().frames.at(-1)!;
    return partition.kind === 'memory' ? Array.from(partition.memories) : [];
  });
  const slider = page.getByRole('slider', { name: 'Epoch' });
  await slider.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: /^Memory 2/ }).focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
  const shown = () =>
    page.evaluate(() => [window.basins.state().shown!.epoch, window.basins.state().shown!.altered, window.basins.state().cursor]);
  await expect.poll(shown).toEqual([1, true, 1]);
  await expect(page.getByLabel('Metrics').locator('..')).toContainText('changed by hand');
  // Scrubbing back and forth shows it where it was put, and the other epochs as they were.
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(shown).toEqual([2, false, 2]);
  const after = await page.evaluate(async () => {
    await window.basins.step();
    const { partition } = window.basins.state().frames.at(-1)!;
    return partition.kind === 'memory' ? Array.from(partition.memories) : [];
  });
  const far = Math.max(...after.map((x, i) => Math.abs(x - before[i]!)));
  expect(far).toBeLessThan(0.5);
});

test('of two sets that are chosen one after the other the later one is shown, and the first is told so', async ({ usedPage: page }) => {
  const [first, second] = await page.evaluate(async () => {
    const loads = await Promise.allSettled([window.basins.load('digits'), window.basins.load('iris')]);
    return loads.map((load) => (load.status === 'fulfilled' ? load.value.name : String((load.reason as Error).message)));
  });
  expect([first, second]).toEqual(['Another data set was chosen meanwhile.', 'Iris']);
  expect(await page.evaluate(() => [window.basins.state().dataset!.id, window.basins.state().space!.d])).toEqual(['iris', 4]);
});

test('a knob of a synthetic set leaves the settings and the plane alone, and the link has it', async ({ page }) => {
  await open(page, '?data=synthetic/moons&plane=pca&beta=7&k=5');
  await page.getByRole('spinbutton', { name: 'Noise' }).fill('0.2');
  await page.keyboard.press('Enter');
  const settings = () =>
    page.evaluate(() => {
      const { config, plane, knobs } = window.basins.state();
      return [config.method === 'clam' && config.beta, config.k, plane.kind, knobs.noise];
    });
  await expect.poll(settings).toEqual([7, 5, 'pca', 0.2]);
  await expect.poll(() => new URL(page.url()).search).toBe('?data=synthetic/moons&noise=0.2&k=5&beta=7&plane=pca');
  // Another set and back: the knobs are as usual again.
  await page.getByRole('combobox', { name: 'Dataset' }).selectOption('iris');
  await expect.poll(() => page.evaluate(() => window.basins.state().dataset!.id)).toBe('iris');
  await expect.poll(() => new URL(page.url()).search).toBe('?data=iris');
  await page.getByRole('combobox', { name: 'Dataset' }).selectOption('synthetic/moons');
  await expect.poll(settings).toEqual([expect.any(Number), 2, 'data', undefined]);
  await expect.poll(() => new URL(page.url()).search).toBe('?data=synthetic/moons');
  await page.goBack();
  await expect.poll(() => page.evaluate(() => window.basins.state().dataset!.id)).toBe('iris');
});

test('a slice through memories gives way where there are too few', async ({ page }) => {
  await open(page, '?data=iris&plane=1,2,3');
  const plane = () => page.evaluate(() => window.basins.state().plane.kind);
  expect(await plane()).toBe('memories');
  await page.evaluate(() => window.basins.configure({ k: 2 }));
  await expect.poll(plane).toBe('pca');
});

test('a result says what it was trained with, also when the settings have been changed since', async ({ usedPage: page }) => {
  const betas = await page.evaluate(async () => {
    await window.basins.load('iris');
    await window.basins.configure({ epochs: 5, beta: 3 });
    const trained = await window.basins.train();
    await window.basins.configure({ beta: 50 });
    return [trained!.config.beta, window.basins.result()!.config.beta, (window.basins.state().config as { beta?: number }).beta!];
  });
  expect(betas).toEqual([3, 3, 50]);
});

test('the result can be exported as JSON', async ({ usedPage: page }) => {
  await page.evaluate(async () => {
    await window.basins.load('iris');
    await window.basins.train({ epochs: 5 });
  });
  await page.getByRole('button', { name: /^Export/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByText(/result.*json/i)
      .first()
      .click(),
  ]);
  const parsed = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(parsed.version).toBe(1);
  expect(parsed.labels).toHaveLength(150);
  // The menu has done its work.
  await expect(page.getByRole('list', { name: 'Export' })).toBeHidden();
});

/** The number of different colours among coarse samples of the map. */
async function coloursOn(page: Page): Promise<number> {
  return page.evaluate(() => {
    const seen = new Set<number>();
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('[aria-label="Basins of attraction"] canvas')) {
      const context = canvas.getContext('2d');
      if (!context || canvas.width === 0) continue;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4 * 97) if (data[i + 3] > 0) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    }
    return seen.size;
  });
}

/** A checksum of what the map shows. */
async function mapBytes(page: Page): Promise<number> {
  return page.evaluate(() => {
    let sum = 0;
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('[aria-label="Basins of attraction"] canvas')) {
      const context = canvas.getContext('2d');
      if (!context || canvas.width === 0) continue;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 101) sum = (sum * 31 + data[i]) | 0;
    }
    return sum;
  });
}

test('k-means is a method like any other: stepped, trained, dragged, trained on and exported, in words of its own', async ({
  usedPage: page,
}) => {
  await page.getByRole('combobox', { name: 'Method' }).selectOption('kmeans');
  const centre = page.getByRole('button', { name: /^Centre 1, \d+ points are nearest to it/ });
  await expect(centre).toBeVisible();
  await layers(page);
  await expect(page.getByRole('checkbox', { name: /Voronoi|Drops/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  const metrics = page.getByRole('table', { name: 'Metrics' });
  await expect(metrics).toContainText('Inertia');
  await expect(metrics).not.toContainText('Voronoi');
  await page.getByRole('button', { name: 'Step one epoch' }).click();
  await expect(status(page)).toContainText(/Epoch 1 of 300 · loss [\d.]+/);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(status(page)).toContainText('finished early: no label changed');
  const inertia = () => page.evaluate(() => window.basins.state().shown!.metrics?.inertia ?? null);
  const [least, epoch] = [await inertia(), await epochOf(page)];
  await centre.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect(status(page)).toContainText('changed by hand');
  await expect.poll(inertia).toBeGreaterThan(least!);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => epochOf(page)).toBeGreaterThan(epoch);
  await expect(status(page)).toContainText('finished early: no label changed');
  await expect.poll(inertia).toBeCloseTo(least!, 3);
  const exported = async (name: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Export/ }).click();
    await page.getByRole('list', { name: 'Export' }).getByRole('button', { name }).click();
    const file = await download;
    return {
      name: file.suggestedFilename(),
      lines: readFileSync(await file.path(), 'utf8')
        .trim()
        .split(/\r?\n/),
    };
  };
  const labels = await exported('Labels (CSV)');
  expect(labels.lines[0]).toMatch(/,cluster$/);
  const centres = await exported('Centres (CSV)');
  expect(centres.name).toMatch(/-centres\.csv$/);
  expect(centres.lines[0]).toMatch(/^centre,/);
  expect(centres.lines).toHaveLength(6);
  // One cluster has nothing to be told from, and nothing to go to; neither is a blank view.
  await page.evaluate(() => window.basins.configure({ k: 1 }));
  await expect(page.getByRole('button', { name: /^Centre/ })).toHaveCount(1);
  await page.getByRole('tab', { name: 'Interpolation' }).click();
  await expect(page.getByRole('figure', { name: 'Interpolation' })).toContainText('There is one centre only, and a way needs two');
  const refused = await page.evaluate(async () => {
    try {
      await window.basins.configure({ k: 2000 });
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(refused).toMatch(/\bk\b.*\.$/);
});

test('the other energy lets places rest between memories, or nowhere, on the same memories, and trains', async ({ usedPage: page }) => {
  await page.evaluate(() => window.basins.train({ epochs: 20, references: false }));
  await layers(page);
  const now = () =>
    page.evaluate(() => {
      const { shown, config } = window.basins.state();
      const { model, labels, metrics } = shown!;
      return {
        energy: 'energy' in config ? config.energy : null,
        beta: 'beta' in config ? config.beta : null,
        memories: 'memories' in model ? Array.from(model.memories) : [],
        sets: 'sets' in model ? (model.sets ?? []) : [],
        none: labels!.filter((label) => label === 65535).length / labels!.length,
        beyond: labels!.filter((label) => label >= model.k && label !== 65535).length,
        assigned: metrics?.assigned ?? null,
        grey: document.querySelector('[aria-label="Diagnosis"]')!.textContent,
      };
    });
  const trained = await now();
  expect(trained).toMatchObject({ energy: 'lse', beta: 1, sets: [], none: 0, beyond: 0, assigned: null });
  await page.getByRole('radio', { name: 'Log-sum-ReLU' }).check();
  await expect.poll(async () => (await now()).assigned).toBeGreaterThan(0.9);
  const looked = await now();
  expect(looked.memories).toEqual(trained.memories);
  expect(looked.beta).toBeLessThan(1);
  await page.getByRole('radio', { name: 'Log-sum-exp' }).check();
  expect((await now()).beta).toBe(1);
  await page.getByRole('radio', { name: 'Log-sum-ReLU' }).check();
  await expect.poll(async () => (await now()).assigned).toBe(looked.assigned);
  expect(looked.assigned).toBeCloseTo(1 - looked.none, 6);
  // Balls that are too small leave most points in none: that is said, with a β that holds them.
  await page.evaluate(() => window.basins.configure({ beta: 40 }));
  await expect
    .poll(async () => (await now()).grey)
    .toMatch(/^\d+% of the points lie in no ball: β 40 is too large for log-sum-ReLU\.Try β/);
  await page
    .getByRole('status', { name: 'Diagnosis' })
    .getByRole('button', { name: /^Try β/ })
    .click();
  await expect.poll(async () => (await now()).assigned).toBeGreaterThan(0.9);
  const held = await now();
  expect(held.sets.length).toBeGreaterThan(0);
  expect(held.beyond).toBeGreaterThan(0);
  await expect(page.locator('.emergent-ring')).toHaveCount(held.sets.length);
  const result = (await page.evaluate(() => window.basins.train({ epochs: 5, references: false })))!;
  expect(result.config).toMatchObject({ energy: 'lsr' });
  expect(result.sets!.slice(0, 5)).toEqual([[0], [1], [2], [3], [4]]);
  expect(Math.max(...result.labels)).toBeLessThanOrEqual(result.sets!.length);
  expect(result.metrics.assigned).toBeCloseTo(result.labels.filter((label) => label >= 0).length / result.labels.length, 6);
  // A link that does not name the energy means the usual one.
  await page.evaluate(() => window.basins.openLink('?data=iris&beta=2'));
  expect(await now()).toMatchObject({ energy: 'lse', none: 0 });
  expect(await page.evaluate(async () => (await window.basins.link()).link)).not.toMatch(/energy|trained/);
  // One that names it and no β begins with the β that suits the start, and the link of that holds it.
  await page.evaluate(() => window.basins.openLink('?data=iris&energy=lsr'));
  const { beta, assigned } = await now();
  expect(assigned).toBeGreaterThan(0.9);
  expect(await page.evaluate(async () => (await window.basins.link()).link)).toMatch(new RegExp(`beta=${beta}(&|$)`));
});

// A layout that follows a training of DCLAM on digits: what it costs the training and the page, and how far points move from epoch to
// epoch.
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';
import { serveSite } from '../e2e/tools/site.mjs';
import { median } from './tools.mjs';

const rounds = Number(process.env.ROUNDS ?? 5);
const epochs = Number(process.env.EPOCHS ?? 30);

async function openPage(browser, url, stage) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ at: startTime, duration });
    }).observe({ type: 'longtask' });
  });
  await page.goto(`${url}?data=digits&method=dclam&pretrainEpochs=10&epochs=${epochs}&stage=${stage}`);
  await page.waitForFunction(() => window.basins?.state().shown);
  await page.waitForTimeout(1000);
  return page;
}

const isLive = () => {
  const [{ state, layout }] = window.basins.state().embeddings;
  return state === 'live' && layout !== null && layout.step === layout.steps && layout.epoch === window.basins.state().shown.epoch;
};

/** Trains from the beginning, and notes each epoch's layout where there is one. */
async function train(browser, url, stage) {
  const page = await openPage(browser, url, stage);
  if (stage === 'embedding') await page.waitForFunction(isLive, null, { timeout: 120_000 });
  const { began, seconds } = await page.evaluate(async () => {
    window.layouts = [];
    const note = () => {
      const [{ layout, state }] = window.basins.state().embeddings;
      if (state === 'live' && layout && layout !== window.layouts.at(-1) && window.basins.state().shown.latent?.pretrained)
        window.layouts.push(layout);
    };
    const timer = setInterval(note, 5);
    const began = performance.now();
    const { seconds } = await window.basins.train();
    clearInterval(timer);
    return { began, seconds };
  });
  const tasks = (await page.evaluate(() => window.longTasks)).filter(({ at }) => at >= began);
  return { page, began, seconds: seconds.train, pretraining: seconds.pretrain, tasks };
}

/** Mean distance that points moved between two layouts, over the extent of the first. */
const displacementIn = () => {
  const apart = (a, b) => {
    let sum = 0;
    for (let i = 0; i < a.length; i += 2) sum += Math.hypot(a[i] - b[i], a[i + 1] - b[i + 1]);
    return sum / (a.length / 2);
  };
  const extent = (a) => Math.max(...a) - Math.min(...a);
  return { apart, extent };
};

async function displacements(page) {
  const live = await page.evaluate((source) => {
    const { apart, extent } = new Function(`return (${source})()`)();
    const layouts = window.layouts.filter(({ epoch }, i, all) => all[i + 1]?.epoch !== epoch);
    const moves = layouts.slice(1).map((layout, i) => ({
      epochs: layout.epoch - layouts[i].epoch,
      moved: apart(layouts[i].coordinates, layout.coordinates) / extent(layout.coordinates),
    }));
    return { count: layouts.length, moves };
  }, displacementIn.toString());
  // The same from scratch: each of a few consecutive epochs laid out from its principal components.
  const scratch = [];
  const last = epochs - 1;
  for (let epoch = last - 4; epoch <= last; epoch++) {
    await page.evaluate((epoch) => {
      const slider = document.querySelector('input[type=range][aria-label="Epoch"]');
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
      set.call(slider, String(epoch));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    }, epoch);
    await page.waitForFunction((epoch) => window.basins.state().shown?.epoch === epoch, epoch);
    const before = await page.evaluate(() => window.basins.state().embeddings[0].layout.coordinates.length);
    await page.waitForFunction(isLive, null, { timeout: 120_000 });
    await page.getByRole('button', { name: 'Re-run from PCA' }).first().click();
    await page.waitForFunction(() => window.basins.state().embeddings[0].state === 'working', null, { timeout: 20_000 });
    await page.waitForFunction(isLive, null, { timeout: 120_000 });
    scratch.push(await page.evaluate(() => Array.from(window.basins.state().embeddings[0].layout.coordinates)));
    if (before !== scratch[0].length) throw new Error('The number of points changed.');
  }
  const { apart, extent } = displacementIn();
  return { live, scratch: scratch.slice(1).map((layout, i) => apart(scratch[i], layout) / extent(layout)) };
}

export async function benchLive() {
  const site = await serveSite();
  const browser = await chromium.launch({ executablePath: ensureBrowser().path, args: [...browserArguments] });
  const took = { memories: [], embedding: [] };
  const tasks = [];
  let moved = null;
  for (let round = 0; round < rounds; round++)
    for (const stage of Object.keys(took)) {
      const run = await train(browser, site.url, stage);
      took[stage].push(run.seconds);
      if (stage === 'embedding') {
        tasks.push(
          ...run.tasks.map(
            ({ at, duration }) =>
              `${duration.toFixed(0)} ms, ${((at - run.began) / 1000).toFixed(1)} s after the start (pretraining took ${run.pretraining.toFixed(1)} s)`,
          ),
        );
        if (round === 0) moved = await displacements(run.page);
      }
      await run.page.close();
    }
  await browser.close();
  await site.close();
  const [without, along] = [median(took.memories), median(took.embedding)];
  const seconds = (list) => list.map((value) => value.toFixed(2)).join(', ');
  console.log(
    `DCLAM on digits, EAE, ${epochs} epochs: ${along.toFixed(2)} s with a live UMAP of the codes (${seconds(took.embedding)}), ${without.toFixed(2)} s without (${seconds(took.memories)}): ${(100 * (along / without - 1)).toFixed(1)}% slower  target ≤ 15%`,
  );
  console.log(`page's tasks over 50 ms while training with it: ${tasks.join('; ') || 'none'}  target none`);
  const { live, scratch } = moved;
  const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const each = mean(live.moves.map(({ moved: share }) => share));
  console.log(
    `layouts followed: ${live.count} of ${epochs + 1} epochs; points moved by ${(100 * each).toFixed(2)}% of the extent from one to the next (from scratch ${(100 * mean(scratch)).toFixed(2)}% an epoch): ratio ${(each / mean(scratch)).toFixed(3)}  target ≤ 0.333`,
  );
}

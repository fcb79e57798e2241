// Kills the tab and the browser in the midst of trainings, at random moments, and looks at what is there when they come back; then measures
// what keeping costs a training. CLAM and DCLAM (EAE) on digits.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../e2e/tools/browser.mjs';
import { serveSite } from '../e2e/tools/site.mjs';
import { median } from './tools.mjs';

const tabs = Number(process.env.TABS ?? 20);
const browsers = Number(process.env.BROWSERS ?? 5);
const pairs = Number(process.env.PAIRS ?? 3);

const clam = { name: 'CLAM', query: 'data=digits&epochs=10000&backend=wasm', cost: 150 };
const dclam = { name: 'DCLAM', query: 'data=digits&method=dclam&pretrainEpochs=2&epochs=10000&backend=wasm', cost: 25 };

/** A browser with a folder of its own, which can be killed. */
async function launch(profile) {
  rmSync(join(profile, 'DevToolsActivePort'), { force: true });
  const child = spawn(
    ensureBrowser().path,
    [...browserArguments, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: 'ignore' },
  );
  const port = async () => {
    for (;;) {
      try {
        return Number(readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]);
      } catch {
        await sleep(50); // not written yet
      }
    }
  };
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await port()}`);
  const end = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await browser.close().catch(() => {});
  };
  return { context: browser.contexts()[0], end };
}

const ready = (page) => page.waitForFunction(() => window.basins?.state().shown != null, null, { timeout: 120_000 });

/** Trains, turns β, and tells all that changes, until it is killed. @param log what was seen, with the time. */
async function train(page, log) {
  await page.exposeFunction('seen', (what) => log.push({ ...what, at: Date.now() }));
  await page.evaluate(() => {
    void window.basins.train({ references: false }).catch(() => {});
    let turns = 0;
    setInterval(() => {
      const { training, frames, curves, config, pretraining } = window.basins.state();
      window.seen({
        epoch: training.epoch,
        film: frames.at(-1)?.epoch ?? 0,
        numbers: curves.at(-1)?.epoch ?? 0,
        beta: config.beta,
        pretraining: pretraining?.epoch ?? 0,
      });
      if (++turns % 5 !== 0) return;
      const beta = Math.round((0.5 + Math.random() / 2) * 1e4) / 1e4;
      window.seen({ epoch: training.epoch, film: 0, numbers: 0, beta });
      void window.basins.configure({ beta });
    }, 50);
  });
}

/** What is there again, and how old it was when the page was killed, in seconds. @param seed of the run that was killed. */
async function cameBack(page, log, killed, seed) {
  await ready(page);
  await page.waitForFunction(() => window.basins.state().runs.length > 0 && window.basins.state().curves.length > 0);
  const now = await page.evaluate(() => {
    const { training, frames, curves, config } = window.basins.state();
    const said = [...document.querySelectorAll('[role=alert]')].map((alert) => alert.textContent ?? '');
    return {
      networks: training.epoch,
      film: frames.at(-1)?.epoch ?? 0,
      numbers: curves.at(-1)?.epoch ?? 0,
      beta: config.beta,
      seed: config.seed,
      said,
    };
  });
  const age = (passed) => {
    const first = log.find(passed);
    return first ? Math.max(0, (killed - first.at) / 1000) : 0;
  };
  const lastWithBeta = log.findLastIndex(({ beta }) => beta === now.beta);
  const nextBeta = log.slice(lastWithBeta + 1)[0];
  return {
    ages: {
      numbers: age(({ numbers }) => numbers > now.numbers),
      film: age(({ film }) => film > now.film),
      networks: age(({ epoch }) => epoch > now.networks),
      // A β that was not told yet is newer than all that were.
      settings: lastWithBeta < 0 ? 0 : nextBeta ? (killed - nextBeta.at) / 1000 : 0,
    },
    same: now.seed === seed,
    said: now.said.filter((text) => /could not be read|damaged|keeps nothing|no more room/.test(text)),
    offered: now.said.some((text) => text.startsWith('You left at epoch')),
  };
}

async function kills(url, how, count) {
  const profile = mkdtempSync(join(tmpdir(), 'basins-keep-'));
  let running = await launch(profile);
  for (const [method, times] of [
    [clam, Math.ceil(count / 2)],
    [dclam, Math.floor(count / 2)],
  ]) {
    const found = [];
    for (let i = 0; i < times; i++) {
      const page = await running.context.newPage();
      await page.goto(`${url}?${method.query}&seed=${i}`);
      await ready(page);
      const log = [];
      await train(page, log);
      await page.waitForFunction(() => window.basins.state().training.epoch > 2, null, { timeout: 300_000 });
      await sleep(3000 + Math.random() * (method === dclam ? 25_000 : 5000));
      const killed = Date.now();
      if (how === 'tab') {
        const session = await running.context.newCDPSession(page);
        const crashed = page.waitForEvent('crash');
        session.send('Page.crash').catch(() => {});
        await crashed;
        await page.close();
      } else {
        await running.end();
        running = await launch(profile);
      }
      const again = await running.context.newPage();
      await again.goto(url);
      found.push(await cameBack(again, log, killed, i));
      await again.close();
    }
    const worst = (what) => Math.max(0, ...found.map(({ ages }) => ages[what])).toFixed(2);
    const unread = found.flatMap(({ said }) => said);
    console.log(
      `${how} killed ${times} times in ${method.name}: came back ${found.filter(({ same }) => same).length}, offered to go on ${found.filter(({ offered }) => offered).length}; oldest numbers ${worst('numbers')} s, picture ${worst('film')} s, settings ${worst('settings')} s  target 2; networks ${worst('networks')} s  target ${method === dclam ? 30 : 2}; damaged: ${unread.length === 0 ? 'none' : unread.join(' ')}`,
    );
  }
  await running.end();
  rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
}

/** Epochs a second with a store, and in a window that has none, in turns. */
async function cost(url) {
  const profile = mkdtempSync(join(tmpdir(), 'basins-keep-'));
  const { context, end } = await launch(profile);
  const speed = async (method, keeps, seed) => {
    const page = await context.newPage();
    if (!keeps)
      await page.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('', 'SecurityError');
        };
      });
    await page.goto(`${url}?${method.query}&seed=${seed}`);
    await ready(page);
    await page.evaluate(() => window.basins.train({ epochs: 5, references: false }));
    const told = await page.evaluate(async (epochs) => {
      const tasks = [];
      const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
      observer.observe({ type: 'longtask' });
      const began = performance.now();
      await window.basins.train({ epochs, references: false });
      const seconds = (performance.now() - began) / 1000;
      await new Promise((resolve) => setTimeout(resolve, 500));
      return { rate: epochs / seconds, longest: Math.max(0, ...tasks) };
    }, method.cost);
    await page.close();
    return told;
  };
  for (const method of [clam, dclam]) {
    const [withStore, without] = [[], []];
    // The first page of a browser compiles what later ones find compiled.
    await speed(method, true, 0);
    for (let i = 0; i < pairs; i++)
      for (const keeps of i % 2 ? [true, false] : [false, true]) (keeps ? withStore : without).push(await speed(method, keeps, i));
    const ratios = withStore.map(({ rate }, i) => rate / without[i].rate);
    const longest = (runs) => Math.max(...runs.map((run) => run.longest)).toFixed(0);
    console.log(
      `${method.name} on digits: ${median(withStore.map(({ rate }) => rate)).toFixed(2)} epochs/s kept, ${median(without.map(({ rate }) => rate)).toFixed(2)} not: keeping costs ${(100 * (1 - median(ratios))).toFixed(1)} %  target 3; longest task of the page ${longest(withStore)} ms kept, ${longest(without)} ms not  target 50`,
    );
  }
  await end();
  rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
}

export async function benchKeep() {
  const site = await serveSite();
  if (pairs > 0) await cost(site.url);
  if (tabs > 0) await kills(site.url, 'tab', tabs);
  if (browsers > 0) await kills(site.url, 'browser', browsers);
  await site.close();
}

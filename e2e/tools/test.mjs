// npm test: lint, types, unit tests, kernels in a real browser, the built site end to end. One line at the end counts them all.
// npm run test:all (--all) runs the same with FULL=1: also what takes long.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';

const { path, why } = ensureBrowser();
console.log(`Browser: ${path} (${why})`);

const reports = mkdtempSync(join(tmpdir(), 'basins-test-'));
const unitReports = ['unit', 'browser', 'shaders'].map((name) => join(reports, `${name}.json`));
const e2eReport = join(reports, 'playwright.json');
const environment = { ...process.env, CHROMIUM_PATH: path, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport };
if (process.argv.includes('--all')) environment.FULL = '1';
if (process.stdout.isTTY) environment.FORCE_COLOR ??= '1';

/** Steps that run, in the order in which they began. The first one's output is shown as it comes, the others' when it is their turn. */
const running = [];
let failedSteps = 0;
let steps = 0;

function show() {
  while (running.length > 0) {
    const [step] = running;
    for (const piece of step.said.splice(0)) process.stdout.write(piece);
    if (!step.done) return;
    running.shift();
  }
}

/** @returns {Promise<void>} resolved when the program has ended, however it did */
function run(title, program, args) {
  const step = { said: [`\n— ${title}\n`], done: false };
  running.push(step);
  steps++;
  const child = spawn('npx', ['--no-install', program, ...args], {
    env: environment,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      step.said.push(piece);
      show();
    });
  return new Promise((resolve) => {
    const end = (failed) => {
      if (step.done) return;
      if (failed) failedSteps++;
      step.done = true;
      show();
      resolve();
    };
    child.on('error', (error) => {
      step.said.push(`${error.message}\n`);
      end(true);
    });
    child.on('close', (code) => end(code !== 0));
  });
}

const vitest = (title, project, report) =>
  run(title, 'vitest', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);

// Kernels in software take one processor, other pages wait for frames. The built site has the processors for itself: beside kernels its
// pages took three times as long.
await Promise.all([
  vitest('unit tests', 'unit', unitReports[0]),
  vitest('views and workers in the browser', 'browser', unitReports[1]),
  vitest('kernels in the browser', 'shaders', unitReports[2]),
  run('lint and import rules', 'oxlint', ['--deny-warnings']),
  run('format', 'oxfmt', ['--check', '.']),
  run('types', 'tsc', []),
  run('build', 'vite', ['build', '--logLevel', 'warn']),
]);
await run('end to end', 'playwright', ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json']);

/** The counts of a program; empty where it ended before it could count. */
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
const units = unitReports.map(read);
const counted = (key) => units.reduce((sum, report) => sum + (report[key] ?? 0), 0);
const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = read(e2eReport).stats ?? {};
rmSync(reports, { recursive: true });
const passed = counted('numPassedTests') + expected + flaky;
console.log(`\n${failedSteps === 0 ? 'All steps passed.' : `${failedSteps} of ${steps} steps failed.`}`);
console.log(`${passed} passed, ${counted('numFailedTests') + unexpected} failed, ${counted('numPendingTests') + skipped} skipped`);
process.exit(failedSteps === 0 && passed > 0 ? 0 : 1);

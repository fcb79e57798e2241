// npm test: lint, types, unit tests, kernels in a real browser, the built site end to end. One line at the end counts them all.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';

const { path, why } = ensureBrowser();
console.log(`Browser: ${path} (${why})`);

const reports = mkdtempSync(join(tmpdir(), 'basins-test-'));
const unitReport = join(reports, 'vitest.json');
const e2eReport = join(reports, 'playwright.json');
const environment = { ...process.env, CHROMIUM_PATH: path, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport };

let failedSteps = 0;
function run(title, program, args) {
  console.log(`\n— ${title}`);
  const { status } = spawnSync('npx', ['--no-install', program, ...args], { stdio: 'inherit', env: environment, shell: process.platform === 'win32' });
  if (status !== 0) failedSteps++;
}

run('lint and import rules', 'oxlint', ['--deny-warnings']);
run('types', 'tsc', []);
run('unit tests, and kernels in the browser', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]);
run('build', 'vite', ['build', '--logLevel', 'warn']);
run('end to end', 'playwright', ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json']);

const unit = JSON.parse(readFileSync(unitReport, 'utf8'));
const { stats } = JSON.parse(readFileSync(e2eReport, 'utf8'));
rmSync(reports, { recursive: true });
const passed = unit.numPassedTests + stats.expected + stats.flaky;
const failed = unit.numFailedTests + stats.unexpected;
const skipped = unit.numPendingTests + stats.skipped;
console.log(`\n${failedSteps === 0 ? 'All steps passed.' : `${failedSteps} of 5 steps failed.`}`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failedSteps === 0 && passed > 0 ? 0 : 1);

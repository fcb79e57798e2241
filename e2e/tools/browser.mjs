// Finds (or installs) the Chromium that tests, benchmarks and the headless runner drive.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Switches under which headless Chromium offers WebGPU in software, and asks nothing of the network. */
export const browserArguments = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome', 'msedge'];
const places =
  {
    darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
    win32: [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LocalAppData']]
      .filter(Boolean)
      .map((base) => join(base, 'Google/Chrome/Application/chrome.exe')),
  }[process.platform] ?? [];

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run: the next place is tried
  }
}

/** @returns {{path: string, why: string} | null} the browser to use, and why this one. Throws when CHROMIUM_PATH names nothing runnable. */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!runnable(named)) throw new Error(`CHROMIUM_PATH is ${named}, which is not a program that can be run. Correct it or unset it.`);
    return { path: named, why: 'CHROMIUM_PATH names it' };
  }
  for (const path of places) if (runnable(path)) return { path, why: 'it is installed' };
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (runnable(path)) return { path, why: 'it is installed' };
    }
  const downloaded = chromium.executablePath();
  if (downloaded && existsSync(downloaded)) return { path: downloaded, why: 'Playwright downloaded it earlier' };
  return null;
}

/**
 * As findBrowser, but installs one where there is none: Playwright's own build, else (as root on Debian or Ubuntu) the distribution's
 * package.
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  console.log('No Chrome or Chromium found; installing one …');
  const attempts = [
    ['npx', ['playwright', 'install', '--with-deps', 'chromium']],
    ['npx', ['playwright', 'install', 'chromium']],
  ];
  if (process.platform === 'linux' && process.getuid?.() === 0 && runnable('/usr/bin/apt-get'))
    attempts.unshift(['apt-get', ['update']], ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium']]);
  for (const [program, args] of attempts) {
    console.log(`  ${program} ${args.join(' ')}`);
    spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
    const installed = findBrowser();
    if (installed) return { ...installed, why: 'it was just installed' };
  }
  throw new Error('No browser could be installed. Install Chrome or Chromium yourself, or set CHROMIUM_PATH to one.');
}

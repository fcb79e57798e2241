// The built site, served on this machine only.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds the site unless dist is newer than everything it is made of. */
export async function buildIfStale() {
  const built = join(root, 'dist/index.html');
  const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'].map((name) => join(root, name));
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources.map(newest))) return false;
  await build({ root, logLevel: 'error' });
  return true;
}

/** Serves dist on a free port. @returns {Promise<{url: string, close: () => Promise<void>}>} */
export async function serveSite() {
  await buildIfStale();
  const server = await preview({ root, logLevel: 'error', preview: { port: 4173, strictPort: false, host: '127.0.0.1' } });
  const { port } = server.httpServer.address();
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

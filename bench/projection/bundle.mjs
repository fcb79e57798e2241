// TypeScript of src/ for Node, as the app's own build makes it: import(await bundle('src/projection/…')).
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param entry a file under the project's root. Resolves with the address of one module that holds it and all it imports. */
export async function bundle(entry) {
  const outDir = mkdtempSync(join(tmpdir(), 'basins-bench-'));
  const name = basename(entry).replace(/\.ts$/, '');
  await build({
    root,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir,
      target: 'node20',
      minify: false,
      lib: { entry: join(root, entry), formats: ['es'], fileName: name },
      emptyOutDir: false,
    },
  });
  return pathToFileURL(join(outDir, `${name}.js`)).href;
}

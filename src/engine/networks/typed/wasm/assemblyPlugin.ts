import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * The features that each variant of the binary may use. The memory is imported; a shared one is another type of import, and so another
 * binary.
 */
const variants: Record<string, readonly string[]> = {
  simd: ['--enable', 'simd'],
  fma: ['--enable', 'simd', '--enable', 'relaxed-simd'],
  'threads-simd': ['--enable', 'simd', '--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'],
  'threads-fma': ['--enable', 'simd', '--enable', 'relaxed-simd', '--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'],
};

const asked = /^(?<file>.+\.ts)\?assembly=(?<variant>[a-z-]+)/;

/** Compiles AssemblyScript: `import { code } from './kernels.ts?assembly=simd'` is the binary, in base64. */
export function assembly(): Plugin {
  return {
    name: 'assembly',
    enforce: 'pre',
    async load(id) {
      const match = asked.exec(id);
      if (!match?.groups) return null;
      const { file, variant } = match.groups;
      if (!(variant in variants))
        throw new Error(`There is no variant “${variant}” of ${file}: there are ${Object.keys(variants).join(', ')}.`);
      const folder = dirname(file);
      const sources = readdirSync(folder)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name));
      for (const source of sources) this.addWatchFile(source);
      const binary = await kept(
        join(this.environment.config.root, 'node_modules'),
        [variant, ...sources.map((source) => readFileSync(source, 'utf8'))],
        () => compile(file, variants[variant]),
      );
      return { code: `export const code = ${JSON.stringify(Buffer.from(binary).toString('base64'))};`, map: null, moduleType: 'js' };
    },
  };
}

/** The binary compiled earlier from the same sources, if there is one: compiling takes seconds. */
async function kept(modules: string, of: readonly string[], make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const folder = join(modules, '.cache/assembly');
  const hash = createHash('sha256')
    .update(JSON.stringify([of, readFileSync(join(modules, 'assemblyscript/package.json'), 'utf8')]))
    .digest('hex');
  const file = join(folder, `${hash}.wasm`);
  if (existsSync(file)) return readFileSync(file);
  const binary = await make();
  mkdirSync(folder, { recursive: true });
  // Named when it is whole: others may be reading.
  writeFileSync(`${file}.${process.pid}`, binary);
  renameSync(`${file}.${process.pid}`, file);
  return binary;
}

async function compile(file: string, features: readonly string[]): Promise<Uint8Array> {
  // Loaded when it is first needed: the compiler is large.
  const { default: asc } = await import('assemblyscript/asc');
  let binary: Uint8Array | null = null;
  const options: readonly string[] = [
    '--runtime',
    'stub',
    '--importMemory',
    '--noExportMemory',
    '--initialMemory',
    '1',
    '--optimizeLevel',
    '3',
    '--use',
    'abort=',
  ];
  const { error, stderr } = await asc.main([file, '--baseDir', '/', '--outFile', 'kernels.wasm', ...options, ...features], {
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
  });
  if (error || !binary) throw new Error(`AssemblyScript could not compile ${file}: ${stderr.toString() || error?.message}`);
  return binary;
}

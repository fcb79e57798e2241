/**
 * The licences of all packages that the built site holds, as a Vite plugin. Vite's own list leaves out the packages that only workers
 * import, because their bundles are built apart. So the builds of the page and of the workers fill one list.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

interface Package {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly license: string;
  readonly folder: string;
}

const licenceFile = /^(licen[cs]e|copying)/i;
/** The licence's own section of a README, to its end: "## License", or the heading underlined. */
const licenceSection = /^(?:#+ *licen[cs]e\b.*|licen[cs]e\b.*\n-+)\n([^]+)/im;

/** The package that a module belongs to; null for the site's own modules and for virtual ones. */
function packageOf(id: string): Package | null {
  const [path] = id.replace(/^\0/, '').split('?');
  if (!path.includes('/node_modules/')) return null;
  for (let folder = dirname(path); folder.includes('/node_modules/'); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!existsSync(file)) continue;
    const { name, version, license } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Package>;
    // Folders within a package may have a package.json that only says which module format they are.
    if (name && version) return { name, version, license: license ?? 'see the package', folder };
  }
  return null;
}

function textOf({ folder, license }: Package, root: string): string {
  const file = readdirSync(folder).find((name) => licenceFile.test(name));
  if (file) return readFileSync(join(folder, file), 'utf8').trim();
  const readme = join(folder, 'README.md');
  const section = existsSync(readme) ? licenceSection.exec(readFileSync(readme, 'utf8'))?.[1] : undefined;
  if (section && /copyright/i.test(section)) return section.trim();
  // Packages of TensorFlow.js name the Apache licence without its text. It is the same text everywhere.
  if (license.startsWith('Apache-2.0')) return readFileSync(join(root, 'node_modules/typescript/LICENSE'), 'utf8').trim();
  throw new Error(`${folder} holds no licence file, and the text of “${license}” is not known: add it.`);
}

/**
 * @param fileName of the list in the built site; browsers show a .txt and would download a .md.
 * @returns a plugin for the page's build, and one for the builds of its workers.
 */
export function licences(fileName: string): { page: Plugin; workers: Plugin } {
  const packages = new Map<string, Package>();
  const collect = (bundle: Rolldown.OutputBundle) => {
    for (const output of Object.values(bundle))
      for (const id of output.type === 'chunk' ? output.moduleIds : []) {
        const one = packageOf(id);
        if (one) packages.set(`${one.name}@${one.version}`, one);
      }
  };
  return {
    workers: { name: 'licences-of-workers', generateBundle: (_, bundle) => collect(bundle) },
    page: {
      name: 'licences',
      apply: 'build',
      generateBundle(_, bundle) {
        collect(bundle);
        const { root } = this.environment.config;
        const entries = [...packages.values()].sort((a, b) => a.name.localeCompare(b.name));
        const sections = entries.map((one) => `## ${one.name} ${one.version} (${one.license})\n\n${textOf(one, root)}\n`);
        this.emitFile({ type: 'asset', fileName, source: ['# Licences of the packages that this site holds\n', ...sections].join('\n') });
      },
    },
  };
}

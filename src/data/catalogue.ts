import { messageOf } from '../core/work/messageOf';
import { BUNDLED, type Bundled } from './bundled';
import { DataError, type Dataset } from './dataset';
import { GENERATORS, type GeneratorOptions } from './synthetic';

/** A data set that can be had by name. */
export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly group: 'synthetic' | 'bundled';
  readonly description: string;
  /** For a synthetic set: by default. */
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly source: Dataset['source'];
}

export const CATALOGUE: readonly CatalogueEntry[] = [
  ...GENERATORS.map(({ id, name, description, n, k }) => ({
    id,
    name,
    group: 'synthetic' as const,
    description,
    n: n.default,
    d: 2,
    k: k.default,
    source: null,
  })),
  ...BUNDLED.map(({ id, name, description, n, d, k, source }) => ({ id, name, group: 'bundled' as const, description, n, d, k, source })),
];

export const inCatalogue = (id: string): boolean => CATALOGUE.some((entry) => entry.id === id);

export interface LoadOptions extends Partial<GeneratorOptions> {
  /**
   * The address that `data/iris.csv.gz` is relative to: the page's own when left out. A worker must be given it, for it
   * knows only the address of its script.
   */
  readonly base?: string;
}

export type Fetcher = (url: string) => Promise<Response>;

/** The address that bundled data lie under, as the page knows it. */
export function pageBase(): string {
  if (typeof document === 'undefined') throw new RangeError('Outside a page, bundled data need the base address to be given.');
  return new URL(import.meta.env.BASE_URL, document.baseURI).href;
}

/**
 * The set of the catalogue with this id ("iris", "synthetic/moons", or "moons" for short). Only synthetic sets take n, noise,
 * seed and k. Throws DataError "unknown-set" (with the closest names), "out-of-range", "fixed-set", "not-found".
 */
export async function loadNamed(id: string, options: LoadOptions = {}, fetcher: Fetcher = (url) => fetch(url)): Promise<Dataset> {
  const { base, ...knobs } = options;
  const wanted = id.trim().toLowerCase();
  const generator = GENERATORS.find((candidate) => candidate.id === wanted || candidate.id === `synthetic/${wanted}`);
  if (generator) return generator.generate(knobs);
  const bundled = BUNDLED.find((candidate) => candidate.id === wanted);
  if (!bundled) throw unknownSet(id, wanted);
  const knob = (['n', 'noise', 'k'] as const).find((key) => knobs[key] !== undefined);
  if (knob)
    throw new DataError(
      'fixed-set',
      `“${bundled.name}” is a fixed set of ${bundled.n} points: ${knob} can only be set for synthetic data.`,
    );
  return loadBundled(bundled, base ?? pageBase(), fetcher);
}

async function loadBundled({ id, name, image, source }: Bundled, base: string, fetcher: Fetcher): Promise<Dataset> {
  // The page, which lists the catalogue but reads nothing, need not load the parser.
  const [{ readCsv }, { build }] = await Promise.all([import('./formats/csv'), import('./table/build')]);
  const url = new URL(`data/${id}.csv.gz`, base).href;
  const response = await fetcher(url).catch((error: unknown) => {
    throw new DataError('not-found', `“${name}” could not be fetched from ${url} (${messageOf(error)}): check the connection.`);
  });
  if (!response.ok)
    throw new DataError('not-found', `“${name}” could not be fetched from ${url} (${response.status} ${response.statusText}).`);
  // A server may have declared the gzip as an encoding, so that it is plain text by now; the reader looks at the bytes.
  const table = await readCsv(await response.blob(), `${id}.csv.gz`, { header: true });
  const names = table.columns.map((column) => column.name);
  const dataset = build(table, { label: names.at(-1) ?? null, use: names.slice(0, -1), oneHot: [], missing: 'mean' });
  return { ...dataset, id, name, image, source };
}

function unknownSet(id: string, wanted: string): DataError {
  const ids = CATALOGUE.map((entry) => entry.id);
  const short = (candidate: string): string => candidate.replace('synthetic/', '');
  const closest = ids
    .map((candidate) => ({ candidate, distance: Math.min(edits(wanted, candidate), edits(wanted, short(candidate))) }))
    .sort((a, b) => a.distance - b.distance)
    .filter(({ candidate, distance }) => distance <= short(candidate).length / 2)
    .slice(0, 3)
    .map(({ candidate }) => `“${candidate}”`);
  const guess = closest.length > 0 ? ` Did you mean ${closest.join(' or ')}?` : '';
  return new DataError('unknown-set', `There is no data set “${id}”.${guess} There are: ${ids.join(', ')}.`);
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++)
      current.push(Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    previous = current;
  }
  return previous[b.length];
}

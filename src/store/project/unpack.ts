import * as v from 'valibot';
import { DataError } from '../../data/dataset';
import { zipEntries } from '../../data/formats/zip';
import { arrayFrom, putTogether } from './apart';
import { readPage } from './checks';
import { StoreError } from './errors';
import { fromJson } from './json';
import { fileFormat, mostBytes, type Contents, type Line } from './pack';
import type { Parts } from './reader';
import { projectVersion, type StoredPage } from './shapes';

/** A project out of a file. Nothing of the page is changed by reading it. */

export interface FileProject {
  readonly name: string | null;
  readonly page: StoredPage;
  /** Keys of its runs, in the order of the ledger, for `parts`. */
  readonly runs: readonly string[];
  readonly current: string | null;
  /** Those that the file does not hold are asked for. */
  readonly sets: Contents['sets'];
  readonly parts: Parts;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1));
const arrays = v.array(v.tuple([v.string(), count, count]));
const headSchema = v.object({ format: v.literal(fileFormat), version: v.pipe(count, v.minValue(1)) });
const contentsSchema = v.object({
  ...headSchema.entries,
  name: v.nullable(v.pipe(v.string(), v.maxLength(1000))),
  page: v.unknown(),
  pageArrays: arrays,
  runs: v.pipe(count, v.maxValue(10_000)),
  current: v.nullable(count),
  sets: v.array(v.object({ fingerprint: v.string(), name: v.string(), n: count, d: count, here: v.boolean() })),
});
const lineSchema = v.object({
  kind: v.picklist(['set', 'head', 'entries', 'result', 'checkpoint', 'frame']),
  tree: v.unknown(),
  arrays,
});

const known = /^(project\.json|page\.bin|(sets|runs)\/\d{1,5}\/(lines\.jsonl|arrays\.bin))$/;

/**
 * @param name of the file, for messages.
 * Rejects with StoreError "bad-project", in one sentence, where the file is no project, is damaged or cut off, holds what no project holds,
 * expands too far, or was written by a newer version.
 */
export async function unpackProject(file: Blob, name: string): Promise<FileProject> {
  const files = await read(file, name);
  const contents = contentsOf(await json(files, 'project.json', name), name);
  const whole = (folder: string) => files.has(`${folder}/lines.jsonl`) && files.has(`${folder}/arrays.bin`);
  const folders = [
    ...Array.from({ length: contents.runs }, (_, i) => `runs/${i}`),
    ...contents.sets.flatMap(({ here }, i) => (here ? [`sets/${i}`] : [])),
  ];
  const missing = folders.find((folder) => !whole(folder));
  if (missing) throw bad(`“${name}” is not whole: ${missing} is missing in it. Save the project again.`);
  const bin = await part(files, 'page.bin', name).arrayBuffer();
  const page = readPage(attempt(() => putTogether(contents.page, arrayAt(new Uint8Array(bin), contents.pageArrays))));
  if (!page) throw bad(`project.json in “${name}” does not say what the page showed: it is damaged, or was not written by Basins.`);
  return {
    name: contents.name,
    page,
    runs: Array.from({ length: contents.runs }, (_, i) => String(i)),
    current: contents.current !== null && contents.current < contents.runs ? String(contents.current) : null,
    sets: contents.sets,
    parts: partsOf(files, contents),
  };
}

type Files = ReadonlyMap<string, Blob>;

async function read(file: Blob, name: string): Promise<Files> {
  const files = new Map<string, Blob>();
  const foreign: string[] = [];
  const damaged: string[] = [];
  try {
    for await (const { path, file: entry } of zipEntries(file, name, {
      limits: { bytes: mostBytes, entries: 50_000 },
      wanted: (path) => known.test(path) || !foreign.push(path),
      onRefused: (path, why) => void (why === 'unsafe' ? foreign : damaged).push(path),
    }))
      files.set(path, entry);
  } catch (error) {
    if (error instanceof DataError) throw bad(error.message);
    throw error;
  }
  if (foreign.length > 0) throw bad(`“${name}” holds “${foreign[0].slice(0, 80)}”, which no project of Basins does: it was not opened.`);
  if (damaged.length > 0) throw bad(`${damaged[0]} in “${name}” is damaged: save the project again.`);
  return files;
}

function part(files: Files, path: string, name: string): Blob {
  const found = files.get(path);
  if (!found)
    throw bad(
      path === 'project.json'
        ? `“${name}” is no project of Basins: there is no ${path} in it.`
        : `“${name}” is not whole: ${path} is missing in it.`,
    );
  return found;
}

async function json(files: Files, path: string, name: string): Promise<unknown> {
  try {
    return fromJson(await part(files, path, name).text());
  } catch (error) {
    if (error instanceof SyntaxError) throw bad(`${path} in “${name}” is not JSON (${error.message.slice(0, 120)}).`);
    throw error;
  }
}

function contentsOf(value: unknown, name: string): Contents {
  const head = v.safeParse(headSchema, value);
  if (!head.success) throw bad(`project.json in “${name}” does not say that it is a project of Basins.`);
  if (head.output.version > projectVersion)
    throw bad(
      `“${name}” was written by a newer Basins (version ${head.output.version} of the file; this one reads ${projectVersion}): reload the page to get the newest.`,
    );
  const parsed = v.safeParse(contentsSchema, value);
  if (parsed.success) return parsed.output as Contents;
  const [issue] = parsed.issues;
  throw bad(`“${v.getDotPath(issue) ?? 'project.json'}” in project.json of “${name}” is missing or of another kind than it must be.`);
}

/** The parts of a tree. Throws RangeError where they do not lie within the bytes. */
function arrayAt(bytes: Uint8Array<ArrayBuffer>, places: Line['arrays']): (index: number) => unknown {
  return (index) => {
    const place = places[index];
    if (!place) throw new RangeError(`There is no part ${index}.`);
    const [type, at, length] = place;
    if (at + length > bytes.length) throw new RangeError('An array is cut off.');
    return arrayFrom(type, bytes.slice(at, at + length));
  };
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function partsOf(files: Files, { sets }: Contents): Parts {
  async function* values(folder: string, kind: Line['kind']): AsyncGenerator<unknown> {
    const [lines, bin] = [files.get(`${folder}/lines.jsonl`), files.get(`${folder}/arrays.bin`)];
    if (!lines || !bin) return;
    const bytes = new Uint8Array(await bin.arrayBuffer());
    for (const text of (await lines.text()).split('\n')) {
      if (!text.startsWith(`{"kind":"${kind}"`)) continue;
      const line = v.parse(lineSchema, fromJson(text)) as Line;
      yield putTogether(line.tree, arrayAt(bytes, line.arrays));
    }
  }
  const first = async (folder: string, kind: Line['kind']): Promise<unknown> => {
    for await (const value of values(folder, kind)) return value;
    return undefined;
  };
  return {
    set: (fingerprint) => first(`sets/${sets.findIndex((one) => one.fingerprint === fingerprint)}`, 'set'),
    head: (run) => first(`runs/${run}`, 'head'),
    frames: (run) => values(`runs/${run}`, 'frame'),
    async entries(run) {
      const chunks: unknown[] = [];
      for await (const chunk of values(`runs/${run}`, 'entries')) chunks.push(chunk);
      return chunks;
    },
    result: (run) => first(`runs/${run}`, 'result'),
    checkpoint: (run) => first(`runs/${run}`, 'checkpoint'),
  };
}

const bad = (sentence: string) => new StoreError('bad-project', sentence);

import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { inCatalogue } from '../../data/catalogue';
import { bytesIn } from '../../core/work/arrays';
import { bytesOfArray, takeApart, typeOf, type TypedArray } from './apart';
import { storedSet } from './datasets';
import { StoreError } from './errors';
import { toJson } from './json';
import { projectVersion } from './shapes';
import { sizeOf } from './sizes';
import { datasetsOf, type Keepable } from './writer';
import { headOf, type KeptRecord } from './written';

/**
 * A project as a file: a zip of project.json, a folder for each run and each data set. In a folder the values stand as lines of JSON, and
 * their arrays one after another in arrays.bin, little-endian.
 */

export const fileFormat = 'basins-project';
export const fileEnding = '.basins';
/** Bytes of a whole project, packed or not. */
export const mostBytes = 2 ** 30;

/** A line of lines.jsonl. */
export interface Line {
  readonly kind: 'set' | 'head' | 'entries' | 'result' | 'checkpoint' | 'frame';
  readonly tree: unknown;
  /** Of each part of the tree: its type, its place in arrays.bin, and its length, in bytes. */
  readonly arrays: readonly (readonly [type: string, at: number, length: number])[];
}

export interface Contents {
  readonly format: typeof fileFormat;
  readonly version: number;
  readonly name: string | null;
  readonly page: unknown;
  readonly pageArrays: Line['arrays'];
  /** Names of the folders runs/0, runs/1, …, in the order of the ledger; and of the run that is shown. */
  readonly runs: number;
  readonly current: number | null;
  readonly sets: readonly {
    readonly fingerprint: string;
    readonly name: string;
    readonly n: number;
    readonly d: number;
    readonly here: boolean;
  }[];
}

/** Numbers of a multiple of eight bytes begin where any type can lie. */
const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/**
 * @param withData false: the user's own data stay out, and whoever opens the file is asked for them.
 * Rejects with StoreError "bad-project" where it is too large for a file.
 */
export async function packProject(project: Keepable, withData: boolean): Promise<Blob> {
  const { page } = project;
  if (!page) throw new StoreError('bad-project', 'There is nothing to save yet: wait for the first data.');
  const sets = datasetsOf(project, page).flatMap((fingerprint) => {
    const one = project.dataset(fingerprint);
    return one ? [{ fingerprint, ...one }] : [];
  });
  const isHere = (id: string) => withData || inCatalogue(id);
  const own = sets.filter(({ dataset }) => !inCatalogue(dataset.id) && isHere(dataset.id));
  const bytes = bytesIn([project.runs, own.map(({ dataset }) => dataset.values)]);
  if (bytes > mostBytes)
    throw new StoreError(
      'bad-project',
      `This project has ${sizeOf(bytes)}, and a file holds ${sizeOf(mostBytes)}: delete runs that are not needed, or save it without its data.`,
    );
  const zip = new ZipWriter();
  const { tree, arrays, parts } = apart(page, 0);
  const contents: Contents = {
    format: fileFormat,
    version: projectVersion,
    name: project.name,
    page: tree,
    pageArrays: arrays,
    runs: project.runs.length,
    current: nullable(project.runs.findIndex(({ id }) => id === project.current)),
    sets: sets.map(({ fingerprint, dataset: { id, name, n, d } }) => ({ fingerprint, name, n, d, here: isHere(id) })),
  };
  await zip.text('project.json', [toJson(contents)]);
  await zip.bytes('page.bin', parts);
  for (const [i, { dataset, knobs }] of sets.entries())
    if (isHere(dataset.id)) await folder(zip, `sets/${i}`, [['set', storedSet(dataset, knobs)]]);
  for (const [i, run] of project.runs.entries()) await folder(zip, `runs/${i}`, linesOf(run));
  return zip.end();
}

const nullable = (index: number): number | null => (index < 0 ? null : index);

function* linesOf(run: KeptRecord): Generator<readonly [Line['kind'], unknown]> {
  yield ['head', headOf(run, projectVersion, 0, 0)];
  const entries = run.kept.entries.slice();
  for (let from = 0; from < entries.length; from += 250) yield ['entries', entries.slice(from, from + 250)];
  if (run.result) yield ['result', run.result];
  if (run.kept.checkpoint) yield ['checkpoint', run.kept.checkpoint];
  for (const frame of run.frames) yield ['frame', frame];
}

function apart(value: unknown, from: number): { tree: unknown; arrays: Line['arrays']; parts: readonly TypedArray[]; end: number } {
  const { tree, parts } = takeApart(value, { arraysFrom: 0, listsFrom: Infinity });
  let at = from;
  const arrays = (parts as TypedArray[]).map((part) => {
    const place = [typeOf(part), at, part.byteLength] as const;
    at += aligned(part.byteLength);
    return place;
  });
  return { tree, arrays, parts: parts as TypedArray[], end: at };
}

async function folder(zip: ZipWriter, path: string, values: Iterable<readonly [Line['kind'], unknown]>): Promise<void> {
  const lines: string[] = [];
  const all: TypedArray[] = [];
  let at = 0;
  for (const [kind, value] of values) {
    const { tree, arrays, parts, end } = apart(value, at);
    at = end;
    all.push(...parts);
    lines.push(toJson({ kind, tree, arrays } satisfies Line));
    await zip.breathe();
  }
  await zip.text(`${path}/lines.jsonl`, lines);
  await zip.bytes(`${path}/arrays.bin`, all);
}

/** Bytes that are packed in one task of the page. */
const pieceBytes = 2 ** 18;
const breathMs = 8;

/** Writes a zip in slices, so that no frame of the page waits for it. */
class ZipWriter {
  private readonly pieces: BlobPart[] = [];
  private failure: Error | null = null;
  private began = performance.now();
  private readonly zip = new Zip((error, piece) => {
    if (error) this.failure = error;
    else this.pieces.push(piece as Uint8Array<ArrayBuffer>);
  });

  /** Lets the page go on after some milliseconds of work. */
  async breathe(): Promise<void> {
    if (performance.now() - this.began < breathMs) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.began = performance.now();
  }

  async text(path: string, lines: readonly string[]): Promise<void> {
    const file = new ZipDeflate(path, { level: 1 });
    this.zip.add(file);
    for (const line of lines) await this.push(file, new TextEncoder().encode(`${line}\n`));
    file.push(new Uint8Array(0), true);
  }

  /** Numbers hardly shrink, and are stored as they are. */
  async bytes(path: string, arrays: readonly TypedArray[]): Promise<void> {
    const file = new ZipPassThrough(path);
    this.zip.add(file);
    for (const array of arrays) {
      await this.push(file, bytesOfArray(array));
      const short = aligned(array.byteLength) - array.byteLength;
      if (short > 0) file.push(new Uint8Array(short));
    }
    file.push(new Uint8Array(0), true);
  }

  private async push(file: ZipDeflate | ZipPassThrough, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      // A copy: the page may give the array away meanwhile.
      file.push(bytes.slice(from, from + pieceBytes));
      await this.breathe();
    }
  }

  end(): Blob {
    this.zip.end();
    if (this.failure) throw this.failure;
    return new Blob(this.pieces, { type: 'application/zip' });
  }
}

/** "Two moons.basins" */
export const fileNameOf = (name: string): string =>
  `${
    name
      .replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, 80) || 'project'
  }${fileEnding}`;

import { expose, releaseProxy, transfer, type ProxyMarked, type Remote } from 'comlink';
import { holdLifeline } from '../core/work/lifeline';
import { loadNamed, type LoadOptions } from './catalogue';
import { DataError, type Dataset } from './dataset';
import { formatOf } from './formats';
import type { HeaderChoice, ReadProgress } from './formats/bytes';
import { tableInZip } from './formats/zipTable';
import type { ImageChoice, SheetChoice } from './images/choice';
import {
  buildImages,
  collect,
  previewImages,
  summariseImages,
  type Collection,
  type ImagesPreview,
  type ImagesSummary,
} from './images/collection';
import type { ImageFile } from './images/paths';
import { buildSheet, openSheet, summariseSheet, type Sheet, type SheetSummary } from './images/sheet';
import { build } from './table/build';
import { summarise } from './table/summary';
import type { Table } from './table/table';
import type { TableSummary } from './table/types';
import type { TableChoice } from './table/types';

/** Errors cross as values, for a structured clone would lose their code. */
export type Reply<T> = { readonly value: T } | { readonly error: { readonly code: string; readonly sentence: string } };

/** A file to read. `key` tells one reading from another, so that `build` finds the table that `inspect` left. */
export interface FileRequest {
  readonly key: number;
  readonly file: Blob;
  readonly name: string;
  readonly header: HeaderChoice | undefined;
}

/** Pictures to read: the files that `gather` brought under this key. */
export interface ImagesRequest {
  readonly key: number;
  /** For people: of the folder, the zip, or all of them together. */
  readonly name: string;
}

/** One picture to cut into tiles. */
export type SheetRequest = Omit<FileRequest, 'header'>;

/** A zip whose content is not known yet. */
export type ZipRequest = Pick<FileRequest, 'file' | 'name'>;

/** A function of the page. */
export type Report = ((progress: ReadProgress) => void) & ProxyMarked;

/** Milliseconds between two reports of progress. */
const REPORT_EVERY = 50;

let kept: { key: number; header: HeaderChoice | undefined; table: Table } | null = null;

let gathered: { key: number; files: ImageFile[] } | null = null;
let collection: { key: number; value: Collection } | null = null;
let sheet: { key: number; value: Sheet } | null = null;

/** Frees everything opened before, except the item of this key. */
function letGo(key: number): void {
  if (kept?.key !== key) kept = null;
  if (gathered?.key !== key) gathered = null;
  if (collection?.key !== key) collection = null;
  if (sheet && sheet.key !== key) {
    sheet.value.bitmap.close();
    sheet = null;
  }
}

/** Tells the page of progress, but not so often as to keep it from its work. */
function telling(report: Remote<Report> | null): (progress: ReadProgress) => void {
  let last = 0;
  return (progress) => {
    if (!report || performance.now() - last < REPORT_EVERY) return;
    last = performance.now();
    void report(progress);
  };
}

async function open({ key, file, name, header }: FileRequest, report: Remote<Report> | null): Promise<Table> {
  const same =
    kept !== null &&
    kept.key === key &&
    (header === undefined || header === kept.header || (kept.header === undefined && header === kept.table.hasHeader));
  if (kept && same) return kept.table;
  kept = null;
  letGo(key);
  const format = formatOf(name);
  if (format.kind !== 'table') throw new DataError('not-a-table', `“${name}” is no table: open it as pictures.`);
  const table = await format.read(file, name, { header, onProgress: telling(report) });
  kept = { key, header, table };
  return table;
}

async function openImages({ key, name }: ImagesRequest, report: Remote<Report> | null): Promise<Collection> {
  letGo(key);
  collection ??= { key, value: await collect(gathered?.files ?? [], name, telling(report)) };
  return collection.value;
}

async function openTiles({ key, file, name }: SheetRequest): Promise<Sheet> {
  letGo(key);
  sheet ??= { key, value: await openSheet(file, name) };
  return sheet.value;
}

async function reply<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof DataError) return { error: { code: error.code, sentence: error.message } };
    // JavaScript's messages when memory for an array cannot be had.
    if (error instanceof RangeError && /alloc|array length|string length/i.test(error.message))
      return {
        error: {
          code: 'out-of-memory',
          sentence:
            'There is not enough memory for these data: keep fewer rows or columns, or smaller or fewer pictures, and open them again.',
        },
      };
    throw error;
  }
}

function handOver(result: Reply<Dataset>): Reply<Dataset> {
  if ('error' in result) return result;
  const { values, labels, rows } = result.value;
  return transfer(
    result,
    [values, labels, rows].flatMap((array) => (array ? [array.buffer] : [])),
  );
}

const api = {
  async inspect(request: FileRequest, report: Remote<Report> | null): Promise<Reply<TableSummary>> {
    try {
      return await reply(async () => summarise(await open(request, report)));
    } finally {
      report?.[releaseProxy]();
    }
  },

  /** Reads the file again only when its table is not here, or when the choice overrules the header. */
  async build(request: FileRequest, choice: TableChoice, report: Remote<Report> | null): Promise<Reply<Dataset>> {
    try {
      return handOver(await reply(async () => build(await open(request, report), choice)));
    } finally {
      report?.[releaseProxy]();
    }
  },

  /** Takes pictures to read, some at a time, so that neither side has to handle thousands at once. */
  gather(key: number, files: readonly ImageFile[]): void {
    letGo(key);
    gathered ??= { key, files: [] };
    gathered.files.push(...files);
  },

  async inspectImages(request: ImagesRequest, report: Remote<Report> | null): Promise<Reply<ImagesSummary>> {
    try {
      return await reply(async () => summariseImages(await openImages(request, report)));
    } finally {
      report?.[releaseProxy]();
    }
  },

  async previewImages(request: ImagesRequest, choice: ImageChoice, most: number): Promise<Reply<ImagesPreview>> {
    const result = await reply(async () => previewImages(await openImages(request, null), choice, most));
    return 'error' in result ? result : transfer(result, [result.value.values.buffer]);
  },

  async buildImages(request: ImagesRequest, choice: ImageChoice, report: Remote<Report> | null): Promise<Reply<Dataset>> {
    try {
      return handOver(await reply(async () => buildImages(await openImages(request, report), choice, telling(report))));
    } finally {
      report?.[releaseProxy]();
    }
  },

  /** The one table of a zip; null where it is to be read as pictures. */
  async tableIn({ file, name }: ZipRequest, report: Remote<Report> | null): Promise<Reply<File | null>> {
    const tell = telling(report);
    try {
      return await reply(() => tableInZip(file, name, { onProgress: (bytes, total) => tell({ bytes, total, rows: 0 }) }));
    } finally {
      report?.[releaseProxy]();
    }
  },

  async inspectSheet(request: SheetRequest): Promise<Reply<SheetSummary>> {
    const result = await reply(async () => summariseSheet(await openTiles(request)));
    return 'error' in result ? result : transfer(result, [result.value.preview]);
  },

  async buildSheet(request: SheetRequest, choice: SheetChoice, report: Remote<Report> | null): Promise<Reply<Dataset>> {
    try {
      return handOver(await reply(async () => buildSheet(await openTiles(request), choice, telling(report))));
    } finally {
      report?.[releaseProxy]();
    }
  },

  async load(id: string, options: LoadOptions): Promise<Reply<Dataset>> {
    return handOver(await reply(() => loadNamed(id, options)));
  },
};

export type DataWorker = typeof api;

holdLifeline();
expose(api);

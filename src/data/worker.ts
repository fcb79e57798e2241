import { expose, releaseProxy, transfer, type ProxyMarked, type Remote } from 'comlink';
import { loadNamed, type LoadOptions } from './catalogue';
import { DataError, type Dataset } from './dataset';
import { formatOf } from './formats';
import type { Progress } from './formats/bytes';
import { build } from './table/build';
import type { Choice } from './table/choice';
import { summarise, type TableSummary } from './table/summary';
import type { Table } from './table/table';

/** Errors cross as values, for a structured clone would lose their code. */
export type Reply<T> = { readonly value: T } | { readonly error: { readonly code: string; readonly sentence: string } };

/** A file to read. `key` tells one reading from another, so that `build` finds the table that `inspect` left. */
export interface FileRequest {
  readonly key: number;
  readonly file: Blob;
  readonly name: string;
  readonly header: boolean | undefined;
}

/** A function of the page. */
export type Report = ((progress: Progress) => void) & ProxyMarked;

/** Milliseconds between two reports of progress. */
const REPORT_EVERY = 50;

let kept: { key: number; header: boolean | undefined; table: Table } | null = null;

async function open({ key, file, name, header }: FileRequest, report: Remote<Report> | null): Promise<Table> {
  const same = kept !== null && kept.key === key && (header === undefined || header === kept.header || header === kept.table.hasHeader);
  if (kept && same) return kept.table;
  kept = null;
  let last = 0;
  const onProgress = (progress: Progress): void => {
    if (!report || performance.now() - last < REPORT_EVERY) return;
    last = performance.now();
    void report(progress);
  };
  const table = await formatOf(name).read(file, name, { header, onProgress });
  kept = { key, header, table };
  return table;
}

async function reply<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof DataError) return { error: { code: error.code, sentence: error.message } };
    // What JavaScript says when memory for an array cannot be had.
    if (error instanceof RangeError && /alloc|array length|string length/i.test(error.message))
      return { error: { code: 'out-of-memory', sentence: 'There is not enough memory for this table: keep fewer rows or columns and open it again.' } };
    throw error;
  }
}

function handOver(result: Reply<Dataset>): Reply<Dataset> {
  if ('error' in result) return result;
  const { values, labels, rows } = result.value;
  return transfer(result, [values, labels, rows].flatMap((array) => (array ? [array.buffer] : [])));
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
  async build(request: FileRequest, choice: Choice, report: Remote<Report> | null): Promise<Reply<Dataset>> {
    try {
      return handOver(await reply(async () => build(await open(request, report), choice)));
    } finally {
      report?.[releaseProxy]();
    }
  },

  async load(id: string, options: LoadOptions): Promise<Reply<Dataset>> {
    return handOver(await reply(() => loadNamed(id, options)));
  },
};

export type DataWorker = typeof api;

expose(api);

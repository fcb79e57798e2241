import { DataClient, type CallOptions } from '../../data/client';
import type { HeaderChoice } from '../../data/formats/bytes';
import type { ImagesSummary } from '../../data/images/collection';
import { nameOf, type ImageFile } from '../../data/images/paths';
import type { SheetSummary } from '../../data/images/sheet';
import type { RunState } from '../state';
import type { TableSummary } from '../../data/table/types';

/** Reading files, with progress and Cancel in `loading`. */

/** One reader for the page, so that what was opened last stays at hand in its worker. */
export const reader = new DataClient();

/** The file, or the files, that the reader has: to read them again only when something else was opened meanwhile. */
let inspected: unknown = null;
export const isInspected = (opened: unknown): boolean => inspected === opened;

export type Tell = (loading: RunState['loading']) => void;

export interface ReadingOptions {
  readonly signal?: AbortSignal;
}

/** Reads, or makes a data set of what was read, while the page tells how far it is. */
export async function told<T>(
  name: string,
  tell: Tell,
  signal: AbortSignal | undefined,
  work: (options: CallOptions) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel);
  const loading = { what: `Reading ${name}`, cancel };
  let over = false;
  tell({ ...loading, fraction: 0 });
  try {
    return await work({
      signal: controller.signal,
      // Progress that was under way when the reading ended must not bring the bar back.
      onProgress: ({ bytes, total }) => {
        if (!over) tell({ ...loading, fraction: total ? bytes / total : null });
      },
    });
  } finally {
    over = true;
    signal?.removeEventListener('abort', cancel);
    tell(null);
  }
}

/** @param opened what is at hand when it has been inspected. */
async function inspect<T>(
  opened: unknown,
  name: string,
  tell: Tell,
  signal: AbortSignal | undefined,
  work: (options: CallOptions) => Promise<T>,
): Promise<T> {
  inspected = null;
  const summary = await told(name, tell, signal, work);
  inspected = opened;
  return summary;
}

/** Reads a table and says what is in it. */
export function inspectFile(
  file: File,
  tell: Tell,
  { header, signal }: ReadingOptions & { header?: HeaderChoice } = {},
): Promise<TableSummary> {
  return inspect(file, file.name, tell, signal, (options) => reader.inspect(file, { ...options, header }));
}

/** The one table in a zip; null where it is to be read as pictures. */
export function tableIn(file: File, tell: Tell, { signal }: ReadingOptions = {}): Promise<File | null> {
  return told(file.name, tell, signal, (options) => reader.tableIn(file, options));
}

/**
 * Finds the pictures among files, or in a zip. A file's path is where the browser says it lies, unless it is given.
 * @param name for people, of the folder or of all together.
 */
export function inspectImages(
  files: readonly (File | ImageFile)[],
  name: string | undefined,
  tell: Tell,
  { signal }: ReadingOptions = {},
): Promise<ImagesSummary> {
  const found = files.map((file) => (file instanceof File ? { path: file.webkitRelativePath || file.name, file } : file));
  const called = name ?? nameOf(found);
  return inspect(files, called, tell, signal, (options) => reader.inspectImages(found, called, options));
}

/** Decodes one picture that is to be cut into tiles. */
export function inspectSheet(file: File, tell: Tell, { signal }: ReadingOptions = {}): Promise<SheetSummary> {
  return inspect(file, file.name, tell, signal, (options) => reader.inspectSheet(file, options));
}

import { DataError } from '../../data/dataset';
import { isHiddenPath, type ImageFile } from '../../data/images/paths';
import type { Tell } from '../../store/files/reading';
import { formatCount } from '../../views/format';

/** More files than this are hardly meant. */
const MOST = 100_000;

/**
 * All files in what was dropped, folder by folder, without hidden ones. The browser gives some hundred at a time, so that the page
 * goes on meanwhile. Throws DataError "too-many-files", "unreadable", "cancelled".
 */
export async function walkFolder(entries: readonly FileSystemEntry[], tell: Tell): Promise<ImageFile[]> {
  const found: ImageFile[] = [];
  const stop = new AbortController();
  const name = entries.map((entry) => entry.name).join(', ');
  const folders: FileSystemDirectoryEntry[] = [];
  const take = async (some: readonly FileSystemEntry[]): Promise<void> => {
    const seen = some.filter((entry) => !isHiddenPath(entry.name));
    folders.push(...seen.filter(isFolder));
    found.push(
      ...(await Promise.all(
        seen.filter(isFile).map(async (entry) => ({ path: entry.fullPath.replace(/^\//, ''), file: await fileOf(entry) })),
      )),
    );
    if (stop.signal.aborted) throw new DataError('cancelled', `Looking through “${name}” was cancelled.`);
    if (found.length > MOST)
      throw new DataError('too-many-files', `“${name}” holds more than ${formatCount(MOST)} files: drop a folder with fewer.`);
    tell({ what: `Looking through ${name} (${formatCount(found.length)} files)`, fraction: null, cancel: () => stop.abort() });
  };
  try {
    await take(entries);
    for (let folder = folders.pop(); folder; folder = folders.pop()) for await (const some of content(folder)) await take(some);
    return found;
  } finally {
    tell(null);
  }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

function unreadable(entry: FileSystemEntry, error: DOMException): DataError {
  return new DataError('unreadable', `“${entry.fullPath.slice(1)}” could not be read (${error.message}): check that you may open it.`);
}

/** The entries of a folder, as many at a time as the browser gives. */
async function* content(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry[], void> {
  const reader = folder.createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, (error) => reject(unreadable(folder, error))),
    );
    // Only an empty answer says that there are no more.
    if (some.length === 0) return;
    yield some;
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, (error) => reject(unreadable(entry, error))));
}

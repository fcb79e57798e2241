import { create } from 'zustand';
import { DataError } from '../../data/dataset';
import { formatOf } from '../../data/formats';
import { isImagePath, type ImageFile } from '../../data/images/paths';
import type { ImagesSummary } from '../../data/images/collection';
import type { SheetSummary } from '../../data/images/sheet';
import { inspectFile, inspectImages, inspectSheet, tableIn, type Tell } from '../../store/files/reading';
import { session } from '../../store/session';
import { currentRun } from '../../store/runStore';
import { act } from '../act';
import { walkFolder } from './walk';
import type { TableSummary } from '../../data/table/types';

export type OpenedFiles = readonly (File | ImageFile)[];

/** Files that were read and wait for a person to choose the parts to use. */
export type Pending =
  | { readonly kind: 'table'; readonly file: File; readonly summary: TableSummary }
  | { readonly kind: 'images'; readonly files: OpenedFiles; readonly name: string | undefined; readonly summary: ImagesSummary }
  | { readonly kind: 'sheet'; readonly file: File; readonly summary: SheetSummary };

/** Null where nothing waits. */
export const useImport = create<{ pending: Pending | null }>()(() => ({ pending: null }));

/** Reads the files that were chosen or dropped, and asks what to use of them. What was there stays until that is answered. */
export function openFiles(files: readonly File[]): void {
  const [file, ...others] = files;
  if (!file) return;
  session.clear('files');
  act(async () => {
    const holds = others.length === 0 ? await heldBy(file) : null;
    if (holds === 'model') await session.openModel(file);
    else if (holds === 'project') {
      const { openProjectFile } = await import('../projects/projectFile');
      await openProjectFile(file);
    } else await propose((tell) => read(files, tell));
  }, 'files');
}

/** A zip lists what it holds at its end. */
const listing = 65_536;

/** What a zip of this page's own holds: a trained model, or a project; null of others, such as zips of pictures. */
async function heldBy(file: File): Promise<'model' | 'project' | null> {
  if (/\.basins$/i.test(file.name)) return 'project';
  if (!/\.zip$/i.test(file.name)) return null;
  const names = await file.slice(-listing).text();
  return names.includes('basins.json') ? 'model' : null;
}

/** Opens what was dropped: a folder is looked through first, with all that is in it. */
export function openDropped(entries: readonly FileSystemEntry[]): void {
  begin(async (tell) => {
    const files = await walkFolder(entries, tell);
    // Told by its own name, even where it is empty.
    return readImages(files, entries.length === 1 ? entries[0].name : undefined, tell);
  });
}

/** Opens a folder that was chosen: pictures, whatever their number. */
export function openFolder(files: readonly File[]): void {
  if (files.length > 0) begin((tell) => readImages(files, undefined, tell));
}

function begin(work: (tell: Tell) => Promise<Pending>): void {
  session.clear('files');
  act(() => propose(work), 'files');
}

async function propose(work: (tell: Tell) => Promise<Pending>): Promise<void> {
  const pending = await work((loading) => currentRun.setState({ loading }));
  useImport.setState({ pending });
}

async function read(files: readonly File[], tell: Tell): Promise<Pending> {
  const [file, ...others] = files;
  if (others.length === 0) {
    const { kind } = formatOf(file.name);
    const table = kind === 'table' ? file : kind === 'archive' ? await tableIn(file, tell) : null;
    if (table) return { kind: 'table', file: table, summary: await inspectFile(table, tell) };
    return kind === 'image' ? { kind: 'sheet', file, summary: await inspectSheet(file, tell) } : readImages(files, undefined, tell);
  }
  if (files.some(({ name }) => isImagePath(name))) return readImages(files, undefined, tell);
  throw new DataError(
    'several-files',
    `${files.length} files were given, none of them a picture, and one at a time can be opened: choose ${files
      .map(({ name }) => `“${name}”`)
      .slice(0, 3)
      .join(' or ')}.`,
  );
}

async function readImages(files: OpenedFiles, name: string | undefined, tell: Tell): Promise<Pending> {
  return { kind: 'images', files, name, summary: await inspectImages(files, name, tell) };
}

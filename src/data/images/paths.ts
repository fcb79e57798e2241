import { naturally } from '../text';

/** Endings of the pictures that every browser decodes, lower-case and with the dot. */
export const IMAGE_EXTENSIONS: readonly string[] = ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp'];

/** A file and where it lies: "pets/cats/001.png", with / between folders, whatever the system. */
export interface ImageFile {
  readonly path: string;
  readonly file: Blob;
}

export function isImagePath(path: string): boolean {
  const lower = path.toLowerCase();
  return IMAGE_EXTENSIONS.some((extension) => lower.endsWith(extension));
}

/** What file systems and archivers leave behind, and what a person has hidden. */
export function isHiddenPath(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || /^(thumbs\.db|desktop\.ini)$/i.test(part));
}

/** The folders that all paths share: ["pets"] for pets/cats/1.png and pets/dogs/2.png. */
export function commonFolders(paths: readonly string[]): string[] {
  const [first, ...others] = paths.map((path) => path.split('/').slice(0, -1));
  if (!first) return [];
  let shared = first.length;
  for (const folders of others) {
    let same = 0;
    while (same < shared && folders[same] === first[same]) same++;
    shared = same;
  }
  return first.slice(0, shared);
}

/** What to call such files together: the folder that they are in, the only file, or how many they are. */
export function nameOf(files: readonly ImageFile[]): string {
  const [folder] = commonFolders(files.map(({ path }) => path));
  return folder ?? (files.length === 1 ? files[0].path : `${files.length.toLocaleString('en-US')} files`);
}

/** The class of what lies beside the subfolders, in none of them. */
export const NO_FOLDER = '(no subfolder)';

export interface Classes {
  /** n indices into `names`; null where all lie in one folder. */
  readonly labels: Uint16Array | null;
  readonly names: readonly string[];
  /** How many of them are subfolders. */
  readonly folders: number;
}

/** The most classes that a Dataset's Uint16 labels can tell apart. */
const MAX_CLASSES = 65_535;

/**
 * The class of each path: the first subfolder below the folders that all share. Names are in natural order (2 before 10); NO_FOLDER
 * comes last. Without subfolders, or with more than 65,535, there are no classes.
 */
export function classesOf(paths: readonly string[]): Classes {
  const depth = commonFolders(paths).length;
  const folders = paths.map((path) => {
    const parts = path.split('/');
    return parts.length > depth + 1 ? parts[depth] : null;
  });
  const found = [...new Set(folders.filter((folder) => folder !== null))].sort(naturally.compare);
  const loose = folders.includes(null);
  const names = loose ? [...found, NO_FOLDER] : found;
  if (names.length < 2 || names.length > MAX_CLASSES) return { labels: null, names: [], folders: 0 };
  const index = new Map(names.map((name, i) => [name, i]));
  return { labels: Uint16Array.from(folders, (folder) => index.get(folder ?? NO_FOLDER)!), names, folders: found.length };
}

/** Up to three names, for a sentence: "a.png, b.png, c.png and 4 more". */
export function named(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(', ');
  return paths.length > 3 ? `${shown} and ${(paths.length - 3).toLocaleString('en-US')} more` : shown;
}

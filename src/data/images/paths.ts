/** Endings of the pictures that every browser decodes, lower-case and with the dot. */
export const IMAGE_EXTENSIONS: readonly string[] = ['.png', '.jpg', '.jpeg', '.jfif', '.webp', '.gif', '.bmp'];

/** A file and where it lies: "pets/cats/001.png", with / between folders, whatever the system. */
export interface ImageFile {
  readonly path: string;
  readonly file: Blob;
}

export function isImagePath(path: string): boolean {
  const lower = path.toLowerCase();
  return IMAGE_EXTENSIONS.some((extension) => lower.endsWith(extension));
}

/** Files and folders of archivers, of a recycle bin, and of small copies of pictures. */
const OF_SYSTEMS = /^(__MACOSX|@eaDir|\$RECYCLE\.BIN|(eh)?thumbs\.db|desktop\.ini)$/i;

/** True for files that file systems and archivers leave behind, and for those that a person has hidden. */
export function isHiddenPath(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || OF_SYSTEMS.test(part));
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

/** A name for the files together: their folder, the only file, or their number. */
export function nameOf(files: readonly ImageFile[]): string {
  const [folder] = commonFolders(files.map(({ path }) => path));
  return folder ?? (files.length === 1 ? files[0].path : `${files.length.toLocaleString('en-US')} files`);
}

/** A name may have 64 KiB in a zip. */
const shortened = (name: string): string => (name.length > 120 ? `${name.slice(0, 70)}…${name.slice(-40)}` : name);

/** Up to three names, long ones without their middle, for a sentence: "a.png, b.png, c.png and 4 more". */
export function named(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map(shortened).join(', ');
  return paths.length > 3 ? `${shown} and ${(paths.length - 3).toLocaleString('en-US')} more` : shown;
}

import { DataError, MOST_CLUSTERS, UNLABELLED_K, type Dataset } from '../dataset';
import type { ReadProgress } from '../formats/bytes';
import { zipEntries, type Refusal } from '../formats/zip';
import { MAX_CELLS } from '../table/table';
import { count, naturally, quantity, stem } from '../text';
import { largestSide, MAX_SIDE, type ImageChoice } from './choice';
import { headerOf, withImage, writeValues } from './decode';
import { classesOf, classLevel, folderLevels, type FolderLevel } from './levels';
import { commonFolders, isHiddenPath, isImagePath, named, type ImageFile } from './paths';
import { isGrey, pixelNames } from './resample';

/** The side proposed where the pictures have none in common. */
const USUAL_SIDE = 28;
/** The largest common side that is proposed as it is. */
const OWN_SIDE = 64;
/** Pictures that are looked at for a proposal. */
const SAMPLE = 24;
/** Pixels decoded for a proposal and for a preview, at most; but always one picture. */
const LOOKED = { proposal: 64e6, preview: 128e6 };
/** Pictures decoded at the same time: the browser has threads for it. */
const LANES = 8;

/** Pictures found, in natural order of their paths, and sentences on what else there was, but for hidden files and those of the system. */
export interface Collection {
  readonly name: string;
  readonly files: readonly ImageFile[];
  readonly notes: readonly string[];
}

/** The contents of a folder, a zip or several files, for a person to choose from. */
export interface ImagesSummary {
  readonly name: string;
  readonly pictures: number;
  /** Levels of subfolders that can be classes; empty where all pictures lie in one folder. */
  readonly levels: readonly FolderLevel[];
  readonly proposal: Required<ImageChoice>;
  /** Of the pictures looked at: the least and the largest width and height. */
  readonly sizes: { readonly least: readonly [number, number]; readonly most: readonly [number, number] } | null;
  readonly notes: readonly string[];
}

/** A few pictures as they will be. */
export interface ImagesPreview {
  /** One row each, as in the Dataset to come. */
  readonly values: Float32Array;
  readonly names: readonly string[];
  readonly image: NonNullable<Dataset['image']>;
}

/**
 * Finds the pictures among files, or in a zip where that is the only one. @param name for people, where it is not that of the zip.
 * Throws DataError "no-pictures", "one-picture", and those of zipEntries.
 */
export async function collect(
  files: readonly ImageFile[],
  name: string,
  onProgress: (progress: ReadProgress) => void,
): Promise<Collection> {
  const [only] = files;
  const zipped = files.length === 1 && only.path.toLowerCase().endsWith('.zip');
  const { pictures, others, refused } = zipped ? await unpack(only, onProgress) : { ...sort(files), refused: [] };
  if (pictures.length === 0) throw noPictures(name, zipped, others, refused);
  if (pictures.length === 1) {
    const sentence = `“${name}” holds a single picture; clustering needs at least two: add some, or open it by itself to cut it into tiles.`;
    throw new DataError('one-picture', withNotes(sentence, refused));
  }
  const notes = [...refused];
  if (others.length > 0) {
    const what = quantity(
      others.length,
      'file is no picture that can be opened and was',
      'files are no pictures that can be opened and were',
    );
    notes.push(`${what} left out: ${named(others)}.`);
  }
  const sorted = pictures.toSorted((a, b) => naturally.compare(a.path, b.path));
  return { name: zipped ? stem(name) : name, files: sorted, notes };
}

const withNotes = (sentence: string, notes: readonly string[]): string => [sentence, ...notes].join(' ');

/** @param others what is there instead. @param refused what could not be unpacked, in sentences. */
function noPictures(name: string, zipped: boolean, others: readonly string[], refused: readonly string[]): DataError {
  const again = `No picture or table of “${name}” can be unpacked: pack the files again, as an ordinary zip (Deflate).`;
  if (refused.length > 0) return new DataError('no-pictures', withNotes(again, refused));
  const [nothing, remedy] = zipped ? ['neither pictures nor a table', ', or a table'] : ['no pictures', ''];
  const what = others.length === 0 ? 'is empty' : `holds ${nothing} that can be opened, only ${named(others)}`;
  return new DataError('no-pictures', `“${name}” ${what}: choose a folder or zip of PNG, JPEG, WebP, GIF or BMP files${remedy}.`);
}

/** Pictures, and the paths of other files; without what is hidden. */
function sort(files: readonly ImageFile[]): { pictures: ImageFile[]; others: string[] } {
  const seen = files.filter(({ path }) => !isHiddenPath(path));
  return { pictures: seen.filter(({ path }) => isImagePath(path)), others: seen.flatMap(({ path }) => (isImagePath(path) ? [] : [path])) };
}

/** The same of a zip, and sentences on what of it could not be unpacked. */
async function unpack(
  { path: name, file }: ImageFile,
  onProgress: (progress: ReadProgress) => void,
): Promise<{ pictures: ImageFile[]; others: string[]; refused: string[] }> {
  const pictures: ImageFile[] = [];
  const others: string[] = [];
  const refused: Record<Refusal, string[]> = { unsafe: [], damaged: [], unsupported: [], encrypted: [] };
  const entries = zipEntries(file, name, {
    wanted: (path) => {
      if (isHiddenPath(path)) return false;
      const wanted = isImagePath(path);
      if (!wanted) others.push(path);
      return wanted;
    },
    onRefused: (path, why) => void refused[why].push(path),
    onProgress: (bytes, total) => onProgress({ bytes, total, rows: pictures.length }),
  });
  for await (const entry of entries) pictures.push(entry);
  const left = (paths: readonly string[], one: string, many: string): string[] =>
    paths.length === 0 ? [] : [`${quantity(paths.length, `entry ${one} and was`, `entries ${many} and were`)} left out: ${named(paths)}.`];
  const sentences = [
    ...left(refused.unsafe, 'has a path that leads out of the zip', 'have paths that lead out of the zip'),
    ...left(refused.damaged, 'is damaged', 'are damaged'),
    ...left(refused.unsupported, 'is packed in a way that cannot be read here', 'are packed in a way that cannot be read here'),
    ...left(refused.encrypted, 'is protected by a password', 'are protected by a password'),
  ];
  return { pictures, others, refused: sentences };
}

/** An even sample. */
const sampled = <T>(all: readonly T[], most: number): T[] =>
  Array.from({ length: Math.min(most, all.length) }, (_, i) => all[Math.floor((i * all.length) / Math.min(most, all.length))]);

/**
 * Says what there is, from the names of all and a look at a few. Throws DataError "no-pictures" where there are few and all of them are
 * broken.
 */
export async function summariseImages({ name, files, notes }: Collection): Promise<ImagesSummary> {
  const levels = folderLevels(files.map(({ path }) => path));
  const sizes: (readonly [number, number])[] = [];
  let grey = true;
  let looked = 0;
  for (const { path, file } of sampled(files, SAMPLE)) {
    const header = await headerOf(file, path).catch(leftOut);
    if (!header) continue;
    looked += header.width * header.height;
    const small = new Float32Array(OWN_SIDE * OWN_SIDE * 3);
    const size =
      sizes.length > 0 && looked > LOOKED.proposal
        ? ([header.width, header.height] as const)
        : await withImage(file, path, (bitmap) => {
            const side = Math.min(OWN_SIDE, bitmap.width, bitmap.height);
            writeValues(bitmap, side, 3, small, 0);
            grey &&= isGrey(small.subarray(0, side * side * 3), 3);
            return [bitmap.width, bitmap.height] as const;
          }).catch(leftOut);
    if (size) sizes.push(size);
  }
  if (sizes.length === 0 && files.length <= SAMPLE) throw noneDecoded(name, files);
  const sides = new Set(sizes.flat());
  const [own] = sides;
  const side = sides.size === 1 && own <= OWN_SIDE && own > 1 ? own : USUAL_SIDE;
  const channels = grey && sizes.length > 0 ? 1 : 3;
  return {
    name,
    pictures: files.length,
    levels,
    // Many pictures are made smaller, so that the proposal can be taken.
    proposal: { side: Math.max(1, Math.min(side, largestSide(files.length, channels))), channels, classLevel: classLevel(levels) },
    sizes: sizes.length === 0 ? null : { least: bound(sizes, Math.min), most: bound(sizes, Math.max) },
    notes,
  };
}

const bound = (sizes: readonly (readonly [number, number])[], of: (a: number, b: number) => number): readonly [number, number] =>
  sizes.reduce(([w, h], [a, b]) => [of(w, a), of(h, b)] as const);

/** A broken or huge picture is left out; anything else is a failure of the whole. */
function leftOut(error: unknown): null {
  if (error instanceof DataError && (error.code === 'broken-image' || error.code === 'too-large-image')) return null;
  throw error;
}

function noneDecoded(name: string, files: readonly ImageFile[]): DataError {
  return new DataError(
    'no-pictures',
    `None of the ${count(files.length)} pictures of “${name}” could be decoded: ${named(files.map(({ path }) => path))}.`,
  );
}

/** Up to `most` pictures as they will be, evenly over all. */
export async function previewImages({ files }: Collection, { side, channels }: ImageChoice, most: number): Promise<ImagesPreview> {
  const d = side * side * channels;
  const chosen = sampled(files, most);
  const values = new Float32Array(chosen.length * d);
  const names: string[] = [];
  let looked = 0;
  for (const { path, file } of chosen) {
    const header = await headerOf(file, path).catch(leftOut);
    if (!header) continue;
    looked += header.width * header.height;
    if (names.length > 0 && looked > LOOKED.preview) break;
    const done = await withImage(file, path, (bitmap) => writeValues(bitmap, side, channels, values, names.length * d)).then(
      () => true,
      leftOut,
    );
    if (done) names.push(path);
  }
  return { values: values.slice(0, names.length * d), names, image: imageOf(side, side, channels) };
}

export function imageOf(width: number, height: number, channels: 1 | 3): NonNullable<Dataset['image']> {
  return { width, height, channels, range: [0, 255] };
}

/**
 * A Dataset of the pictures: values 0 … 255, channels last; classes are the subfolders of the chosen level. Throws DataError "bad-side",
 * "bad-channels", "bad-level", "too-many-cells", "no-pictures", "one-picture".
 */
export async function buildImages(
  { name, files, notes }: Collection,
  { side, channels, classLevel: asked }: ImageChoice,
  onProgress: (progress: ReadProgress) => void,
): Promise<Dataset> {
  if (!(Number.isInteger(side) && side >= 1 && side <= MAX_SIDE))
    throw new DataError(
      'bad-side',
      `The side of the pictures must be a whole number of pixels from 1 to ${MAX_SIDE}, not ${String(side)}.`,
    );
  if (channels !== 1 && channels !== 3)
    throw new DataError('bad-channels', `Pictures have 1 channel (grey) or 3 (colour), not ${String(channels)}.`);
  const levels = folderLevels(files.map(({ path }) => path));
  const level = asked === undefined ? classLevel(levels) : asked;
  if (level !== null && !levels.some((one) => one.level === level)) throw new DataError('bad-level', badLevel(name, level, levels));
  const d = side * side * channels;
  if (files.length * d > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${count(files.length)} pictures of ${side} × ${side} pixels${channels === 3 ? ' in colour' : ''} are more than ${count(MAX_CELLS)} values: choose a side of ${largestSide(files.length, channels)} or less.`,
    );
  const values = new Float32Array(files.length * d);
  const outcome: ('good' | 'animated' | 'broken-image' | 'too-large-image')[] = Array.from({ length: files.length }, () => 'broken-image');
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  let bytes = 0;
  let done = 0;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < files.length; i = next++) {
      const { path, file } = files[i];
      try {
        outcome[i] = await withImage(file, path, (bitmap, { animated }) => {
          writeValues(bitmap, side, channels, values, i * d);
          return animated ? 'animated' : 'good';
        });
      } catch (error) {
        leftOut(error);
        outcome[i] = (error as DataError).code === 'too-large-image' ? 'too-large-image' : 'broken-image';
      }
      bytes += file.size;
      onProgress({ bytes, total, rows: ++done });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const kept = files.flatMap((_, i) => (outcome[i] === 'good' || outcome[i] === 'animated' ? [i] : []));
  if (kept.length === 0) throw noneDecoded(name, files);
  if (kept.length === 1)
    throw new DataError(
      'one-picture',
      `Only “${files[kept[0]].path}” of the ${count(files.length)} pictures of “${name}” could be decoded; clustering needs at least two.`,
    );
  for (const [to, from] of kept.entries()) if (to !== from) values.copyWithin(to * d, from * d, (from + 1) * d);
  return {
    id: `file:${name}`,
    name,
    n: kept.length,
    d,
    values: kept.length < files.length ? values.slice(0, kept.length * d) : values,
    features: pixelNames(side, side, channels),
    ...classified(
      kept.map((i) => files[i].path),
      level === null ? null : commonFolders(files.map(({ path }) => path)).length + level,
    ),
    image: imageOf(side, side, channels),
    source: null,
    notes: [...notes, ...(asked === null ? [] : notesOnParts(levels, level)), ...notesOn(files, outcome)],
    itemNames: namesOf(kept.map((i) => files[i].path)),
  };
}

function classified(paths: readonly string[], depth: number | null): Pick<Dataset, 'labels' | 'labelNames' | 'k'> {
  const { labels, names, folders } = classesOf(paths, depth);
  return { labels, labelNames: names, k: Math.min(paths.length, MOST_CLUSTERS, labels ? Math.max(2, folders) : UNLABELLED_K) };
}

/** Says which folders were passed over because they part the set. */
function notesOnParts(levels: readonly FolderLevel[], level: number | null): string[] {
  const parts = levels.find(({ split, level: one }) => split && (level === null || one < level));
  return parts
    ? [
        `The folders ${named(parts.classes.map((folder) => `“${folder.name}”`))} are parts of the set, not classes: their pictures are taken together.`,
      ]
    : [];
}

function badLevel(name: string, level: unknown, levels: readonly FolderLevel[]): string {
  const there = levels.map((one) => `${one.level} (${named(one.classes.map((folder) => folder.name))})`);
  return `“${name}” has no folders that could be classes at level ${String(level)}: choose ${there.length > 0 ? `${there.join(' or ')}, or ` : ''}null for none.`;
}

/** Paths below the folders that all share. */
function namesOf(paths: readonly string[]): string[] {
  const shared = commonFolders(paths).reduce((length, folder) => length + folder.length + 1, 0);
  return paths.map((path) => path.slice(shared));
}

function notesOn(files: readonly ImageFile[], outcome: readonly string[]): string[] {
  const which = (wanted: string): string[] => files.flatMap(({ path }, i) => (outcome[i] === wanted ? [path] : []));
  const [broken, huge, animated] = [which('broken-image'), which('too-large-image'), which('animated')];
  const notes: string[] = [];
  if (broken.length > 0)
    notes.push(
      `${count(broken.length)} of ${count(files.length)} pictures could not be decoded and ${broken.length === 1 ? 'was' : 'were'} left out: ${named(broken)}.`,
    );
  if (huge.length > 0)
    notes.push(
      `${quantity(huge.length, 'picture has', 'pictures have')} more than 64 million pixels and ${huge.length === 1 ? 'was' : 'were'} left out: ${named(huge)}.`,
    );
  if (animated.length > 0)
    notes.push(
      `${quantity(animated.length, 'picture is', 'pictures are')} animated, of which only the first frame is used: ${named(animated)}.`,
    );
  return notes;
}

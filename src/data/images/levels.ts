import { naturally } from '../text';
import { commonFolders } from './paths';

/** The class of what lies beside the folders of a level, in none of them. */
export const NO_FOLDER = '(no subfolder)';

/** The most classes that a Dataset's Uint16 labels can tell apart. */
const MAX_CLASSES = 65_535;

/** Levels looked at: nobody sorts pictures deeper. */
const MOST_LEVELS = 16;

/** Folders that lie equally deep, below those that all pictures share: what can be classes. */
export interface FolderLevel {
  /** 0 for the first below the shared ones. */
  readonly level: number;
  /** In natural order (2 before 10), NO_FOLDER last, each with its number of pictures. At least two. */
  readonly classes: readonly { readonly name: string; readonly pictures: number }[];
  /** True if they are parts of the set, as train and test are, rather than classes. */
  readonly split: boolean;
}

/** Names of parts of a set, as words without signs between them. */
const PARTS = new Set(
  'train training trainset trainingset trainval test testing testset testingset val valid validation valset validationset dev devset development holdout heldout eval evaluation'.split(
    ' ',
  ),
);
/** Words that may stand beside them, or alone beside other parts. */
const BESIDE = new Set(
  'set data dataset image images img imgs picture pictures photo photos file files folder split part fold hold held out unlabeled unlabelled extra pred prediction'.split(
    ' ',
  ),
);

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(Boolean);
const isKnown = (word: string): boolean => PARTS.has(word) || BESIDE.has(word);
const mayBePart = (words: readonly string[]): boolean => words.length > 0 && words.every(isKnown);
const isPart = (words: readonly string[]): boolean =>
  PARTS.has(words.join('')) || (words.some((word) => PARTS.has(word)) && mayBePart(words));

/**
 * True if folders, of which there are some, are the parts of a set: all are called so, or by numbers (fold1, fold2), or there are two
 * different ones, such as train and test, whatever lies beside them. A train among buses and cars is a class.
 */
export function areParts(folders: readonly string[]): boolean {
  const names = folders.map(wordsOf);
  // The name of the set, as in pets_train and pets_test, tells nothing of the folder.
  const shared = names[0].filter((word) => !isKnown(word) && names.every((words) => words.includes(word)));
  const own = names.map((words) => words.filter((word) => !shared.includes(word)));
  const parts = own.filter(isPart);
  const numbered = folders.every((folder) => /\d/.test(folder));
  return ((parts.length > 0 || numbered) && own.every((words) => isPart(words) || mayBePart(words))) || new Set(parts.map(String)).size > 1;
}

/** The folder of each path at a depth, 0 being the first; null for what lies above it. */
function foldersAt(paths: readonly string[], depth: number): (string | null)[] {
  return paths.map((path) => {
    const parts = path.split('/');
    return parts.length > depth + 1 ? parts[depth] : null;
  });
}

/**
 * Folders with their number of pictures, in natural order, what is in none last; empty where they are not at least two, or more than labels
 * can tell apart.
 */
function countFolders(folders: readonly (string | null)[]): FolderLevel['classes'] {
  const counts = new Map<string | null, number>();
  for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  if (counts.size < 2 || counts.size > MAX_CLASSES) return [];
  const loose = counts.get(null);
  counts.delete(null);
  const classes = Array.from(counts, ([name, pictures]) => ({ name: name!, pictures })).sort((a, b) => naturally.compare(a.name, b.name));
  return loose === undefined ? classes : [...classes, { name: NO_FOLDER, pictures: loose }];
}

/** The levels at which there are at least two folders, or one beside loose pictures. */
export function folderLevels(paths: readonly string[]): FolderLevel[] {
  const levels: FolderLevel[] = [];
  const shared = commonFolders(paths).length;
  for (let level = 0; level < MOST_LEVELS; level++) {
    const folders = foldersAt(paths, shared + level);
    if (folders.every((folder) => folder === null)) return levels;
    const classes = countFolders(folders);
    if (classes.length > 0)
      levels.push({ level, classes, split: areParts(classes.flatMap(({ name }) => (name === NO_FOLDER ? [] : [name]))) });
  }
  return levels;
}

/** The level whose folders are the classes: the first whose folders are no parts of the set. Null where there is none. */
export const classLevel = (levels: readonly FolderLevel[]): number | null => levels.find(({ split }) => !split)?.level ?? null;

export interface Classes {
  /** n indices into `names`; null where there are no classes. */
  readonly labels: Uint16Array | null;
  readonly names: readonly string[];
  /** The number of them that are folders. */
  readonly folders: number;
}

/**
 * The class of each path: its folder at a depth, 0 being the first of its folders, shared or not. None where the depth is null, or where
 * there are not at least two classes.
 */
export function classesOf(paths: readonly string[], depth: number | null): Classes {
  const folders = depth === null ? [] : foldersAt(paths, depth);
  const names = countFolders(folders).map(({ name }) => name);
  if (names.length === 0) return { labels: null, names, folders: 0 };
  const index = new Map(names.map((name, i) => [name, i]));
  return {
    labels: Uint16Array.from(folders, (folder) => index.get(folder ?? NO_FOLDER)!),
    names,
    folders: names.filter((name) => name !== NO_FOLDER).length,
  };
}

/**
 * Small files that are easily misread, each beside what a reader must make of it. The files lie in `files/`; each shows a feature of files
 * that people have.
 */

/**
 * The data set that a file must become when its proposal is taken. Only the given entries are compared; missing values are never expected.
 */
export interface Right {
  readonly n: number;
  readonly d: number;
  /** The suggested number of clusters. */
  readonly k?: number;
  readonly features?: readonly string[];
  /** Classes with their numbers of points; null: there must be no labels. */
  readonly classes?: Readonly<Record<string, number>> | null;
  /** Width, height and channels where rows are pictures; null: they must not be. */
  readonly image?: readonly [number, number, number] | null;
  /** The beginning of the first row. */
  readonly first?: readonly number[];
  /** Means by feature. */
  readonly means?: Readonly<Record<string, number>>;
  /** Of all values. */
  readonly least?: number;
  readonly largest?: number;
  /** Row, first column, and the values from there on. */
  readonly entries?: readonly (readonly [number, number, readonly number[]])[];
  /** The tolerance of values. Those of pictures are whole levels. */
  readonly within?: number;
  /** The beginning of the points' names. */
  readonly names?: readonly string[];
  /** Texts that the notes must contain. */
  readonly notes?: readonly RegExp[];
}

export interface Case {
  readonly kind: string;
  readonly file: string;
  /** The pictures' side and channels where they are not those that are proposed. */
  readonly image?: { readonly side: number; readonly channels: 1 | 3 };
  /** The data set that it becomes, or the sentence by which it is refused. */
  readonly expected: Right | RegExp;
}

const trees = { elm: 20, fir: 20, oak: 20 };
/** Three columns that many of the tables share. */
const measures = { n: 60, d: 3, first: [-1.23, 7.17, 8.51], least: -8.38, largest: 10.76 };
const measuresAndTrees = { ...measures, k: 3, classes: trees };
const lengthAndWidth = {
  n: 60,
  d: 2,
  k: 3,
  features: ['length', 'width'],
  classes: trees,
  first: [-1.23, 7.17],
  means: { length: -2.01483, width: 1.13167 },
};
const catsAndDogs = { n: 12, d: 144, k: 2, classes: { cats: 6, dogs: 6 }, image: [12, 12, 1] } as const;
const towns = { ...catsAndDogs, classes: { Köln: 6, Zürich: 6 } };
/** So many classes, called by the numbers from `from` on, of so many points. */
const numbered = (classes: number, from: number, points: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: classes }, (_, i) => [String(from + i), points]));

export const CASES: readonly Case[] = [
  {
    kind: 'numeric-header',
    file: 'years_wide.csv',
    expected: {
      n: 20,
      d: 6,
      features: ['2015', '2016', '2017', '2018', '2019', '2020'],
      classes: null,
      first: [56.6, 30.1, 62.4, 35.3, 48.3, 36.8],
      least: 17,
      largest: 74.8,
    },
  },
  { kind: 'numeric-header', file: 'frame_with_species.csv', expected: { ...measuresAndTrees, features: ['0', '1', '2'] } },
  { kind: 'split-folders', file: 'pets_train_test.zip', expected: { ...catsAndDogs, n: 20, classes: { cats: 10, dogs: 10 } } },
  { kind: 'split-folders', file: 'pets_flat_root.zip', expected: { ...catsAndDogs, n: 27, k: 3, classes: { cats: 9, dogs: 9, owls: 9 } } },
  {
    kind: 'resize',
    file: 'mixed_sizes.zip',
    image: { side: 28, channels: 1 },
    expected: { n: 9, d: 784, image: [28, 28, 1], entries: [[4, 0, [100.2, 100.2, 113.5, 129.5, 129.5]]], within: 1 },
  },
  {
    kind: 'resize',
    file: 'large_then_512.zip',
    image: { side: 16, channels: 1 },
    expected: { n: 2, d: 256, image: [16, 16, 1], entries: [[1, 0, [100, 122.5, 115, 107.5, 130]]], within: 1 },
  },
  {
    kind: 'minus',
    file: 'unicode_minus.csv',
    expected: { n: 60, d: 2, means: { temperature: 0.88167, 'dew point': -0.08 }, least: -21, first: [11.7, -2.7] },
  },
  {
    kind: 'minus',
    file: 'accounting_parentheses.csv',
    expected: { n: 60, d: 2, means: { profit: 44.0903, cash: 43.9365 }, least: -112.17, first: [47.36, -47.84] },
  },
  { kind: 'rows-under-header', file: 'orange_three_rows.tab', expected: { ...measuresAndTrees, features: ['length', 'width', 'depth'] } },
  {
    kind: 'rows-under-header',
    file: 'units_row.csv',
    expected: { ...measuresAndTrees, features: ['length', 'width', 'mass'], notes: [/^Row 2 holds units or types \(“cm, cm, g”\)/] },
  },
  {
    kind: 'label-many-classes',
    file: 'letters_label47.csv',
    expected: { n: 188, d: 64, k: 47, image: [8, 8, 1], classes: numbered(47, 0, 4), first: [2, 12, 2, 0, 0] },
  },
  {
    kind: 'label-many-classes',
    file: 'faces_class40.csv',
    expected: { n: 200, d: 3, k: 40, features: ['f1', 'f2', 'f3'], classes: numbered(40, 1, 5) },
  },
  {
    kind: 'ids',
    file: 'customers.csv',
    expected: { n: 60, d: 2, features: ['Age', 'Spending'], first: [20, 12.3], means: { Age: 43.5, Spending: 28.9383 } },
  },
  { kind: 'ids', file: 'rownames_and_words.csv', expected: /^No numeric column .*“rownames_and_words\.csv”.*"suit"/ },
  { kind: 'short-header', file: 'write_table.csv', expected: { ...lengthAndWidth, names: ['1', '2', '3'] } },
  { kind: 'short-header', file: 'write_table.txt', expected: { ...lengthAndWidth, names: ['1', '2', '3'] } },
  { kind: 'comments', file: 'hash_comments.csv', expected: { ...lengthAndWidth, notes: [/3 lines of comment/] } },
  {
    kind: 'comments',
    file: 'savetxt_header.txt',
    expected: { ...measures, features: ['length', 'width', 'depth'], notes: [/names .* comment in row 1/] },
  },
  {
    kind: 'money-percent',
    file: 'money.csv',
    expected: {
      n: 60,
      d: 2,
      k: 3,
      features: ['income', 'rate'],
      classes: trees,
      means: { income: 58952.95, rate: 14.2733 },
      first: [47698.06, 20.8],
    },
  },
  {
    kind: 'money-percent',
    file: 'percent.csv',
    expected: { n: 30, d: 3, features: ['Q1', 'Q2', 'Q3'], first: [24.54, 27.7, 1.83], means: { Q1: 17.2087, Q2: 20.9607, Q3: 18.7237 } },
  },
  {
    kind: 'grouped-by-blanks',
    file: 'blanks_fr.csv',
    expected: {
      n: 60,
      d: 2,
      features: ['population', 'densité'],
      first: [719688, 79.9],
      means: { population: 4059474.283, densité: 137.0467 },
    },
  },
  {
    kind: 'grouped-by-blanks',
    file: 'nnbsp_fr.csv',
    expected: {
      n: 60,
      d: 2,
      features: ['population', 'densité'],
      first: [719688, 79.9],
      means: { population: 4059474.283, densité: 137.0467 },
    },
  },
  { kind: 'blanks-and-tabs', file: 'mpg_style.data', expected: { n: 60, d: 4, first: [27.7, 3, 123.9, 2411], least: 3, largest: 4466 } },
  {
    kind: 'blanks-and-tabs',
    file: 'double_tabs.txt',
    expected: { n: 60, d: 4, first: [-1.23, 7.17, 8.51, 1], least: -8.38, largest: 10.76 },
  },
  { kind: 'zip-names', file: 'umlaut_infozip.zip', expected: towns },
  { kind: 'zip-names', file: 'umlaut_noflag.zip', expected: towns },
  {
    kind: 'zip-encrypted',
    file: 'encrypted_folder.zip',
    expected: /^“encrypted_folder\.zip” is protected by a password: pack the files without one\.$/,
  },
  { kind: 'zip-structure', file: 'backslash.zip', expected: catsAndDogs },
  { kind: 'zip-structure', file: 'removed_entry.zip', expected: catsAndDogs },
  { kind: 'zip-structure', file: 'signature_inside.zip', expected: catsAndDogs },
  { kind: 'gzip', file: 'two_members.csv.gz', expected: { ...measures, features: ['a', 'b', 'c'] } },
  { kind: 'gzip', file: 'padded.csv.gz', expected: { ...measures, features: ['a', 'b', 'c'] } },
  { kind: 'gzip', file: 'junk-after-gzip.csv.gz', expected: /^“junk-after-gzip\.csv\.gz” has something behind its end that is not gzip: / },
  {
    kind: 'tiles',
    file: '1x1-tiles-slow.gif',
    expected:
      /^Of the tiles .* “1x1-tiles-slow\.gif” .* of one colour: it may be damaged, or no sheet of tiles\. Check the picture, or give the width and height of its tiles\.$/,
  },
  { kind: 'class-none', file: 'none_class.tsv', expected: { ...measures, k: 3, classes: { back: 20, left: 20, none: 20 } } },
  {
    kind: 'class-none',
    file: 'severity.csv',
    expected: { n: 60, d: 2, k: 3, features: ['a', 'b'], classes: { mild: 20, None: 20, severe: 20 } },
  },
  {
    kind: 'word-vectors',
    file: 'glove_tokens.txt',
    expected: {
      n: 50,
      d: 8,
      classes: null,
      first: [0.2674, 0.2873, 0.7698, 0.419, -0.2874, 0.3147, -0.3808, -0.4618],
      names: ['the', ',', '"', '.', "'s", '-', '"\'', 'null'],
    },
  },
  {
    kind: 'word-vectors',
    file: 'word2vec_header.txt',
    expected: {
      n: 50,
      d: 8,
      classes: null,
      first: [0.2674, 0.2873, 0.7698, 0.419, -0.2874, 0.3147, -0.3808, -0.4618],
      names: ['w0', 'w1', 'w2'],
      notes: [/word2vec/],
    },
  },
  {
    kind: 'headerless-label',
    file: 'digits_label_first.csv',
    expected: { n: 60, d: 64, k: 10, image: [8, 8, 1], classes: numbered(10, 0, 6), first: [0, 0, 9, 8, 13] },
  },
  {
    kind: 'headerless-label',
    file: 'libsvm.txt',
    expected: { ...measures, k: 2, features: ['1', '2', '3'], classes: { '-1': 40, '1': 20 }, notes: [/LIBSVM/] },
  },
  {
    kind: 'decimal-comma',
    file: 'single_column.csv',
    expected: { n: 60, d: 1, features: ['temperatur'], first: [11.7], means: { temperatur: 0.88167 } },
  },
  {
    kind: 'orientation',
    file: 'oriented_webp.zip',
    image: { side: 2, channels: 3 },
    expected: {
      n: 3,
      d: 12,
      image: [2, 2, 3],
      names: ['o1.webp', 'o3.webp', 'o6.webp'],
      entries: [
        [0, 0, [220, 40, 40]],
        [1, 0, [0, 0, 0]],
        [2, 0, [40, 220, 40]],
      ],
      within: 2,
    },
  },
  { kind: 'kaggle-zip', file: 'table_in_zip.zip', expected: { ...measures, features: ['a', 'b', 'c'] } },
];

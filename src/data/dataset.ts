/** The result of every format and generator. The rest of the program knows data in this form alone. */
export interface Dataset {
  /** Stable key: "iris", "synthetic/moons", "file:heights.csv". */
  readonly id: string;
  /** For people. User data is text, never markup. */
  readonly name: string;
  readonly n: number;
  readonly d: number;
  /** n × d, row-major, in the data's own units; all finite. */
  readonly values: Float32Array;
  /** d column names. */
  readonly features: readonly string[];
  /** n indices into `labelNames`, for display and for label-based metrics only; null where there are none. */
  readonly labels: Uint16Array | null;
  readonly labelNames: readonly string[];
  /** Set where each row is a picture: values run row by row, channels last, from range[0] (black) to range[1] (white). */
  readonly image: { width: number; height: number; channels: 1 | 3; range: [number, number] } | null;
  /** The number of clusters to begin with: that of the classes, what the generator made, or a start value. */
  readonly k: number;
  readonly source: { text: string; licence: string; url: string } | null;
  /** Sentences on what was done to the data: "12 missing values were replaced by the mean of their column: 12 in "age"." */
  readonly notes: readonly string[];
  /** The rows of its file (from 0) that the n rows are; null or left out where they are all rows. */
  readonly rows?: Uint32Array | null;
  /** Names of the n points, to show beside them: the file of a picture, the id of a row; empty for a point without one. */
  readonly itemNames?: readonly string[] | null;
  /**
   * Columns of its file that are no features, label or names: n cells each as the file has them, empty where they are missing. For exports;
   * not kept of large files.
   */
  readonly otherColumns?: readonly { readonly name: string; readonly cells: readonly string[] }[];
  /** Set where the columns are in one unit already, so that methods begin without scaling them: the sum of their variances. */
  readonly unscaled?: { readonly variance: number };
  /** The name of the data that these are the codes of, by the encoder of a run; left out for others. */
  readonly codesOf?: string;
}

/** The most clusters that can be asked for. */
export const MOST_CLUSTERS = 256;

/** The number of clusters to begin with where nothing is known: a start value, not a finding. */
export const UNLABELLED_K = 5;

/** Input that cannot be used. The message is one clear sentence for the user: what, where, what to do. */
export class DataError extends Error {
  override name = 'DataError';
  constructor(
    /** For programs: "empty-file", "ragged-row", … */
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** The user ended the reading of a file. */
export function cancelled(name: string): DataError {
  return new DataError('cancelled', `Reading “${name}” was cancelled.`);
}

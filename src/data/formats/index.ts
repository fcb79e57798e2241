import { DataError } from '../dataset';
import { IMAGE_EXTENSIONS } from '../images/paths';
import type { Table } from '../table/table';
import type { ReadOptions } from './bytes';

/** A kind of file that can be opened. A new one is a file with a reader, and a line in FORMATS; readers are loaded when they are needed. */
export type Format = {
  readonly id: string;
  readonly name: string;
  /** Lower-case endings, with the dot. */
  readonly extensions: readonly string[];
} & (
  | {
      /** Becomes a table; .gz may follow each ending. */
      readonly kind: 'table';
      readonly read: (blob: Blob, name: string, options?: ReadOptions) => Promise<Table>;
    }
  /** One picture, that is cut into tiles; several become a set. */
  | { readonly kind: 'image' }
  /** A folder of files in one. */
  | { readonly kind: 'archive' }
);

export const FORMATS: readonly [Format & { kind: 'table' }, ...Format[]] = [
  {
    kind: 'table',
    id: 'csv',
    name: 'Delimited text (CSV, TSV)',
    extensions: ['.csv', '.tsv', '.tab', '.txt', '.data', '.dat', '.vec', '.svm', '.libsvm'],
    read: async (...file) => (await import('./csv')).readCsv(...file),
  },
  { kind: 'image', id: 'image', name: 'Pictures (PNG, JPEG, WebP, GIF, BMP)', extensions: IMAGE_EXTENSIONS },
  { kind: 'archive', id: 'zip', name: 'A zip of pictures, or of one table', extensions: ['.zip'] },
];

const extensionsOf = (kind: Format['kind']): string[] => FORMATS.flatMap((format) => (format.kind === kind ? format.extensions : []));

/** True if a path ends as those of tables do. */
export const isTablePath = (path: string): boolean =>
  extensionsOf('table').some((extension) => path.toLowerCase().replace(/\.gz$/, '').endsWith(extension));

/** For the `accept` attribute of a file input. */
export const ACCEPTED: string = [...extensionsOf('table'), '.gz', ...extensionsOf('image'), ...extensionsOf('archive')].join(',');

/** The format that a file's name announces. Throws DataError "unknown-format", naming those there are. */
export function formatOf(name: string): Format {
  const lower = name.toLowerCase();
  const unpacked = lower.replace(/\.gz$/, '');
  const format = FORMATS.find(({ kind, extensions }) =>
    extensions.some((extension) => (kind === 'table' ? unpacked : lower).endsWith(extension)),
  );
  // A name without an ending ("data") is taken for text; what it holds decides.
  if (format) return format;
  if (!/\.[^./\\]+$/.test(unpacked)) return FORMATS[0];
  throw new DataError(
    'unknown-format',
    `“${name}” is of a kind that cannot be opened; these can: ${extensionsOf('table').join(', ')} (each also packed as .gz), pictures (${extensionsOf('image').join(', ')}), and ${extensionsOf('archive').join(', ')}.`,
  );
}

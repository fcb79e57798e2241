import { DataError } from '../dataset';
import type { Table } from '../table/table';
import type { ReadOptions } from './bytes';
import { readCsv } from './csv';

/** A kind of file that becomes a table. A new one is a file with a reader, and a line in FORMATS. */
export interface Format {
  readonly id: string;
  readonly name: string;
  /** Lower-case endings, with the dot, and without the .gz that may follow each. */
  readonly extensions: readonly string[];
  readonly read: (blob: Blob, name: string, options?: ReadOptions) => Promise<Table>;
}

export const FORMATS: readonly Format[] = [
  { id: 'csv', name: 'Delimited text (CSV, TSV)', extensions: ['.csv', '.tsv', '.tab', '.txt', '.data', '.dat'], read: readCsv },
];

const EXTENSIONS: readonly string[] = [...new Set(FORMATS.flatMap(({ extensions }) => extensions))];

/** For the `accept` attribute of a file input. */
export const ACCEPTED: string = [...EXTENSIONS, '.gz'].join(',');

/** The format that a file's name announces. Throws DataError "unknown-format", naming those there are. */
export function formatOf(name: string): Format {
  const unpacked = name.toLowerCase().replace(/\.gz$/, '');
  const format = FORMATS.find(({ extensions }) => extensions.some((extension) => unpacked.endsWith(extension)));
  // A name without an ending ("data") is taken for text; what it holds decides.
  if (format) return format;
  if (!/\.[^./\\]+$/.test(unpacked)) return FORMATS[0];
  throw new DataError('unknown-format', `“${name}” is of a kind that cannot be opened; these can: ${EXTENSIONS.join(', ')}, each also packed as .gz.`);
}

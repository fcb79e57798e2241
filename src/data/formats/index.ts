import { DataError } from '../dataset';
import type { Table } from '../table/table';
import type { ReadOptions } from './bytes';
import { readCsv } from './csv';

/** A kind of file that becomes a table. A new one is a file with a reader, and a line in FORMATS. */
export interface Format {
  readonly id: string;
  readonly name: string;
  /** Lower-case endings, with the dot. */
  readonly extensions: readonly string[];
  readonly read: (blob: Blob, name: string, options?: ReadOptions) => Promise<Table>;
}

export const FORMATS: readonly Format[] = [
  { id: 'csv', name: 'Delimited text (CSV, TSV)', extensions: ['.csv', '.tsv', '.tab', '.txt', '.data', '.dat', '.csv.gz', '.tsv.gz', '.txt.gz'], read: readCsv },
];

/** For the `accept` attribute of a file input. */
export const ACCEPTED: string = [...new Set(FORMATS.flatMap(({ extensions }) => extensions).flatMap((extension) => [extension, ...(extension.endsWith('.gz') ? ['.gz'] : [])]))].join(',');

/** The format that a file's name announces. Throws DataError "unknown-format", naming those there are. */
export function formatOf(name: string): Format {
  const lower = name.toLowerCase();
  const format = FORMATS.find(({ extensions }) => extensions.some((extension) => lower.endsWith(extension)));
  // A name without an ending ("data") is taken for text; what it holds decides.
  if (format) return format;
  if (!/\.[^./\\]+$/.test(lower)) return FORMATS[0];
  const known = [...new Set(FORMATS.flatMap(({ extensions }) => extensions))].join(', ');
  throw new DataError('unknown-format', `“${name}” is of a kind that cannot be opened; these can: ${known}.`);
}

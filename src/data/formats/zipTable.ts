import { DataError } from '../dataset';
import { isHiddenPath, isImagePath, named } from '../images/paths';
import { count } from '../text';
import { isTablePath } from '.';
import { zipEntries, zipPaths, type ZipOptions } from './zip';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** True for text files that accompany data but are no tables. */
const isDocument = (path: string): boolean =>
  /^(read ?me|licen[cs]e|copying|description|notes?|about|info|names|change ?log|index)\b/i.test(nameOf(path).replaceAll('_', ' '));

/** The files of a zip that are most surely tables: a text file, or a table that is named as a document, only where there is no other. */
function tablesAmong(paths: readonly string[]): string[] {
  const tables = paths.filter((path) => isTablePath(path) && !isHiddenPath(path));
  const isText = (path: string): boolean => /\.txt(\.gz)?$/i.test(path);
  const sure = tables.filter((path) => !isText(path) && !isDocument(path));
  const text = tables.filter((path) => isText(path) && !isDocument(path));
  return [sure, text, tables.filter((path) => !isText(path))].find(({ length }) => length > 0) ?? [];
}

/**
 * The one table in a zip without pictures, as a file of its own; null where the zip is to be read as pictures. A picture alone makes no
 * set, so that it may lie beside a table. Throws DataError "several-tables", "bad-entry", and what zipEntries throws.
 */
export async function tableInZip(file: Blob, name: string, options: ZipOptions = {}): Promise<File | null> {
  const paths = await zipPaths(file, name, options.limits);
  const pictures = paths.filter((path) => isImagePath(path) && !isHiddenPath(path));
  const tables = tablesAmong(paths);
  if (pictures.length > 1 || tables.length === 0) return null;
  const [table] = tables;
  if (tables.length > 1)
    throw new DataError(
      'several-tables',
      `“${name}” holds ${count(tables.length)} tables (${named(tables)}), and one at a time can be opened: unpack it, and open one of them.`,
    );
  for await (const entry of zipEntries(file, name, { ...options, wanted: (path) => path === table }))
    return new File([entry.file], nameOf(table));
  throw new DataError('bad-entry', `“${table}” in “${name}” is damaged, or packed in a way that cannot be read here: pack it again.`);
}

import { loadNamed, type LoadOptions } from '../../data/catalogue';
import { DataError, type Dataset } from '../../data/dataset';
import { formatOf } from '../../data/formats';
import type { ImageChoice, SheetChoice } from '../../data/images/choice';
import type { ImageFile } from '../../data/images/paths';
import type { GeneratorOptions } from '../../data/synthetic';
import { defaultChoice } from '../../data/table/choice';
import { surePicture } from '../../data/table/pixels';
import { inspectFile, inspectImages, inspectSheet, isInspected, reader, tableIn, told, type Tell } from './reading';
import type { TableSummary } from '../../data/table/types';
import type { TableChoice } from '../../data/table/types';

/** A table, with the columns to use. */
export type TableSource = { file: File; label?: string | null; choice?: TableChoice };
/** One picture of equal tiles; what is left open is guessed. */
export type SheetSource = { file: File; sheet: Partial<SheetChoice> };
/**
 * Pictures: those of a folder, several, or a zip of them; what is left open is proposed. A file's path is where the browser says it lies,
 * unless it is given.
 */
export type ImagesSource = { files: readonly (File | ImageFile)[]; name?: string; image?: Partial<ImageChoice> };

/**
 * A source of data: a name of the catalogue, a synthetic set with its settings, a file (a table, a zip of pictures, or a sheet of tiles),
 * several pictures, or a ready data set.
 */
export type DataSource = string | ({ name: string } & LoadOptions) | File | TableSource | SheetSource | ImagesSource | Dataset;

/** Throws DataError with one sentence where the source cannot be used. */
export async function readSource(source: DataSource, tell: Tell, signal?: AbortSignal): Promise<Dataset> {
  if (typeof source === 'string') return loadNamed(source);
  if (typeof source !== 'object' || source === null) throw badSource();
  if (source instanceof File) {
    const { kind } = formatOf(source.name);
    if (kind === 'table') return readTable({ file: source }, tell, signal);
    return kind === 'image' ? readSheet({ file: source, sheet: {} }, tell, signal) : readImages({ files: [source] }, tell, signal);
  }
  if ('values' in source) return checked(source);
  if ('files' in source) return readImages(source, tell, signal);
  if ('sheet' in source) return readSheet(source, tell, signal);
  if ('file' in source) return readTable(source, tell, signal);
  if (typeof source.name === 'string') {
    const { name, ...options } = source;
    return loadNamed(name, options);
  }
  throw badSource();
}

async function readTable({ file: opened, choice, label }: TableSource, tell: Tell, signal?: AbortSignal): Promise<Dataset> {
  if (!(opened instanceof Blob)) throw badSource();
  const file = (isZip(opened) && (await tableIn(opened, tell, { signal }))) || opened;
  if (choice && isInspected(file)) return reader.build(choice, { signal });
  const summary = await inspectFile(file, tell, { header: choice?.header, signal });
  return reader.build(choice ?? choiceFor(summary, label), { signal });
}

const isZip = (file: unknown): file is File => file instanceof File && /\.zip$/i.test(file.name);

async function readImages({ files, image, name }: ImagesSource, tell: Tell, signal?: AbortSignal): Promise<Dataset> {
  const isFile = (one: unknown) =>
    one instanceof Blob || (typeof one === 'object' && one !== null && 'file' in one && one.file instanceof Blob);
  if (!Array.isArray(files) || !files.every(isFile)) throw badSource();
  // A choice that leaves nothing open may have been made from what was inspected.
  const whole = image?.side !== undefined && image.channels !== undefined ? { ...image, side: image.side, channels: image.channels } : null;
  if (!(whole && isInspected(files)) && files.length === 1 && isZip(files[0])) {
    const table = await tableIn(files[0], tell, { signal });
    if (table && Object.keys(given(image ?? {})).length > 0)
      throw new DataError(
        'not-pictures',
        `“${files[0].name}” holds a table, “${table.name}”, and no pictures: leave out what is said of pictures.`,
      );
    if (table) return readTable({ file: table }, tell, signal);
  }
  const choice =
    whole && isInspected(files) ? whole : { ...(await inspectImages(files, name, tell, { signal })).proposal, ...given(image ?? {}) };
  return told(name ?? 'pictures', tell, signal, (options) => reader.buildImages(choice, options));
}

async function readSheet({ file, sheet }: SheetSource, tell: Tell, signal?: AbortSignal): Promise<Dataset> {
  if (!(file instanceof Blob) || typeof sheet !== 'object' || sheet === null) throw badSource();
  const build = (choice: SheetChoice): Promise<Dataset> => told(file.name, tell, signal, (options) => reader.buildSheet(choice, options));
  if (isWhole(sheet) && isInspected(file)) return build(sheet);
  const { proposal, preview, doubt } = await inspectSheet(file, tell, { signal });
  preview.close();
  if (doubt !== null && (sheet.width === undefined || sheet.height === undefined))
    throw new DataError('doubtful-tiles', `${doubt} Check the picture, or give the width and height of its tiles.`);
  return build({ ...proposal, ...given(sheet) });
}

/** A ready data set is one. Throws DataError "bad-source" with the part of it that is wrong. */
function checked(dataset: Dataset): Dataset {
  const { name, n, d, k, values, features, labels, labelNames, notes } = dataset;
  const counts = [n, d, k].every((count) => Number.isInteger(count) && count >= 1);
  const right: Record<string, boolean> = {
    name: typeof name === 'string',
    'n, d and k': counts,
    values: values instanceof Float32Array && values.length === n * d,
    features: Array.isArray(features) && features.length === d,
    labels: labels === null || (labels instanceof Uint16Array && labels.length === n),
    labelNames: Array.isArray(labelNames) && (labels ?? []).every((label) => label < labelNames.length),
    notes: Array.isArray(notes),
  };
  const wrong = Object.keys(right).find((part) => !right[part]);
  if (wrong)
    throw new DataError(
      'bad-source',
      `This data set cannot be loaded: “${wrong}” is missing or wrong. It needs a name, n × d values as a Float32Array, d features, labels (n indices as a Uint16Array, or null), labelNames, k and notes.`,
    );
  return dataset;
}

const isWhole = (sheet: Partial<SheetChoice>): sheet is SheetChoice =>
  (['width', 'height', 'channels', 'rowsPerClass', 'dropBlank'] as const).every((key) => sheet[key] !== undefined);

/** Without the keys that are left open. */
const given = <T extends object>(partial: T): T =>
  Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined)) as T;

/** The settings of a synthetic set. */
export function knobsOf(source: DataSource): Partial<GeneratorOptions> {
  if (typeof source !== 'object' || source instanceof File || 'values' in source || 'file' in source || 'files' in source) return {};
  const { n, noise, seed, k } = source;
  return { n, noise, seed, k };
}

const badSource = () =>
  new DataError('bad-source', 'This cannot be loaded: give the name of a set, a file, several as {files}, or {name, n, noise, seed}.');

/** The default choice, with another label column where one is named. */
function choiceFor(summary: TableSummary, label: string | null | undefined): TableChoice {
  const choice = defaultChoice(summary);
  if (label === undefined || label === choice.label) return choice;
  if (label !== null && !summary.columns.some((column) => column.name === label))
    throw new DataError(
      'no-column',
      `There is no column “${label}” in ${summary.name}. Its columns are ${summary.columns
        .slice(0, 12)
        .map((column) => column.name)
        .join(', ')}${summary.columns.length > 12 ? ', …' : ''}.`,
    );
  const back =
    choice.label !== null && summary.columns.some((column) => column.name === choice.label && column.kind === 'numeric')
      ? [choice.label]
      : [];
  const use = [...choice.use, ...back].filter((name) => name !== label);
  return { ...choice, label, names: choice.names === label ? null : choice.names, use, image: surePicture(summary, use) ?? undefined };
}

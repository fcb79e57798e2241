import { loadNamed, type LoadOptions } from '../data/catalogue';
import { DataClient } from '../data/client';
import { DataError, type Dataset } from '../data/dataset';
import type { Knobs } from '../data/synthetic';
import { defaultChoice, type Choice } from '../data/table/choice';
import type { TableSummary } from '../data/table/summary';
import type { AppState } from './state';

/** What can be loaded: a name of the catalogue, a synthetic set with its knobs, a file (with the columns to use), or a ready data set. */
export type Source = string | ({ name: string } & LoadOptions) | File | { file: File; label?: string | null; choice?: Choice } | Dataset;

/** One reader for the page, so that the table of the file that was opened last stays at hand in its worker. */
export const reader = new DataClient();

/** The file whose table the reader has. */
let inspected: File | null = null;

/** Reads a file and says what is in it, with progress and Cancel in `loading`. */
export async function inspectFile(file: File, tell: (loading: AppState['loading']) => void, { header, signal }: { header?: boolean; signal?: AbortSignal } = {}): Promise<TableSummary> {
  const controller = new AbortController();
  if (signal?.aborted) controller.abort();
  signal?.addEventListener('abort', () => controller.abort());
  const loading = { what: `Reading ${file.name}`, cancel: () => controller.abort() };
  let over = false;
  tell({ ...loading, fraction: 0 });
  try {
    inspected = null;
    const summary = await reader.inspect(file, {
      signal: controller.signal,
      header,
      // Progress that was under way when the reading ended must not bring the bar back.
      onProgress: ({ bytes, total }) => {
        if (!over) tell({ ...loading, fraction: total ? bytes / total : null });
      },
    });
    inspected = file;
    return summary;
  } finally {
    over = true;
    tell(null);
  }
}

/** Throws DataError with one sentence where the source cannot be used. */
export async function readSource(source: Source, tell: (loading: AppState['loading']) => void, signal?: AbortSignal): Promise<Dataset> {
  if (typeof source === 'string') return loadNamed(source);
  if (typeof source !== 'object' || source === null) throw badSource();
  if (source instanceof File) return readSource({ file: source }, tell, signal);
  if ('values' in source) return source;
  if ('file' in source) {
    const { file, choice, label } = source;
    if (choice && inspected === file) return reader.build(choice, { signal });
    const summary = await inspectFile(file, tell, { header: choice?.header, signal });
    return reader.build(choice ?? choiceFor(summary, label), { signal });
  }
  if (typeof source.name === 'string') {
    const { name, ...options } = source;
    return loadNamed(name, options);
  }
  throw badSource();
}

/** What a synthetic set is asked for with. */
export function knobsOf(source: Source): Partial<Knobs> {
  if (typeof source !== 'object' || source instanceof File || 'values' in source || 'file' in source) return {};
  const { n, noise, seed, k } = source;
  return { n, noise, seed, k };
}

const badSource = () => new DataError('bad-source', 'This cannot be loaded: give the name of a set, a file, or {name, n, noise, seed}.');

/** The default choice, with another label column where one is named. */
function choiceFor(summary: TableSummary, label: string | null | undefined): Choice {
  const choice = defaultChoice(summary);
  if (label === undefined || label === choice.label) return choice;
  if (label !== null && !summary.columns.some((column) => column.name === label))
    throw new DataError('no-column', `There is no column “${label}” in ${summary.name}. Its columns are ${summary.columns.slice(0, 12).map((column) => column.name).join(', ')}${summary.columns.length > 12 ? ', …' : ''}.`);
  const back = choice.label !== null && summary.columns.some((column) => column.name === choice.label && column.kind === 'numeric') ? [choice.label] : [];
  return { ...choice, label, use: [...choice.use, ...back].filter((name) => name !== label) };
}

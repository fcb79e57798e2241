import { inCatalogue } from '../data/catalogue';
import type { Dataset } from '../data/dataset';

/** An entry of the tab's history: which data set it shows. The browser keeps it over a reload; it holds names, never data. */
export interface Entry {
  /** Id of the set. */
  readonly data: string;
  /** The name to ask for it by where it came from the user; null for sets of the catalogue. */
  readonly own: string | null;
  /** Set where they are codes that a training gave: of which data. */
  readonly codesOf?: string;
  /** Id of the project that is kept of it; absent where there is none. */
  readonly project?: string;
}

export const entryOf = ({ id, name, codesOf }: Pick<Dataset, 'id' | 'name' | 'codesOf'>): Entry =>
  codesOf === undefined ? { data: id, own: inCatalogue(id) ? null : id.replace(/^file:/, '') } : { data: id, own: name, codesOf };

/** The sentence on an entry whose data the page no longer has; `shown` is the name of those that stay. */
export function goneSentence({ own, codesOf }: Entry, shown: string): string {
  const gone =
    codesOf === undefined
      ? `“${own}” is a file of yours, and the page no longer has it: drop it here again.`
      : `“${own}” came out of a training, and the page no longer has them: train such a run on “${codesOf}” again, and use its codes as data.`;
  return `${gone} “${shown}” stays on the page.`;
}

/** The value of `history.state`; null where the page has written nothing there. */
export function readEntry(state: unknown): Entry | null {
  if (typeof state !== 'object' || state === null || !('data' in state) || typeof state.data !== 'string') return null;
  const text = (key: string): string | null => {
    const value = (state as Record<string, unknown>)[key];
    return typeof value === 'string' ? value : null;
  };
  const [codesOf, project] = [text('codesOf'), text('project')];
  return { data: state.data, own: text('own'), ...(codesOf !== null && { codesOf }), ...(project !== null && { project }) };
}

/** The treatment of the entry when the page writes to the address: it is kept, replaced, or followed by another. */
export function writing(entry: Entry | null, shown: Entry, sameQuery: boolean): 'keep' | 'replace' | 'push' {
  if (entry && entry.data !== shown.data) return 'push';
  return entry && sameQuery ? 'keep' : 'replace';
}

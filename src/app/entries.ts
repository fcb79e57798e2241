import { inCatalogue } from '../data/catalogue';
import type { Dataset } from '../data/dataset';

/** An entry of the tab's history: which data set it shows. The browser keeps it over a reload; it holds names, never data. */
export interface Entry {
  /** Id of the set. */
  readonly data: string;
  /** The name to ask for it by where it came from the user; null for sets of the catalogue. */
  readonly own: string | null;
}

export const entryOf = ({ id }: Pick<Dataset, 'id'>): Entry => ({ data: id, own: inCatalogue(id) ? null : id.replace(/^file:/, '') });

/** The value of `history.state`; null where the page has written nothing there. */
export function readEntry(state: unknown): Entry | null {
  if (typeof state !== 'object' || state === null || !('data' in state) || typeof state.data !== 'string') return null;
  return { data: state.data, own: 'own' in state && typeof state.own === 'string' ? state.own : null };
}

/** The treatment of the entry when the page writes to the address: it is kept, replaced, or followed by another. */
export function writing(entry: Entry | null, shown: Entry, sameQuery: boolean): 'keep' | 'replace' | 'push' {
  if (entry && entry.data !== shown.data) return 'push';
  return entry && sameQuery ? 'keep' : 'replace';
}

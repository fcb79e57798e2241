import type { Dataset } from '../../data/dataset';
import { inCatalogue } from '../../data/catalogue';
import type { Database } from './database';
import { getValue, putValue, type ValueKey } from './values';

/** Data sets in the store, once each. Those that the page can make again are there by their name and settings alone. */

export interface StoredSet {
  /** Of the catalogue, with its settings; null: the numbers are here. */
  readonly named: { readonly id: string; readonly knobs: object } | null;
  readonly dataset: Dataset | null;
}

const keyOf = (fingerprint: string): ValueKey => ['dataset', fingerprint, ''];

/** Writes a data set where it is not there yet. */
export async function writeDataset(database: Database, fingerprint: string, dataset: Dataset, knobs: object): Promise<void> {
  const key = keyOf(fingerprint);
  if ((await database.getKey('values', key)) !== undefined) return;
  await putValue(database, null, key, storedSet(dataset, knobs), 1);
}

export const storedSet = (dataset: Dataset, knobs: object): StoredSet =>
  inCatalogue(dataset.id) ? { named: { id: dataset.id, knobs }, dataset: null } : { named: null, dataset };

/** Undefined where it is not there. Throws RangeError where a part is missing. */
export const readSet = (database: Database, fingerprint: string): Promise<unknown> => getValue(database, keyOf(fingerprint));

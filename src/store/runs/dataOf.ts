import type { Dataset } from '../../data/dataset';
import { fingerprintOf } from '../../data/fingerprint';
import type { GeneratorOptions } from '../../data/synthetic';

/** The data sets of the runs that are kept, by fingerprint: a run is shown again on its own data. */

export interface KeptData {
  readonly dataset: Dataset;
  /** The settings of a synthetic set that differ from its defaults. */
  readonly knobs: Partial<GeneratorOptions>;
}

/** Bytes of the numbers of all sets together; what no trained run is of goes first. */
const mostBytes = 512 * 2 ** 20;

const kept = new Map<string, KeptData>();

/** Null where it is not kept any more. */
export const keptData = (fingerprint: string): KeptData | null => kept.get(fingerprint) ?? null;

export const datasetOf = (fingerprint: string): Dataset | null => keptData(fingerprint)?.dataset ?? null;

/** The data of this fingerprint are kept. Resolves with it. */
export async function keepData(dataset: Dataset, knobs: KeptData['knobs']): Promise<string> {
  const fingerprint = await fingerprintOf(dataset);
  kept.delete(fingerprint);
  kept.set(fingerprint, { dataset, knobs });
  return fingerprint;
}

/** Drops what is too much, the oldest first. @param needed fingerprints of runs: they stay. @param most bytes of all together. */
export function tidyData(needed: ReadonlySet<string>, most = mostBytes): void {
  let bytes = [...kept.values()].reduce((sum, { dataset }) => sum + dataset.values.byteLength, 0);
  for (const [fingerprint, { dataset }] of kept) {
    if (bytes <= most) return;
    if (needed.has(fingerprint)) continue;
    kept.delete(fingerprint);
    bytes -= dataset.values.byteLength;
  }
}

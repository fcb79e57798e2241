/** The files that the menu "Export" makes. They are loaded when the first of them is asked for. */
import { partitionerOf } from '../../core/partition/kinds';
import { wordsOf } from '../../views/words';
import type { Dataset } from '../../data/dataset';
import type { RunState } from '../../store/state';
import { certainties } from '../../views/Histogram/certainty';
import { drawnMemories } from '../../views/Memories/decodings';
import { inSlices } from '../../core/work/inSlices';
import { csvFile } from './csv';
import { labelsTable, layoutTable, memoriesTable } from './tables';

/** Throws RangeError where there is no model yet. */
export async function labelsFile({ shown, space }: RunState, dataset: Dataset): Promise<Blob> {
  if (!shown || !space) throw new RangeError('There is no model yet.');
  const all = Uint32Array.from({ length: dataset.n }, (_, i) => i);
  return csvFile(
    labelsTable(dataset, shown, partitionerOf(shown.model).memberships && (await inSlices(certainties(dataset, space, shown, all)))),
  );
}

/** Throws RangeError where there is no model yet. */
export async function memoriesFile({ shown, space, frames, drawnBy }: RunState, dataset: Dataset): Promise<Blob> {
  if (!shown || !space) throw new RangeError('There is no model yet.');
  return csvFile(memoriesTable(dataset, space, shown, await drawnMemories(shown, frames, drawnBy)));
}

/** Throws RangeError where there is no layout yet. */
export function layoutFile({ shown, embeddings }: RunState, dataset: Dataset): Blob | Promise<Blob> {
  const layout = embeddings[0]?.layout;
  if (!layout) throw new RangeError('There is no layout yet: open the Embedding view.');
  return csvFile(
    layoutTable(dataset, { model: shown?.model ?? null, labels: shown?.labels ?? null }, layout, wordsOf(shown?.model ?? null).prototype),
  );
}

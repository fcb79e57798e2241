import { askedRows } from '../../core/memory/betaThatHolds';
import type { Start } from '../../methods/method';
import type { RunState } from '../state';
import { lacksCodes } from './lacksCodes';
import { scaledRows } from './scaled';

/** Where the run on the page began, its first epoch that is there; null before it is, and where its codes are not. */
export function startOfRun({ frames, dataset, space }: Pick<RunState, 'frames' | 'dataset' | 'space'>): Start | null {
  const first = frames[0];
  if (!first || !dataset || !space) return null;
  const { partition, latent } = first;
  if (latent) return lacksCodes(latent) ? null : { partition, points: latent.codes, n: dataset.n };
  const rows = askedRows(dataset.n, partition.d, partition.k);
  return space.d === dataset.d ? { partition, points: scaledRows(dataset, space, rows), n: rows.length } : null;
}

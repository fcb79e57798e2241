import type { Dataset } from '../../data/dataset';
import { handOver } from '../../engine/client';
import type { EngineData } from '../../engine/protocol';

/** Numbers copied between two frames: some milliseconds. */
const copiedAtOnce = 2 ** 20;

/** A copy of the numbers for a worker: its buffers move there, the page keeps the originals. */
export async function engineData({ values, n, d, labels, image }: Dataset): Promise<EngineData> {
  const copy = new Float32Array(values.length);
  for (let from = 0; from < values.length; from += copiedAtOnce) {
    if (from > 0) await new Promise((resolve) => setTimeout(resolve));
    copy.set(values.subarray(from, from + copiedAtOnce), from);
  }
  const data = { values: copy, n, d, labels: labels?.slice() ?? null, image };
  return handOver(data, [data.values.buffer, ...(data.labels ? [data.labels.buffer] : [])]);
}

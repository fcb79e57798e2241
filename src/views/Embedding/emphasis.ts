/** The points of a layout that stand out, as bytes for the renderer. */
import { pointOf, rowOf } from './geometry/place';
import { mark } from './renderer/renderer';

export interface Emphasis {
  readonly marks: Uint8Array;
  readonly dimmed: boolean;
}

/** Points chosen together come first; else the members of a chosen memory; else all are equal. @param hollow marks of the colouring. */
export function emphasisOf(
  rows: Uint32Array | null,
  count: number,
  hollow: Uint8Array | null,
  chosen: Uint32Array | null,
  labels: Uint16Array | null,
  memory: number | null,
): Emphasis {
  const marks = hollow?.slice() ?? new Uint8Array(count);
  if (chosen) {
    for (const row of chosen) {
      const i = pointOf(rows, count, row);
      if (i >= 0) marks[i] |= mark.stands;
    }
    return { marks, dimmed: true };
  }
  if (memory !== null && labels) {
    for (let i = 0; i < count; i++) if (labels[rowOf(rows, i)] === memory) marks[i] |= mark.stands;
    return { marks, dimmed: true };
  }
  return { marks, dimmed: false };
}

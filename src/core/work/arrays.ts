/** Typed arrays in plain objects and lists: their size, their buffers, and copies that own theirs. */

function* arraysIn(value: unknown): Generator<ArrayBufferView> {
  if (ArrayBuffer.isView(value)) yield value;
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* arraysIn(part);
}

/** The bytes of all typed arrays in `value`. */
export function bytesIn(value: unknown): number {
  let bytes = 0;
  for (const array of arraysIn(value)) bytes += array.byteLength;
  return bytes;
}

/** Their buffers, each once, to be transferred. */
export function buffersIn(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  for (const { buffer } of arraysIn(value)) if (buffer instanceof ArrayBuffer) found.add(buffer);
  return [...found];
}

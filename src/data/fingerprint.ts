import type { Dataset } from './dataset';

/**
 * SHA-256, in hex, of n × d values: of their shape and of the SHA-256 of their bytes, so that nothing is copied. Null where the browser
 * offers no hashes, which it does to pages from https and localhost alone.
 */
export async function fingerprint(values: Float32Array, n: number, d: number): Promise<string | null> {
  const { subtle } = globalThis.crypto;
  if (!subtle) return null;
  const bytes = await subtle.digest('SHA-256', values as Float32Array<ArrayBuffer>);
  return hex(await subtle.digest('SHA-256', new TextEncoder().encode(`float32 ${n} × ${d} ${hex(bytes)}`)));
}

const hex = (bytes: ArrayBuffer): string => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const known = new WeakMap<Dataset, Promise<string>>();
let unhashed = 0;

/** Of the numbers and the labels of a data set. Where the browser offers no hashes it is equal only for the same object. */
export function fingerprintOf(dataset: Dataset): Promise<string> {
  const told = known.get(dataset) ?? hashOf(dataset);
  known.set(dataset, told);
  return told;
}

async function hashOf({ values, labels, n, d }: Dataset): Promise<string> {
  const numbers = await fingerprint(values, n, d);
  if (numbers === null) return `unhashed ${++unhashed}`;
  return labels ? `${numbers} ${hex(await globalThis.crypto.subtle.digest('SHA-256', labels as Uint16Array<ArrayBuffer>))}` : numbers;
}

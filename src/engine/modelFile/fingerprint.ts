/**
 * SHA-256, in hex, of n × d values: of their shape and of the SHA-256 of their bytes, so that nothing is copied. Null where the browser
 * offers no hashes, which it does to pages from https and localhost alone.
 */
export async function fingerprint(values: Float32Array<ArrayBuffer>, n: number, d: number): Promise<string | null> {
  const { subtle } = globalThis.crypto;
  if (!subtle) return null;
  const bytes = await subtle.digest('SHA-256', values);
  return hex(await subtle.digest('SHA-256', new TextEncoder().encode(`float32 ${n} × ${d} ${hex(bytes)}`)));
}

const hex = (bytes: ArrayBuffer): string => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

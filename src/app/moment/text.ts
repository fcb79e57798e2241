/** Bytes as text of a link: deflated, with a checksum, in base64url. */

/** Bytes that a text may expand to: many times what a link holds. */
const mostBytes = 2 ** 18;

/** Text that is none of `textOf`. */
export class TextError extends Error {
  override name = 'TextError';
}

export async function textOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // "deflate" has a checksum, which the raw form lacks: a link with a changed letter is noticed.
  const deflated = new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer(),
  );
  let binary = '';
  for (const byte of deflated) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws TextError where the text is no such text, is cut off or changed, or expands to more than 256 kB. */
export async function bytesOf(text: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!/^[\w-]*$/.test(text)) throw new TextError('It holds characters that no link has.');
  const deflated = decoded(text);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new TextError('It is cut off, or changed.');
    });
    if (done) break;
    length += value.length;
    if (length > mostBytes) {
      await reader.cancel();
      throw new TextError('It expands to more than any link holds.');
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function decoded(text: string): Uint8Array<ArrayBuffer> {
  // One character more than whole bytes is no byte.
  if (text.length % 4 === 1) throw new TextError('It is cut off, or changed.');
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}

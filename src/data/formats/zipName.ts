import { crc32 } from './crc32';

/** The upper half of code page 437, which names without any mark are in. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

const fromCp437 = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128])).join('');

function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // other bytes than UTF-8 has: the caller knows what else they can be
  }
}

/**
 * The path of an entry, with / between folders. UTF-8 where Info-ZIP's Unicode path says so or where the bytes are valid UTF-8, whether
 * or not the flag for it is set (macOS and Info-ZIP leave it out); code page 437 otherwise.
 * @param unicodePath the body of the extra field 0x7075, if there is one: a version, the CRC-32 of `raw`, and the name in UTF-8.
 */
export function pathOf(raw: Uint8Array, unicodePath: DataView | null): string {
  let named: string | null = null;
  if (unicodePath && unicodePath.byteLength > 5 && unicodePath.getUint8(0) === 1 && unicodePath.getUint32(1, true) === crc32(raw))
    named = fromUtf8(new Uint8Array(unicodePath.buffer, unicodePath.byteOffset + 5, unicodePath.byteLength - 5));
  // Older .NET and IZArc write \ between folders; macOS writes letters and their accents apart.
  const path = (named ?? fromUtf8(raw) ?? fromCp437(raw)).replaceAll('\\', '/').normalize('NFC');
  // "./cats//1.png", as tar and scripts write it, is cats/1.png.
  return path.replace(/\/{2,}/g, '/').replace(/(^|\/)(\.\/)+/g, '$1');
}

/** True if a path is that of a folder; of the topmost it is empty. */
export const isFolderPath = (path: string): boolean => path === '' || path.endsWith('/');

/** True if a path could lead out of the folder that a zip is unpacked into, or means different places on different systems. */
export function isUnsafePath(path: string): boolean {
  return path.includes('\0') || path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..');
}

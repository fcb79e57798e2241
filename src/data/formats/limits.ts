import { DataError } from '../dataset';
import { count } from '../text';

/** Limits of the expansion of a packed file. */
export interface ExpansionLimits {
  /** Bytes of all that is expanded. */
  readonly bytes: number;
  /** Bytes expanded for each byte of the packed file. */
  readonly ratio: number;
  /** Bytes expanded from which on `ratio` is looked at: a small file may shrink by any factor. */
  readonly ratioFrom: number;
}

export const EXPANSION_LIMITS: ExpansionLimits = { bytes: 2 ** 30, ratio: 200, ratioFrom: 16 * 2 ** 20 };

/** Throws DataError "zip-bomb" or "gzip-bomb" where `expanded` bytes out of `packed` are beyond the limits. */
export function checkExpansion(
  kind: 'zip' | 'gzip',
  name: string,
  expanded: number,
  packed: number,
  { bytes, ratio, ratioFrom }: ExpansionLimits,
): void {
  const remedy = kind === 'zip' ? 'pack fewer files' : 'keep fewer rows or columns';
  if (expanded > bytes)
    throw new DataError(`${kind}-bomb`, `“${name}” expands beyond ${size(bytes)}, the most that is unpacked: ${remedy}.`);
  if (expanded > ratioFrom && expanded > ratio * packed)
    throw new DataError(
      `${kind}-bomb`,
      `“${name}” expands beyond ${count(ratio)} times its size, as no ordinary ${kind} does; it was not unpacked.`,
    );
}

function size(bytes: number): string {
  if (bytes >= 2 ** 30) return `${count(bytes / 2 ** 30)} GiB`;
  return bytes >= 2 ** 20 ? `${count(Math.round(bytes / 2 ** 20))} MiB` : `${count(Math.round(bytes / 2 ** 10))} KiB`;
}

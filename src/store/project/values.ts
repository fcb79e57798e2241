import { arrayFrom, bytesOfArray, isTyped, putTogether, takeApart, typeOf, type Part } from './apart';
import { put, remove, transact, under, type Database, type ValueHeader } from './database';

/** Large values in the database: pieces are written one after the other, each in a task of its own, and the header last. */

export type ValueKey = [kind: 'result' | 'checkpoint' | 'dataset', of: string, run: string];

/** A piece takes a few milliseconds to copy. */
const pieceBytes = 2 ** 19;
const pieceEntries = 64;
/** An entry of a list takes as long to copy as so many bytes. */
const entryBytes = pieceBytes / pieceEntries;

const sizeOf = (part: Part): number => (isTyped(part) ? part.byteLength : part.length * entryBytes);

/** One after the other, each a copy: a clone of a view would take its whole buffer along. */
function* piecesOf(parts: readonly Part[]): Generator<readonly [part: number, piece: number, value: Uint8Array | unknown[]]> {
  for (const [index, part] of parts.entries()) {
    const [whole, size] = isTyped(part) ? [bytesOfArray(part), pieceBytes] : [part, pieceEntries];
    for (let from = 0, piece = 0; from < whole.length; from += size, piece++)
      yield [index, piece, whole.slice(from, from + size) as Uint8Array | unknown[]];
  }
}

/**
 * Writes a value in place of the one that was there, which stays whole until then. Throws StoreError.
 * @param generation other than that of the value that is there.
 * @param goOn asked between pieces; false gives it up.
 */
export async function putValue(
  database: Database,
  owner: { project: string; tab: string } | null,
  key: ValueKey,
  value: unknown,
  generation: number,
  goOn: () => boolean = () => true,
): Promise<boolean> {
  const { tree, parts } = takeApart(value, { arraysFrom: 2 ** 16, listsFrom: pieceEntries });
  const header: ValueHeader = {
    generation,
    tree,
    parts: parts.map((part) => ({
      type: isTyped(part) ? typeOf(part) : 'list',
      pieces: Math.ceil(sizeOf(part) / pieceBytes),
    })),
  };
  // A small value is one transaction; of a large one each piece is.
  const together = parts.reduce((sum, part) => sum + sizeOf(part), 0) <= pieceBytes;
  if (!together)
    for (const [part, piece, copy] of piecesOf(parts)) {
      if (!goOn()) return false;
      await transact(database, owner, (writing) => put(writing, 'pieces', copy, [...key, generation, part, piece]));
    }
  await transact(database, owner, (writing) => {
    if (together) for (const [part, piece, copy] of piecesOf(parts)) put(writing, 'pieces', copy, [...key, generation, part, piece]);
    put(writing, 'values', header, key);
    remove(writing, 'pieces', IDBKeyRange.bound([...key], [...key, generation], false, true));
    remove(writing, 'pieces', IDBKeyRange.bound([...key, generation + 1], [...key, []], false, true));
  });
  return true;
}

/** The value; undefined where there is none. Throws RangeError where a part of it is missing or is of another type. */
export async function getValue(database: Database, key: ValueKey): Promise<unknown> {
  const header = await database.get('values', key);
  if (header === undefined) return undefined;
  const { generation, tree, parts } = header;
  const read = await Promise.all(
    parts.map(async ({ type, pieces }, index) => {
      const found = await database.getAll('pieces', under(...key, generation, index));
      if (found.length !== pieces) throw new RangeError('A piece is missing.');
      if (type === 'list') return (found as unknown[][]).flat(1);
      const bytes = new Uint8Array((found as Uint8Array[]).reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const piece of found as Uint8Array[]) {
        bytes.set(piece, at);
        at += piece.length;
      }
      return arrayFrom(type, bytes);
    }),
  );
  return putTogether(tree, (index) => {
    if (index >= read.length) throw new RangeError(`There is no part ${index}.`);
    return read[index];
  });
}

/** The generation after that of the value that is there. */
export async function nextGeneration(database: Database, key: ValueKey): Promise<number> {
  return ((await database.get('values', key))?.generation ?? 0) + 1;
}

/** Reads values that scripts and links give, and quotes them in messages. They may be of any type. */

/** A config's lists have a few hundred entries at most, its objects some dozens; deeper than this nothing is read. */
const mostEntries = 1024;
const deepest = 3;

/**
 * Copies objects key by key, so that no getter is called twice and no object holds itself. Throws RangeError where a value is too large or
 * too deep, and whatever a getter throws.
 */
function plain(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) throw new RangeError('it is nested too deeply');
  if (Array.isArray(value)) {
    if (value.length > mostEntries) throw new RangeError(`it has a list of ${value.length} entries`);
    return Array.from(value, (entry) => plain(entry, depth + 1));
  }
  const entries = Object.entries(value);
  if (entries.length > mostEntries) throw new RangeError(`it has ${entries.length} keys`);
  return Object.fromEntries(entries.map(([key, entry]) => [key, plain(entry, depth + 1)]));
}

/**
 * The keys and values of an object, as plain data; keys whose value is undefined are left out.
 * @param refuse makes the error that is thrown. `none` is what the input is instead, such as "a function"; `unread` is why it cannot be
 * read.
 */
export function readObject(
  input: unknown,
  refuse: (why: { readonly none: string } | { readonly unread: string }) => Error,
): Record<string, unknown> {
  let copy: object | null = null;
  try {
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) copy = plain(input, 0) as object;
  } catch (error) {
    throw refuse({ unread: error instanceof Error ? error.message : shown(error) });
  }
  if (!copy) throw refuse({ none: shown(input) });
  return Object.fromEntries(Object.entries(copy).filter(([, value]) => value !== undefined));
}

const longest = 60;

/** A value as a message quotes it: short, and never throwing. */
export function shown(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${String(value).slice(0, longest)}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  try {
    const text = JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'bigint' ? `${part}n` : typeof part === 'function' || typeof part === 'symbol' ? `a ${typeof part}` : part,
    );
    return (text ?? String(value)).slice(0, longest);
  } catch {
    // It holds itself, or its own way of becoming text throws: its kind is all that can be said of it.
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

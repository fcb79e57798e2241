/** The function, run again only when one of its arguments is another one than last time. */
export function remembered<A extends readonly unknown[], T>(make: (...parts: A) => T): (...parts: A) => T {
  let last: { parts: A; value: T } | null = null;
  return (...parts) => {
    if (!last || parts.length !== last.parts.length || parts.some((part, i) => !Object.is(part, last!.parts[i])))
      last = { parts, value: make(...parts) };
    return last.value;
  };
}

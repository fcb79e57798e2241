/** JSON that keeps what JSON has not: NaN, the infinities, and undefined in lists. Keys without a value are left out. */

const mark = '$special';
const special: Readonly<Record<string, unknown>> = { NaN, Infinity, '-Infinity': -Infinity, undefined };

export const toJson = (value: unknown): string =>
  JSON.stringify(value, function (this: unknown, _, one: unknown) {
    const isSpecial = typeof one === 'number' ? !Number.isFinite(one) : one === undefined && Array.isArray(this);
    return isSpecial ? { [mark]: String(one) } : one;
  });

/** Keys that would change an object's prototype are left out. Throws SyntaxError. */
export const fromJson = (text: string): unknown => restored(JSON.parse(text));

function restored(one: unknown): unknown {
  if (Array.isArray(one)) return one.map(restored);
  if (typeof one !== 'object' || one === null) return one;
  if (mark in one) {
    const name = one[mark];
    return typeof name === 'string' && Object.hasOwn(special, name) ? special[name] : null;
  }
  return Object.fromEntries(
    Object.entries(one)
      .filter(([key]) => key !== '__proto__')
      .map(([key, inner]) => [key, restored(inner)]),
  );
}

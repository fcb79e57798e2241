/** Damages valid inputs: text, bytes, and JSON values. Each function takes a Random and returns something new. */

/** Text that a page must never take for markup: it would set `window.marked`. */
export const markup = '<img src=x onerror="window.marked=1"><script>window.marked=1</script>';

const tokens = [
  '"',
  '""',
  "'",
  ',',
  ';',
  '\t',
  '|',
  ' ',
  '\u00a0',
  '\u202f',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\ufeff',
  '\u2028',
  '#',
  '%',
  '=',
  '+',
  '-',
  '\u2212',
  '@',
  '(',
  ')',
  '$',
  '€',
  '1e308',
  '-1e308',
  '1e-308',
  '1e999',
  'NaN',
  'Infinity',
  'null',
  'None',
  '?',
  '0x10',
  '1,234.5',
  '1.234,5',
  '2,5',
  '12:30',
  '2020-01-01',
  '=1+1',
  '\ud800',
  '😀',
  'é',
  'class',
  'id',
  '9007199254740993',
  '00012',
  '1:2.5 3:4',
  markup,
];

/** A start and an end within `length`; mostly short. */
function span(random, length, most = 40) {
  const from = random.below(length + 1);
  return [from, Math.min(length, from + 1 + random.below(random.chance(0.1) ? length + 1 : most))];
}

const textMutations = [
  (text, random) => {
    const [from, to] = span(random, text.length);
    return text.slice(0, from) + text.slice(to);
  },
  (text, random) => {
    const [from, to] = span(random, text.length);
    return text.slice(0, to) + text.slice(from, to).repeat(1 + random.below(4)) + text.slice(to);
  },
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(tokens) + text.slice(at);
  },
  (text, random) => {
    const lines = text.split('\n');
    const i = random.below(lines.length);
    const fields = lines[i].split(',');
    fields[random.below(fields.length)] = random.pick(tokens);
    lines[i] = fields.join(',');
    return lines.join('\n');
  },
  (text, random) => {
    const lines = text.split('\n');
    lines.splice(
      random.below(lines.length + 1),
      0,
      random.pick(['', '#comment', random.pick(tokens).repeat(30), lines[0], random.pick(lines), ',,,,,']),
    );
    return lines.join('\n');
  },
  (text, random) => text.replaceAll(',', random.pick(['\t', ';', '|', ' ', '  ', ',,', '::'])),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n', ' '])),
  (text, random) => {
    // One column becomes something else throughout.
    const column = random.below(6);
    const token = random.pick(tokens);
    return text
      .split('\n')
      .map((line, i) =>
        i === 0
          ? line
          : line
              .split(',')
              .map((field, j) => (j === column ? token + (random.chance(0.5) ? field : '') : field))
              .join(','),
      )
      .join('\n');
  },
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(tokens).repeat(10_000) + text.slice(at);
  },
];

/** @param {string} text @param {import('./random.mjs').Random} random @returns {string} */
export function mutateText(text, random) {
  let result = text;
  for (let i = 1 + random.below(5); i > 0; i--) result = random.pick(textMutations)(result, random);
  return result;
}

const interesting = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

const byteMutations = [
  (bytes, random) => {
    const copy = bytes.slice();
    copy[random.below(copy.length)] ^= 1 << random.below(8);
    return copy;
  },
  (bytes, random) => {
    // Sizes and offsets stand near the start, or near the end of an archive.
    const copy = bytes.slice();
    const near = Math.min(copy.length, 96);
    const at = random.chance(0.6)
      ? random.below(near)
      : random.chance(0.5)
        ? copy.length - 1 - random.below(near)
        : random.below(copy.length);
    const view = new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
    const value = random.pick(interesting);
    if (at + 4 <= copy.length && random.chance(0.5)) view.setUint32(at, value, random.chance(0.5));
    else if (at + 2 <= copy.length) view.setUint16(at, value & 0xffff, random.chance(0.5));
    else copy[at] = value & 0xff;
    return copy;
  },
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  (bytes, random) => {
    const [from, to] = span(random, bytes.length);
    return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(to)]);
  },
  (bytes, random) => {
    const [from, to] = span(random, bytes.length);
    return Uint8Array.from([...bytes.subarray(0, to), ...bytes.subarray(from, to), ...bytes.subarray(to)]);
  },
  (bytes, random) => {
    const copy = bytes.slice();
    const [from, to] = span(random, copy.length);
    for (let i = from; i < to; i++) copy[i] = random.below(256);
    return copy;
  },
  (bytes, random) => Uint8Array.from([...bytes, ...Array.from({ length: random.below(64) }, () => random.below(256))]),
];

/** @param {Uint8Array} bytes @param {import('./random.mjs').Random} random @returns {Uint8Array} */
export function mutateBytes(bytes, random) {
  let result = bytes;
  for (let i = 1 + random.below(3); i > 0 && result.length > 0; i--) result = random.pick(byteMutations)(result, random);
  return result;
}

/** Values that replace a number, a name or a list, as source text of JSON; `nastySource` has values that JSON cannot write. */
export const nastyJson = [
  '0',
  '-1',
  '1',
  '2',
  '0.5',
  '1e308',
  '-1e308',
  '1e-320',
  '5e-324',
  '9007199254740991',
  '9e15',
  '1e21',
  'null',
  'true',
  'false',
  '""',
  '"x"',
  '"1"',
  '[]',
  '{}',
  '[1e308]',
  '[null]',
  '[[1]]',
  '{"a":1}',
  '-0',
  '65536',
  '4294967296',
  JSON.stringify(markup),
  JSON.stringify('x'.repeat(100_000)),
  JSON.stringify(Array.from({ length: 20_000 }, () => 0)),
  JSON.stringify('__proto__'),
  '[4096,4096,4096,4096,4096,4096,4096,4096]',
];
export const nastySource = [
  'undefined',
  'NaN',
  'Infinity',
  '-Infinity',
  '1n',
  '(() => 1)',
  'Symbol("s")',
  'new Date(NaN)',
  'new Map()',
  '(() => { const a = {}; a.a = a; return a; })()',
  'new Proxy({}, { get() { throw new Error("trap"); } })',
  'Object.create(null)',
  'new Uint8Array(3)',
];

/** Replaces, removes or adds one value somewhere within a JSON value. */
export function mutateJson(value, random) {
  const copy = structuredClone(value);
  let at = copy;
  for (let depth = 0; depth < 6; depth++) {
    const keys = Object.keys(at);
    if (keys.length === 0) break;
    const key = random.pick(keys);
    const inner = at[key];
    if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && random.chance(0.7)) {
      at = inner;
      continue;
    }
    if (random.chance(0.12)) {
      if (Array.isArray(at)) at.splice(Number(key), 1);
      else delete at[key];
    } else if (random.chance(0.08))
      at[Array.isArray(at) ? at.length : random.pick(['extra', 'constructor', 'k'])] = JSON.parse(random.pick(nastyJson));
    else
      at[key] =
        typeof inner === 'number' && random.chance(0.3) ? inner * random.pick([-1, 2, 1e6, 1e-9, 0]) : JSON.parse(random.pick(nastyJson));
    break;
  }
  return copy;
}

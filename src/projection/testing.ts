import { Random } from '../core/algebra/random';

/** n × d points about seeded centres, which are spread four times as wide: a Gaussian mixture. */
export function blobs(n: number, d: number, centres: number, random: Random, spread = 1): Float32Array {
  const centre = Float64Array.from({ length: centres * d }, () => 4 * random.normal());
  const points = new Float32Array(n * d);
  for (let i = 0; i < n; i++) {
    const at = random.integer(centres) * d;
    for (let f = 0; f < d; f++) points[i * d + f] = centre[at + f] + spread * random.normal();
  }
  return points;
}

/** `count` numbers in [0, 1), the same as in the generators of oracle values: a hash of two integers, in float32. */
export function hashed(count: number, stream: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    let h = (Math.imul(i, 0x9e3779b1) + Math.imul(stream, 0x85ebca77) + 1) >>> 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
    return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
  });
}

/** The points of a case of projection.json. */
export function hashedPoints(n: number, d: number, centres: number, stream: number): Float32Array {
  const centre = hashed(centres * d, stream).map((value) => 4 * value);
  const offsets = hashed(n * d, stream + 1);
  return Float32Array.from({ length: n * d }, (_, at) => centre[(Math.floor(at / d) % centres) * d + (at % d)] + offsets[at]);
}

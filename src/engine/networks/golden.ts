/** Shared by the tests of networks against networks.json: networks of its cases, on any backend, and their deviation from it. */
import type { ProvidedContext } from 'vitest';
import type { Slide } from '../../methods/dclam/attraction';
import type { Architecture, Parameters } from './architecture';
import { cae } from './cae';
import { eae } from './eae';
import { parametersOf, type LayerParameter } from './layers';
import type { DeepNetwork } from './network';
import { rae } from './rae';

export type GoldenCase = ProvidedContext['golden']['networks']['cases'][number];
type GoldenArray = GoldenCase['decoded'];

const streams = { encoder: 0, decoder: 1000, points: 2000, memories: 2001 } as const;

/** u of dclam.py: `count` numbers in [0, 1). */
function hashed(count: number, stream: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    let h = (Math.imul(i, 0x9e3779b1) + Math.imul(stream, 0x85ebca77) + 1) >>> 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
    return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
  });
}

function valuesOf({ name, size, start }: LayerParameter, stream: number): Float64Array {
  const u = hashed(size, stream);
  if (start.kind === 'glorot') return u.map((v) => Math.sqrt(6 / (start.fanIn + start.fanOut)) * (2 * v - 1));
  if (name.endsWith('/gamma')) return u.map((v) => 1 + 0.2 * (2 * v - 1));
  if (name.endsWith('/beta')) return u.map((v) => 0.2 * (2 * v - 1));
  if (name.endsWith('/moving_variance')) return u.map((v) => 1 + 0.5 * v);
  return u.map((v) => 0.1 * (2 * v - 1));
}

export function goldenArchitecture({ network, shape, m }: GoldenCase): Architecture {
  const halves = network === 'cae' ? cae(shape, m) : network === 'rae' ? rae(shape, m) : eae(shape, m, network);
  return { d: shape[0] * shape[1] * shape[2], m, ...halves };
}

export const goldenPoints = ({ n, shape }: GoldenCase): Float32Array =>
  Float32Array.from(hashed(n * shape[0] * shape[1] * shape[2], streams.points));
export const goldenMemories = ({ k, m }: GoldenCase): Float32Array => Float32Array.from(hashed(k * m, streams.memories), (v) => 2 * v - 1);
export const goldenSlide = ({ beta, steps, step }: GoldenCase) => ({ beta, steps, stepSize: step });

export function goldenParameters(architecture: Architecture): Parameters {
  const half = (of: 'encoder' | 'decoder') => {
    const places = parametersOf(architecture[of]);
    const values = new Float32Array(places.reduce((sum, { size }) => sum + size, 0));
    places.forEach((one, j) => values.set(valuesOf(one, streams[of] + j), one.offset));
    return values;
  };
  return { encoder: half('encoder'), decoder: half('decoder') };
}

type Arrays = { readonly encoder: ArrayLike<number>; readonly decoder: ArrayLike<number> };

/**
 * How far arrays are from a case, as multiples of what is allowed: 1e-4 of the array's largest magnitude or 1e-6. Keys name what is
 * compared.
 */
export class Comparison {
  readonly excesses: Record<string, number> = {};

  numbers(name: string, actual: ArrayLike<number>, expected: ArrayLike<number>): void {
    const largest = Math.max(...Array.from(expected, Math.abs));
    this.note(
      name,
      actual.length === expected.length ? Math.max(...Array.from(expected, (value, i) => Math.abs(actual[i] - value))) : Infinity,
      largest,
    );
  }

  array(name: string, actual: ArrayLike<number>, { size, norm, largest, at, values }: GoldenArray): void {
    let square = 0;
    for (let i = 0; i < actual.length; i++) square += actual[i] ** 2;
    // A norm may be off by what all of its numbers together may: those of biases below a batch normalisation are 0, but for rounding.
    this.note(
      `${name} norm`,
      actual.length === size ? Math.abs(Math.sqrt(square) - norm) / Math.sqrt(size) : Infinity,
      norm / Math.sqrt(size),
    );
    this.note(name, Math.max(...at.map((place, i) => Math.abs(actual[place] - values[i]))), largest);
  }

  /** Arrays of both halves, those with a gradient or the others. */
  halves(name: string, architecture: Architecture, trainable: boolean, actual: Arrays, expected: readonly GoldenArray[]): void {
    const places = (['encoder', 'decoder'] as const).flatMap((half) =>
      parametersOf(architecture[half])
        .filter((one) => one.trainable === trainable)
        .map((one) => ({ ...one, half })),
    );
    if (places.length !== expected.length) throw new RangeError(`${places.length} arrays, not ${expected.length}.`);
    places.forEach(({ half, name: of, offset, size }, i) =>
      this.array(`${name} ${half} ${of}`, Array.prototype.slice.call(actual[half], offset, offset + size), expected[i]),
    );
  }

  /** The excesses beyond the tolerance, with their names. */
  get tooFar(): [string, number][] {
    return Object.entries(this.excesses).filter(([, value]) => !(value <= 1));
  }

  private note(name: string, difference: number, largest: number): void {
    this.excesses[name] = difference / Math.max(1e-4 * largest, 1e-6);
  }
}

/**
 * The requests to every network, whatever computes it: codes, pictures and errors with moving statistics; four steps of training, their
 * losses, memories and the first step's statistics.
 */
export async function compareNetwork(
  golden: GoldenCase,
  architecture: Architecture,
  network: DeepNetwork<Slide>,
  comparison: Comparison,
): Promise<void> {
  const { n, rows, rates, codes, decoded, squaredError, pretraining, training, moving } = golden;
  const batch = Uint32Array.from(rows);
  const begin = () => {
    network.setParameters(goldenParameters(architecture));
    network.setHead({ memories: goldenMemories(golden) });
  };
  begin();
  const encoded = await network.encode(0, n);
  comparison.numbers('codes', encoded, codes);
  comparison.array('decoded', await network.decode(encoded, n), decoded);
  comparison.numbers('squared error', [await network.squaredError(encoded, 0, n)], [squaredError]);
  network.beginEpoch();
  network.pretrain(batch, 0);
  comparison.numbers('loss of pretraining', [await network.loss()], [pretraining.loss]);
  begin();
  const losses: number[] = [];
  for (let i = 0; i < training.losses.length; i++) {
    network.beginEpoch();
    network.train({ rows: batch, live: goldenSlide(golden) }, { encoder: rates[0], decoder: rates[1], head: rates[2] });
    losses.push(await network.loss());
    if (i === 0) comparison.halves('statistics', architecture, false, await network.parameters(), moving);
  }
  comparison.numbers('losses of training', losses, training.losses);
  comparison.numbers('memories after training', (await network.head()).memories, training.memories);
}

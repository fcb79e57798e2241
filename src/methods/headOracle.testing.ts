/** Shared by the tests of heads: a case of an oracle, in the form in which one test holds any head against it on any backend. */
import type { Head } from './head';
import type { HeadMap } from './tensorHead';

/** Numbers row by row, as the files have them. */
export type Rows = readonly number[] | readonly (readonly number[])[];

/** One step of a head: what it is given, and the loss and gradients that the oracle has for it. */
export interface HeadCase<Live = unknown> {
  readonly name: string;
  readonly head: Head<Live>;
  readonly tensors: HeadMap<Live>;
  readonly k: number;
  readonly m: number;
  /** What the encoder gives, a row a point. */
  readonly output: readonly (readonly number[])[];
  /** The learned arrays by name, and the kept ones of these points. */
  readonly learned: Readonly<Record<string, Rows>>;
  readonly kept?: Readonly<Record<string, Rows>>;
  /** A row a point. */
  readonly noise?: readonly (readonly number[])[];
  readonly live: Live;
  /** ∂L/∂decoderInput, a row a point. Absent: 0. */
  readonly fromDecoder?: readonly (readonly number[])[];
  readonly loss: number;
  /** ∂L/∂output. */
  readonly toOutput: readonly (readonly number[])[];
  /** ∂L by the learned arrays. */
  readonly gradients: Readonly<Record<string, Rows>>;
  /** How far single precision may stray, in units of the largest magnitude, where that is more than 1e-4. */
  readonly single?: number;
}

/**
 * Cases of a method, exported as `oracle` by `oracle.testing.ts` in its folder. Software compiles shaders slowly, and a new shape is a new
 * shader: the first `few` of them (1) run there, unless all do.
 */
export interface HeadOracle {
  readonly cases: readonly HeadCase[];
  readonly few?: number;
}

export const flat = (rows: Rows): number[] => (rows as readonly (number | readonly number[])[]).flat();

/** The same case of another type of settings; the test gives them back as they are. */
export const headCase = <Live>(one: HeadCase<Live>): HeadCase => one as unknown as HeadCase;

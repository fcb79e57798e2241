import { Random } from '../../core/algebra/random';
import type { HiddenActivation, NetworkChoice } from '../../methods/shared/autoencoder';
import type { HeadArrays } from '../../methods/head';
import { cae } from './cae';
import { eae, eaeWidths } from './eae';
import { initialParameters, type Layer, type Shape } from './layers';
import { quadratic } from './quadratic';
import { rae } from './rae';

/** An encoder of points of d numbers, whose output has m that are the code, and maybe others; and a decoder R^m → R^d. */
export interface Architecture {
  readonly d: number;
  readonly m: number;
  readonly encoder: readonly Layer[];
  readonly decoder: readonly Layer[];
}

/** The parameters of both halves, each in the order of `parametersOf`. */
export interface Parameters {
  readonly encoder: Float32Array;
  readonly decoder: Float32Array;
  /** The arrays of the head, where they are known: a partition need not say all of them. */
  readonly head?: HeadArrays;
}

/** The kind of points: pictures of this shape, or rows of d numbers. */
export interface PointShape {
  readonly d: number;
  readonly image: { readonly width: number; readonly height: number; readonly channels: number } | null;
}

/** Streams of the network's seed. */
export const networkStreams = { encoder: 11, decoder: 12, batches: 13 } as const;

/**
 * Throws RangeError where a table is given to a network of convolutions, or other points than those of a plane to the quadratic one. @param width numbers that the encoder gives. @param activation of
 * the layers between the points and the codes; the residual network has its own.
 */
export function architectureOf(
  network: NetworkChoice,
  { d, image }: PointShape,
  m: number,
  width = m,
  activation: HiddenActivation = 'relu',
): Architecture {
  const between = activation === 'relu' ? 'relu' : 'leaky 0.2';
  if (network === 'cae' || network === 'rae') {
    if (!image) throw new RangeError(`A network of convolutions needs pictures, and these points are rows of ${d} numbers.`);
    const shape: Shape = [image.height, image.width, image.channels];
    return { d, m, ...(network === 'cae' ? cae(shape, m, width, between) : rae(shape, m, width)) };
  }
  if (network === 'quadratic') {
    if (d !== 2) throw new RangeError(`The quadratic network needs points in the plane, and these are rows of ${d} numbers.`);
    return { d, m, ...quadratic(m, width) };
  }
  return { d, m, ...eae([1, 1, d], m, network === 'eae' ? eaeWidths : network, width, between) };
}

/** The start of training: the same seed gives the same numbers, whatever they are trained on. */
export function initialNetwork({ encoder, decoder }: Architecture, seed: number): Parameters {
  return {
    encoder: initialParameters(encoder, new Random(seed, networkStreams.encoder)),
    decoder: initialParameters(decoder, new Random(seed, networkStreams.decoder)),
  };
}

import { conv, dense, transposed } from './build';
import type { Activation, Layer, Shape } from './layers';

/**
 * The convolutional autoencoder of DCEC (DCLAM A.2): 5×5/32, 5×5/64, 3×3/128, each with stride 2 and `between`, then a linear code; the decoder
 * mirrored, its output linear. The third convolution is 'valid' where that mirrors exactly and the side does not divide by 8 (28 → 14 → 7 →
 * 3), else 'same'.
 */
export function cae(shape: Shape, m: number, width = m, between: Activation = 'relu'): { encoder: Layer[]; decoder: Layer[] } {
  const [, , channels] = shape;
  const first = conv('conv1', shape, 32, 5, 2, between);
  const second = conv('conv2', first.output, 64, 5, 2, between);
  const mirrors = (extent: number) => extent >= 3 && extent % 2 === 1;
  const valid = (shape[0] % 8 !== 0 || shape[1] % 8 !== 0) && mirrors(second.output[0]) && mirrors(second.output[1]);
  const padding = valid ? 'valid' : 'same';
  const third = conv('conv3', second.output, 128, 3, 2, between, padding);
  return {
    encoder: [first, second, third, dense('code', third.output, width, 'linear')],
    decoder: [
      dense('uncode', [1, 1, m], third.output, between),
      transposed('deconv3', third.output, [second.output[0], second.output[1], 64], 3, 2, between, padding),
      transposed('deconv2', second.output, [first.output[0], first.output[1], 32], 5, 2, between),
      transposed('deconv1', first.output, [shape[0], shape[1], channels], 5, 2, 'linear'),
    ],
  };
}

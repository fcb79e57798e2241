import { conv, dense, norm, residual, transposed } from './build';
import type { Layer, Shape } from './layers';

const filters = [32, 64] as const;
const repeats = 2;

/**
 * The residual autoencoder (DCLAM A.2, after Wickramasinghe et al. 2021): a 3×3/32 convolution; for 32 and then 64 filters two residual
 * blocks of two 3×3 convolutions, the first of them with stride 2; a linear code. The decoder mirrored, its output linear. Batch
 * normalisation after every convolution but the output's, and leaky ReLU.
 */
export function rae(shape: Shape, m: number, width = m): { encoder: Layer[]; decoder: Layer[] } {
  const stem = conv('stem', shape, filters[0], 3, 1, 'linear');
  const encoder: Layer[] = [stem, norm('stem_norm', stem.output, 'leaky 0.3')];
  const shapes: Shape[] = [stem.output];
  let at: Shape = stem.output;
  for (const width of filters)
    for (let r = 1; r <= repeats; r++) {
      const block = down(`down${width}_${r}`, at, width, r === 1 ? 2 : 1);
      encoder.push(block);
      at = block.output;
      if (r === repeats) shapes.push(at);
    }
  encoder.push(dense('code', at, width, 'linear'));
  const decoder: Layer[] = [dense('uncode', [1, 1, m], at, 'leaky 0.3')];
  for (let group = filters.length - 1; group >= 0; group--) {
    const above: Shape = [shapes[group][0], shapes[group][1], filters[Math.max(0, group - 1)]];
    for (let r = 1; r < repeats; r++) decoder.push(down(`up${filters[group]}_${r}`, at, filters[group], 1));
    decoder.push(up(`up${filters[group]}_${repeats}`, at, above));
    at = above;
  }
  decoder.push(conv('output', at, shape[2], 3, 1, 'linear'));
  return { encoder, decoder };
}

function down(name: string, input: Shape, width: number, stride: number): Layer {
  const first = conv(`${name}_a`, input, width, 3, stride, 'linear');
  const second = conv(`${name}_b`, first.output, width, 3, 1, 'linear');
  const main = [first, norm(`${name}_a_norm`, first.output, 'leaky 0.3'), second, norm(`${name}_b_norm`, second.output, 'linear')];
  const same = stride === 1 && input[2] === width;
  const across = conv(`${name}_s`, input, width, 1, stride, 'linear');
  return residual(name, main, same ? [] : [across, norm(`${name}_s_norm`, across.output, 'linear')], 'leaky 0.3');
}

function up(name: string, input: Shape, output: Shape): Layer {
  const first = transposed(`${name}_a`, input, output, 3, 2, 'linear');
  const second = conv(`${name}_b`, output, output[2], 3, 1, 'linear');
  const across = transposed(`${name}_s`, input, output, 2, 2, 'linear');
  return residual(
    name,
    [first, norm(`${name}_a_norm`, output, 'leaky 0.3'), second, norm(`${name}_b_norm`, output, 'linear')],
    [across, norm(`${name}_s_norm`, output, 'linear')],
    'leaky 0.3',
  );
}

/** The columns of an encoder's output that are no codes. */
import type { HeadOutput } from '../../methods/head';
import type { Architecture, Parameters } from './architecture';
import { parametersOf } from './layers';

/**
 * The networks that training begins with: those that were pretrained, with the other columns of the encoder's output as the head wants them.
 * Codes and decoder stay as they are. Throws RangeError where the encoder does not end in a dense layer of the head's width.
 */
export function beginOthers(
  { m, encoder: layers }: Pick<Architecture, 'm' | 'encoder'>,
  parameters: Parameters,
  { width, codesFrom, others }: HeadOutput,
): Parameters {
  if (!others || width === m) return parameters;
  const [kernel, bias] = parametersOf(layers).slice(-2);
  if (layers.at(-1)?.kind !== 'dense' || bias.size !== width)
    throw new RangeError(`The encoder ends in ${bias.name} of ${bias.size} numbers; the head takes a dense layer of ${width}.`);
  const encoder = parameters.encoder.slice();
  for (const column of otherColumns(m, { width, codesFrom })) {
    for (let at = kernel.offset + column; at < kernel.offset + kernel.size; at += width) encoder[at] *= others.factor;
    encoder[bias.offset + column] = others.bias;
  }
  return { ...parameters, encoder };
}

/** The codes, n × m, and the other columns, n × (width − m), of outputs, n × width. */
export function separated(outputs: Float32Array, m: number, output: HeadOutput): { codes: Float32Array; others: Float32Array } {
  const { width, codesFrom } = output;
  const n = outputs.length / width;
  const columns = otherColumns(m, output);
  const [codes, others] = [new Float32Array(n * m), new Float32Array(n * columns.length)];
  for (let i = 0; i < n; i++) {
    codes.set(outputs.subarray(i * width + codesFrom, i * width + codesFrom + m), i * m);
    for (let c = 0; c < columns.length; c++) others[i * columns.length + c] = outputs[i * width + columns[c]];
  }
  return { codes, others };
}

/** Networks whose encoder gives the codes alone. @param architecture theirs. @param parameters of networks that differ in the output alone. */
export function codesAlone(
  { m, encoder: layers }: Pick<Architecture, 'm' | 'encoder'>,
  { encoder, decoder }: Parameters,
  { width, codesFrom }: Pick<HeadOutput, 'width' | 'codesFrom'>,
): Parameters {
  const [kernel, bias] = parametersOf(layers).slice(-2);
  const rows = (kernel.size + bias.size) / m;
  const alone = new Float32Array(bias.offset + bias.size);
  alone.set(encoder.subarray(0, kernel.offset));
  // The bias stands behind the kernel, as one row more.
  for (let row = 0; row < rows; row++) {
    const from = kernel.offset + row * width + codesFrom;
    alone.set(encoder.subarray(from, from + m), kernel.offset + row * m);
  }
  return { encoder: alone, decoder };
}

/** The places of those columns that are no codes. */
const otherColumns = (m: number, { width, codesFrom }: HeadOutput): number[] =>
  Array.from({ length: width }, (_, column) => column).filter((column) => column < codesFrom || column >= codesFrom + m);

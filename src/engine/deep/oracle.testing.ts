/** Shared by the tests that hold heads against their oracles: every case, and what is off in double precision and on TensorFlow.js. */
import { tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { learnedLength, learnedRange, outputOf } from '../../methods/head';
import { flat, type HeadCase, type HeadOracle, type Rows } from '../../methods/headOracle.testing';
import { read } from '../kernels/read';
import { byTape } from './byTape';

const files = import.meta.glob<HeadOracle>('../../methods/*/oracle.testing.ts', { eager: true, import: 'oracle' });

/** By the folders of src/methods: the oracle of each head. */
export const oracles: readonly (readonly [method: string, oracle: HeadOracle])[] = Object.entries(files).map(
  ([path, oracle]) => [path.split('/').at(-2)!, oracle] as const,
);

/** What is farther from the expected values than is allowed, in units of their largest magnitude. */
function farOff(name: string, actual: ArrayLike<number>, expected: readonly number[], share: number, least: number): string[] {
  const allowed = share * Math.max(least, ...expected.map(Math.abs));
  const good = actual.length === expected.length && expected.every((value, at) => Math.abs(actual[at] - value) <= allowed);
  return good ? [] : [name];
}

const compared = ({ learned, gradients }: HeadCase, toLearned: (name: string) => ArrayLike<number>) =>
  Object.keys(learned).map((name) => [name, toLearned(name), flat(gradients[name])] as const);

/** What of the loss and its gradients is off on typed arrays in double precision, by name. */
export function deviationsInDouble(one: HeadCase): string[] {
  const { head, k, m, output } = one;
  const [count, { width }] = [output.length, outputOf(head, m)];
  const learns = head.learns({ k, m });
  const arrays = Object.fromEntries(
    learns.map(({ name }) => {
      const values = Float64Array.from(flat(one.learned[name]));
      return [name, { values, gradient: new Float64Array(values.length).fill(7) }];
    }),
  );
  const typed = head.make({ k, m, batchSize: count, learned: (name) => arrays[name], decoderInput: new Float64Array(count * m) });
  const kept = Object.fromEntries(Object.entries(one.kept ?? {}).map(([name, rows]) => [name, Float64Array.from(flat(rows))]));
  const noise = one.noise ? Float64Array.from(flat(one.noise)) : null;
  const batch = { rows: Uint32Array.from({ length: count }, (_, i) => i), count, live: one.live, kept, noise };
  const codes = Float64Array.from(flat(output));
  const { loss } = typed.forward(batch, codes);
  const toOutput = new Float64Array(count * width);
  typed.backward(batch, codes, Float64Array.from(one.fromDecoder ? flat(one.fromDecoder) : new Float64Array(count * m)), toOutput);
  const off = (name: string, actual: ArrayLike<number>, expected: readonly number[]) => farOff(name, actual, expected, 1e-8, 1);
  return [
    ...off('loss', [loss], [one.loss]),
    ...off('output', toOutput, flat(one.toOutput)),
    ...compared(one, (name) => arrays[name].gradient).flatMap(([name, actual, expected]) => off(name, actual, expected)),
  ];
}

/** The same on the current backend of TensorFlow.js, in single precision. */
export async function deviationsOnTensors(one: HeadCase): Promise<string[]> {
  const { head, k, m, output } = one;
  const count = output.length;
  const learns = head.learns({ k, m });
  const all = learns.flatMap(({ name }) => flat(one.learned[name]));
  const widths = Object.fromEntries((head.keeps?.({ k, m }) ?? []).map(({ name, width }) => [name, width]));
  const rowsOf = (rows: Rows, width: number) => tensor2d(flat(rows), [flat(rows).length / width, width]);
  const made: Tensor[] = tidy(() => {
    const kept = Object.fromEntries(Object.entries(one.kept ?? {}).map(([name, rows]) => [name, rowsOf(rows, widths[name])]));
    const batch = { rows: new Uint32Array(count), count, live: one.live, kept, noise: one.noise ? rowsOf(one.noise, m) : null };
    const learned = tensor2d([all.length > 0 ? all : [0]]);
    const pass = byTape(head, one.tensors).forward(batch, rowsOf(output, outputOf(head, m).width), learned, { k, m });
    const back = pass.back(one.fromDecoder ? rowsOf(one.fromDecoder, m) : tensor2d(new Float32Array(count * m), [count, m]));
    return [pass.loss!, back.toOutput, back.toLearned];
  });
  const [[loss], toOutput, toLearned] = [await read(made[0]), await read(made[1]), await read(made[2])];
  for (const tensor of made) tensor.dispose();
  const off = (name: string, actual: ArrayLike<number>, expected: readonly number[]) =>
    farOff(name, actual, expected, Math.max(1e-4, one.single ?? 0), 1e-2);
  if (learns.length > 0 && toLearned.length !== learnedLength(learns)) return ['the number of learned gradients'];
  return [
    ...off('loss', [loss], [one.loss]),
    ...off('output', toOutput, flat(one.toOutput)),
    ...compared(one, (name) => toLearned.subarray(...learnedRange(learns, name))).flatMap(([name, actual, expected]) =>
      off(name, actual, expected),
    ),
  ];
}

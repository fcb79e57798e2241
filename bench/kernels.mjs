// One training step of CLAM on every backend, beside the same in plain TensorFlow.js operations and beside one by the log-sum-ReLU energy,
// alternating in one run.
import { openBench } from './tools.mjs';

export async function benchKernels() {
  const { measure, close } = await openBench('kernels');
  console.log('one CLAM step, batch 64, d 784, k 10, T 10, in milliseconds (software graphics where there is no GPU)');
  for (const [backend, rounds] of [
    ['cpu', 3],
    ['wasm', 7],
    ['webgl', 5],
    ['webgpu', 3],
  ])
    for (const masked of [false, true]) {
      const { own, balls, plain } = await measure(backend, masked, rounds);
      console.log(
        `  ${backend.padEnd(7)} ${masked ? '15% hidden' : 'unmasked  '}  own ${own.toFixed(1)}  plain TensorFlow.js ${plain.toFixed(1)}  ratio ${(own / plain).toFixed(3)}  log-sum-ReLU ${balls.toFixed(1)}  to log-sum-exp ${(balls / own).toFixed(3)}`,
      );
    }
  await close();
}

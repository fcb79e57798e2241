/** InsideBalls on WebGL: which balls of memories hold which points, in one dispatch. */
import { engine } from '@tensorflow/tfjs-core';
import type { KernelConfig, KernelFunc, NamedAttrMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';

const insideBallsName = 'InsideBalls';

/** What this needs of TensorFlow.js's WebGL backend, whose types are not loaded here. */
interface WebGLBackend {
  runWebGLProgram(program: object, inputs: readonly TensorInfo[], dtype: 'float32', uniforms: number[][]): TensorInfo;
}

/**
 * Squared distances are sums of squared differences: in single precision a rim is missed by what is left of ‖v‖² − 2⟨v, ρ⟩ + ‖ρ‖². A texel
 * of points is two rows of two entries, one of the answer two points and two memories.
 */
const programOf = (runs: number, n: number, k: number, d: number) => ({
  variableNames: ['V', 'P'],
  packedInputs: true,
  packedOutput: true,
  outputShape: [runs, n, k],
  customUniforms: [{ name: 'square', type: 'float' }],
  userCode: `
    void main() {
      ivec3 at = getOutputCoords();
      vec4 distance = vec4(0.);
      for (int j = 0; j < ${d - (d % 2)}; j += 2) {
        vec4 v = getV(at.x, at.y, j);
        vec4 p = getP(at.x, at.z, j);
        vec4 one = v.xxzz - p.xzxz;
        vec4 other = v.yyww - p.ywyw;
        distance += one * one + other * other;
      }
      ${d % 2 === 0 ? '' : `vec4 last = getV(at.x, at.y, ${d - 1}).xxzz - getP(at.x, at.z, ${d - 1}).xzxz; distance += last * last;`}
      vec4 inside = vec4(lessThan(distance, vec4(square)));
      // Beyond the last memory there is none.
      if (at.z + 1 >= ${k}) inside.yw = vec2(0.);
      if (at.y + 1 >= ${n}) inside.zw = vec2(0.);
      setOutput(inside);
    }`,
});

export const insideBallsKernel: KernelConfig = {
  kernelName: insideBallsName,
  backendName: 'webgl',
  kernelFunc: (({ inputs, attrs, backend }) => {
    const { points, memories } = inputs as { points: TensorInfo; memories: TensorInfo };
    const [runs, n, d] = points.shape;
    const program = programOf(runs, n, memories.shape[1], d);
    const { square } = attrs as { square: number };
    return (backend as WebGLBackend).runWebGLProgram(program, [points, memories], 'float32', [[square]]);
  }) as KernelFunc,
};

/** 1 where ‖v − ρ_μ‖² < 1/β, else 0, [R, n, k], of points v, [R, n, d], and memories ρ, [R, k, d]. */
export const insideBalls = (points: Tensor, memories: Tensor, beta: number): Tensor =>
  engine().runKernel<Tensor>(insideBallsName, { points, memories }, { square: 1 / beta } as NamedAttrMap);

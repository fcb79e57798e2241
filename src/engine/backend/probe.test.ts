import { describe, expect, test } from 'vitest';
import { chooseBackend, isSoftware } from './probe';
import type { Probe } from './probe';

const wasm = { simd: true, threads: false };
const hard = (adapter: string) => ({ adapter, software: false });
const soft = (adapter: string) => ({ adapter, software: true });

describe('the choice of a backend', () => {
  test.each<[string, Probe, string, RegExp]>([
    [
      'hardware WebGPU',
      { webgpu: hard('apple metal-3'), webgl: hard('Apple M2'), wasm },
      'webgpu',
      /WebGPU runs on the graphics processor here \(apple metal-3\)/,
    ],
    ['hardware WebGL only', { webgpu: null, webgl: hard('Intel Iris'), wasm }, 'webgl', /offers no WebGPU; WebGL runs/],
    [
      'hardware WebGL beside emulated WebGPU',
      { webgpu: soft('swiftshader'), webgl: hard('Intel Iris'), wasm },
      'webgl',
      /only a software adapter/,
    ],
    [
      'emulations',
      { webgpu: soft('google swiftshader'), webgl: soft('SwiftShader'), wasm },
      'wasm',
      /^WebGPU has only a software adapter here \(google swiftshader\), which is slower than the CPU path\.$/,
    ],
    ['no graphics', { webgpu: null, webgl: null, wasm }, 'wasm', /no WebGPU, and no WebGL 2/],
    ['nothing', { webgpu: null, webgl: null, wasm: null }, 'cpu', /JavaScript/],
  ])('of its own accord: %s', (_, found, name, reason) => {
    const chosen = chooseBackend('auto', found);
    expect(chosen).toMatchObject({ name, forced: false, hardware: name.startsWith('webg') });
    expect(chosen.reason).toMatch(reason);
    expect(chosen.reason).toMatch(/^[A-Z].*[^.]\.$/);
  });

  test('forced', () => {
    const found = { webgpu: soft('swiftshader'), webgl: null, wasm };
    expect(chooseBackend('webgpu', found)).toMatchObject({ name: 'webgpu', forced: true, hardware: false });
    expect(chooseBackend('cpu', found)).toMatchObject({ name: 'cpu', forced: true });
    const standIn = chooseBackend('webgl', found);
    expect(standIn).toMatchObject({ name: 'wasm', forced: false });
    expect(standIn.reason).toMatch(/WebGL was asked for, but this browser does not offer it; WebAssembly/);
  });

  test('what failed is passed over, and not said to be missing', () => {
    const found = { webgpu: hard('apple metal-3'), webgl: hard('Apple M2'), wasm, failed: new Set(['webgpu'] as const) };
    expect(chooseBackend('auto', found)).toMatchObject({
      name: 'webgl',
      reason: 'WebGPU failed here; WebGL runs on the graphics processor (Apple M2).',
    });
    expect(chooseBackend('webgpu', found)).toMatchObject({
      name: 'webgl',
      forced: false,
      reason: 'WebGPU was asked for, but it failed here; WebGL (Apple M2) stands in.',
    });
  });

  test.each([
    ['google swiftshader', true],
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', true],
    ['Mesa llvmpipe (LLVM 15.0.7, 256 bits)', true],
    ['ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)', true],
    ['nvidia hopper', false],
    ['ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)', false],
  ])('%s is software: %s', (adapter, software) => expect(isSoftware(adapter)).toBe(software));
});

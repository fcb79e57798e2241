/** Finds the backends of this browser without loading TensorFlow.js, and chooses one. */
import type { BackendChoice } from '../../methods/shared/common';
import type { BackendInfo, BackendName } from '../protocol';

export interface Device {
  /** The browser's name for it, for people. */
  readonly adapter: string;
  /** Emulated on the CPU. */
  readonly software: boolean;
}

export interface Probe {
  readonly webgpu: Device | null;
  readonly webgl: Device | null;
  /** Null: no WebAssembly at all. */
  readonly wasm: { readonly simd: boolean; readonly threads: boolean } | null;
  /** Those that are there and did not start, or were lost too often. */
  readonly failed?: ReadonlySet<BackendName>;
}

const software = /swiftshader|llvmpipe|softpipe|lavapipe|software|microsoft basic render|\bwarp\b/i;

/** True if a name that a browser gives its graphics adapter is that of an emulation. */
export const isSoftware = (adapter: string): boolean => software.test(adapter);

async function probeWebgpu(): Promise<Device | null> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, device, description } = adapter.info;
  const name = [...new Set([vendor, architecture, device, description])].filter(Boolean).join(' ') || 'unnamed adapter';
  return { adapter: name, software: isSoftware(name) || adapter.info.isFallbackAdapter === true };
}

/** WebGL 2 with rendering to 32-bit floats; with fewer bits the recursion is not worth running. */
function probeWebgl(): Device | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl?.getExtension('EXT_color_buffer_float')) return null;
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { adapter: name, software: isSoftware(name) };
}

/** A module of one function that uses a 128-bit vector. */
const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

function probeWasm(): Probe['wasm'] {
  if (typeof WebAssembly === 'undefined') return null;
  return { simd: WebAssembly.validate(simdModule), threads: globalThis.crossOriginIsolated === true };
}

/** Cheap: tens of milliseconds, most of them the adapter's. */
export async function probe(): Promise<Probe> {
  return { webgpu: await probeWebgpu(), webgl: probeWebgl(), wasm: probeWasm() };
}

const label: Record<BackendName, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'JavaScript' };

function adapterOf(name: BackendName, found: Probe): string {
  if (name === 'webgpu' || name === 'webgl') return found[name]?.adapter ?? '';
  if (name === 'cpu') return 'JavaScript';
  return ['WebAssembly', found.wasm?.simd ? 'SIMD' : 'no SIMD', ...(found.wasm?.threads ? ['threads'] : [])].join(', ');
}

const there = (name: BackendName, found: Probe): boolean => name === 'cpu' || (found[name] !== null && !found.failed?.has(name));

/** The reason that a graphics backend is passed over, as part of a sentence. */
function whyNot(name: 'webgpu' | 'webgl', found: Probe): string {
  const device = found[name];
  if (device && found.failed?.has(name)) return `${label[name]} failed here`;
  if (!device) return name === 'webgpu' ? 'this browser offers no WebGPU' : 'no WebGL 2 with 32-bit floats';
  return `${label[name]} has only a software adapter here (${device.adapter}), which is slower than the CPU path`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function automatic(found: Probe): { name: BackendName; reason: string } {
  const hardware = (name: 'webgpu' | 'webgl') => there(name, found) && !found[name]?.software;
  if (found.webgpu && hardware('webgpu'))
    return { name: 'webgpu', reason: `WebGPU runs on the graphics processor here (${found.webgpu.adapter})` };
  const noWebgpu = whyNot('webgpu', found);
  if (found.webgl && hardware('webgl'))
    return { name: 'webgl', reason: `${noWebgpu}; WebGL runs on the graphics processor (${found.webgl.adapter})` };
  const name: BackendName = there('wasm', found) ? 'wasm' : 'cpu';
  return {
    name,
    reason: found.webgpu?.software
      ? noWebgpu
      : `${noWebgpu}, and ${whyNot('webgl', found)}; ${label[name]} on the CPU is the fastest there is`,
  };
}

/**
 * The backend to use. Of their own accord only graphics hardware and the CPU are taken: an emulated graphics device is slower than the CPU
 * path. A choice forces one; where that is not there, the automatic choice stands in, and the reason says so.
 */
export function chooseBackend(choice: BackendChoice, found: Probe): BackendInfo {
  const forced = choice !== 'auto' && there(choice, found);
  const picked = forced ? { name: choice, reason: `${label[choice]} was asked for${emulated(choice, found)}` } : automatic(found);
  const { name } = picked;
  const reason =
    choice === 'auto' || forced
      ? sentence(picked.reason)
      : `${label[choice]} was asked for, but ${found[choice === 'cpu' ? 'wasm' : choice] ? 'it failed here' : 'this browser does not offer it'}; ${label[name]} (${adapterOf(name, found)}) stands in.`;
  const device = name === 'webgpu' || name === 'webgl' ? found[name] : null;
  return { name, reason, hardware: device !== null && !device.software, adapter: adapterOf(name, found), forced };
}

function emulated(name: BackendName, found: Probe): string {
  const device = name === 'webgpu' || name === 'webgl' ? found[name] : null;
  if (!device) return '';
  return device.software ? `; it is emulated in software here (${device.adapter})` : ` (${device.adapter})`;
}

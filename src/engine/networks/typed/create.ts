import type { Head } from '../../../methods/head';
import { EngineError } from '../../wire/error';
import type { Architecture } from '../architecture';
import type { Layer } from '../layers';
import { PlainKernels } from './plain/plainKernels';
import type { Floats } from '../../../core/algebra/floats';
import { Assembly, TypedNetwork, type TypedNetworkContext } from './typedNetwork';
import { hasFma, hasSimd, kernelModule } from './wasm/binary';
import { HelperThreads, mostThreads, threadsHere } from './wasm/helperThreads';
import type { Exports } from './wasm/operations';
import { align, groundBytes, WasmKernels } from './wasm/wasmKernels';

const page = 65_536;
/** WebAssembly addresses memory by 32 bits. */
const mostPages = 65_536;
const mebi = 2 ** 20;

/** Counts what would be taken. */
class Ledger extends PlainKernels {
  bytes = 0;

  constructor() {
    super(Float32Array);
  }

  override array(length: number): Floats {
    this.bytes += align(4 * length);
    return super.array(0);
  }
}

function arrayBytes<Live>(architecture: Architecture, batchSize: number, k: number, head: Head<Live>): number {
  const ledger = new Ledger();
  const { encoder } = new Assembly(architecture, k, batchSize, ledger, head);
  return encoder ? ledger.bytes : 0;
}

/**
 * Bytes that a network takes on the CPU path while it trains, at most: parameters, gradients, moments, what passes between layers, scratch.
 * The points are not among them.
 */
export function trainingBytes<Live>(architecture: Architecture, batchSize: number, k: number, head: Head<Live>): number {
  return arrayBytes(architecture, batchSize, k, head) + groundBytes(mostThreads, batchSize, widest(architecture));
}

const widest = ({ encoder, decoder }: Architecture): number => Math.max(...[...encoder, ...decoder].flatMap(channels));
const channels = (layer: Layer): number[] =>
  layer.kind === 'residual' ? [...layer.main, ...layer.shortcut].flatMap(channels) : [layer.input[2], layer.output[2]];

export interface WasmOptions {
  /** 1: no helpers, and no memory that is shared. */
  readonly threads: number;
  readonly fma: boolean;
}

/** On WebAssembly. Throws EngineError "too-large" where the browser does not give so much memory. */
export async function createWasmNetwork<Live>(
  context: Omit<TypedNetworkContext<Live>, 'kernels'>,
  { threads, fma }: WasmOptions,
): Promise<TypedNetwork<Live>> {
  const { architecture, batchSize, k } = context;
  const module = await kernelModule(threads > 1, fma);
  const channelsAtMost = widest(architecture);
  const arrays = arrayBytes(architecture, batchSize, k, context.head);
  const memory = memoryOf(groundBytes(threads, batchSize, channelsAtMost) + arrays, threads > 1);
  const exports = (await WebAssembly.instantiate(module, { env: { memory } })).exports as unknown as Exports;
  const helpers = threads > 1 ? HelperThreads.join(threads, { module, memory }) : null;
  return new TypedNetwork({ ...context, kernels: new WasmKernels({ memory, exports, helpers }, batchSize, channelsAtMost) });
}

/** On plain JavaScript. */
export function createPlainNetwork<Live>(context: Omit<TypedNetworkContext<Live>, 'kernels'>): TypedNetwork<Live> {
  return new TypedNetwork({ ...context, kernels: new PlainKernels(Float32Array) });
}

/**
 * A network on typed arrays, untrained and all 0. On wasm by WebAssembly with as many threads as the page may use, or by plain JavaScript
 * where the browser lacks its vectors; on cpu by plain JavaScript. Throws EngineError "too-large" where the browser does not give so much
 * memory.
 */
export async function createTypedNetwork<Live>(
  context: Omit<TypedNetworkContext<Live>, 'kernels'>,
  backend: 'wasm' | 'cpu',
): Promise<TypedNetwork<Live>> {
  if (backend === 'cpu' || !hasSimd()) return createPlainNetwork(context);
  return createWasmNetwork(context, { threads: threadsHere(), fma: hasFma() });
}

function memoryOf(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / page);
  try {
    if (pages <= mostPages) return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw tooLarge(
    bytes,
    pages > mostPages ? `WebAssembly has at most ${(mostPages * page) / mebi} MB` : 'the browser does not give so much',
  );
}

function tooLarge(bytes: number, limit: string): EngineError {
  return new EngineError(
    'too-large',
    `Training this network takes ${Math.ceil(bytes / mebi)} MB of memory, and ${limit}: choose a smaller batch, a smaller side for the pictures, or narrower layers.`,
  );
}

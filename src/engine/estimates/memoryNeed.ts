/**
 * Estimates the memory of a run before any of it is taken. A browser that runs out of memory in a worker ends the whole page, so nothing
 * can be said afterwards. Estimates are rather too high.
 */
import { batchOf, isDeep, memoryDimensions, methodOf, settingsOf, type Config } from '../../methods/config';
import { limits } from '../../methods/limits';
import { architectureOf, type Architecture, type PointShape } from '../networks/architecture';
import { shapeLength, parameterCount, type Layer } from '../networks/layers';

const mebi = 2 ** 20;
const gibi = 2 ** 30;

/** The memory that a browser reports; null where it reports none. */
export interface DeviceMemory {
  /** GiB of the device, as `navigator.deviceMemory` rounds them. */
  readonly device: number | null;
  /** Bytes that scripts may take, as `performance.memory.jsHeapSizeLimit` says. */
  readonly heap: number | null;
}

/** The share of the device's memory that a run may take: the system, the data, the history and the last run want theirs. */
const share = 0.5;
/** A browser has no more than this for one page, however large the device is. */
const most = 8;
/** GiB of a device whose browser does not say how much it has. */
const usual = 4;

/** Bytes that a run may take here. */
export function memoryBudget({ device, heap }: DeviceMemory = deviceMemory()): number {
  return Math.min(share * gibi * Math.min(device ?? usual, most), heap ?? Infinity);
}

function deviceMemory(): DeviceMemory {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { deviceMemory?: number };
  const { memory } = globalThis.performance as { memory?: { jsHeapSizeLimit?: number } };
  return { device: deviceMemory ?? null, heap: memory?.jsHeapSizeLimit ?? null };
}

/** Bytes, by what they are for. */
export interface MemoryNeed {
  readonly networks: number;
  readonly batches: number;
  readonly memories: number;
  readonly codes: number;
}

const single = 4;
/** Arrays of a parameter while it trains: its value, its gradient, and two moments. */
const trained = 4;
/**
 * And of its copies: value and moments in the page's checkpoint and in the one on its way there; the newest epoch and two that may be the
 * result.
 */
const kept = 2 * 3 + 3;
/** Networks of which there is one however many restarts there are: pretraining's, and the one that decodes past epochs. */
const beside = 2;
/** Copies of a pretrained network: the last four, and what a checkpoint has. */
const pretrained = 5;
/** Epochs of which codes are kept at least: the newest, the first, two that may be the result, and as many on the page. */
const epochs = 8;

export type RunShape = PointShape & { readonly n: number };

/**
 * The most bytes that a run of this config on such points takes, beside the points themselves. Throws RangeError where a table is given to
 * a network of convolutions.
 */
export function memoryNeed(config: Config, shape: RunShape): MemoryNeed {
  const { k, restarts } = config;
  const { n, d } = shape;
  const m = memoryDimensions(config, d);
  const batch = 'batchSize' in config ? batchOf(config, n) : 0;
  // In double precision: memories, gradients, two moments, and their copies.
  const memories = restarts * k * m * (trained + kept) * 2 * single;
  // Points, the entries that are hidden, and the way of each point, forward and back.
  const attraction = restarts * batch * 2 * (m + k) * single + (methodOf(config).workspace?.(settingsOf(config), n, d) ?? 0);
  if (!isDeep(config)) return { networks: 0, batches: attraction, memories, codes: 0 };
  const architecture = architectureOf(config.network, shape, m);
  return {
    networks: parametersIn(architecture) * single * ((restarts + beside) * trained + restarts * kept + pretrained),
    batches: attraction + (restarts + beside) * layerBytes(architecture, batch),
    memories,
    codes: restarts * epochs * single * (n * (m + 1) + k * d),
  };
}

/** Bytes of a network on the processor while it trains on batches of so many points. */
export const networkNeed = (architecture: Architecture, batchSize: number): number =>
  parametersIn(architecture) * single * trained + layerBytes(architecture, batchSize);

/** Parameters of both halves. */
const parametersIn = ({ encoder, decoder }: Architecture): number => parameterCount(encoder) + parameterCount(decoder);

/** Bytes of the activations between layers, and half as much again for the backward pass. */
function layerBytes({ d, encoder, decoder }: Architecture, batch: number): number {
  return 1.5 * batch * single * (2 * d + numbersOf(encoder) + numbersOf(decoder));
}

/** Numbers that layers give for one point. */
function numbersOf(layers: readonly Layer[]): number {
  return layers.reduce(
    (sum, layer) => sum + shapeLength(layer.output) + (layer.kind === 'residual' ? numbersOf(layer.main) + numbersOf(layer.shortcut) : 0),
    0,
  );
}

const total = ({ networks, batches, memories, codes }: MemoryNeed): number => networks + batches + memories + codes;

/**
 * Where a run takes more than `budget` bytes: the config's key that is to be changed, and a sentence that says what takes how much, and
 * what to do. Else null.
 */
export function tooLarge(config: Config, shape: RunShape, budget: number): { readonly key: string; readonly sentence: string } | null {
  const need = memoryNeed(config, shape);
  if (total(need) <= budget) return null;
  const { key, remedy } = remedyFor(config, shape, budget, need);
  const parts = [
    { bytes: need.networks, what: 'the networks' },
    { bytes: need.batches, what: 'batchSize' in config ? `batches of ${config.batchSize} points` : 'the points' },
    { bytes: need.memories, what: methodOf(config).partition === 'memory' ? `${config.k} memories` : `${config.k} centres` },
    { bytes: need.codes, what: 'the codes' },
  ];
  const largest = parts.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const times = config.restarts > 1 ? ` of ${config.restarts} restarts` : '';
  const sentence = `A run with these settings takes about ${inMb(total(need))} of memory, most of it for ${largest.what}${times}, and a page has about ${inMb(budget)} here: ${remedy}.`;
  return { key, sentence };
}

const inMb = (bytes: number): string => `${Math.ceil(bytes / mebi).toLocaleString('en')} MB`;

function remedyFor(config: Config, shape: RunShape, budget: number, need: MemoryNeed): { key: string; remedy: string } {
  const fits = (patch: { readonly restarts?: number; readonly batchSize?: number }) =>
    total(memoryNeed({ ...config, ...patch } as Config, shape)) <= budget;
  const restarts = mostThatFits(config.restarts, (restarts) => fits({ restarts }));
  if (restarts >= 1)
    return {
      key: 'restarts',
      remedy: `choose at most ${restarts} restart${restarts === 1 ? '' : 's'}${need.networks > 0 ? ', or a smaller network' : ''}`,
    };
  const batchSize = 'batchSize' in config ? mostThatFits(batchOf(config, shape.n), (batchSize) => fits({ batchSize })) : 0;
  if (batchSize >= limits.batchSize[0]) return { key: 'batchSize', remedy: `choose batches of at most ${batchSize} points` };
  if (need.networks > need.memories + need.codes) return { key: 'network', remedy: 'choose narrower layers, or fewer of them' };
  if (need.codes > need.memories)
    return { key: isDeep(config) && config.latent !== null ? 'latent' : 'k', remedy: 'choose fewer dimensions m for the codes' };
  return { key: 'k', remedy: 'choose fewer clusters k, or fewer columns' };
}

/** The greatest whole number below `from` that fits, where what is smaller fits the better; 0 where none does. */
function mostThatFits(from: number, fits: (value: number) => boolean): number {
  let low = 0;
  let high = from;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

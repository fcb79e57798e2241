import { Thinned } from '../../core/work/thinned';
import { isDeep, samePartition, type Config } from '../../methods/config';
import { bytesIn } from '../../core/work/arrays';
import type { Measured } from '../../methods/deepMethod';
import type { LossTerms } from '../../methods/points';
import type { PartitionModel } from '../../core/partition/model';
import { rateFloor, scheduled } from '../deep/trainer';
import type { Begun } from './deepNotes';
import { NetworkVersions, type SavedVersions } from './networkVersions';
import { Plateau, type PlateauState } from '../../core/optimise/plateau';
import { mostRrl } from '../../core/metrics/numbers';
import type { Assessment, Latent, Stopped } from '../protocol';

/** The record of one restart: its schedule, its past, and its best epochs. */

/**
 * Every so many epochs the loss is taken over the whole set: there it is at most a tenth of the work. By the silhouette the same epochs are
 * asked.
 */
export const judgedEpochs = 5;

/** One epoch of one restart, as the history keeps it: labels and metrics are computed again when it is looked at. */
export interface KeptEpoch {
  /** The settings that it was trained with: some of them may be changed while training goes on. */
  readonly config: Config;
  readonly epoch: number;
  readonly partition: PartitionModel;
  readonly loss: number | null;
  /** See `Snapshot.wholeLoss`. */
  readonly wholeLoss: number | null;
  readonly learningRate: number | null;
  /** Of deep methods: the codes and decoded prototypes of that epoch, their metrics, and the loss over the whole set. */
  readonly deep: { readonly latent: Latent; readonly judged: Assessment; readonly measured: Measured | null } | null;
}

/** One point of the curves. */
export interface LossEntry {
  readonly epoch: number;
  readonly loss: number | null;
  /** What the loss is made of, where the method tells its terms. */
  readonly terms?: LossTerms;
  readonly wholeLoss: number | null;
  readonly learningRate: number | null;
}

export interface Restart {
  readonly plateau: Plateau;
  readonly frames: Thinned<KeptEpoch>;
  readonly losses: Thinned<LossEntry>;
  /** The epoch of the lowest `wholeLoss` so far, see `lowerThan`. */
  best: KeptEpoch | null;
  /** Of deep methods: the epoch that is chosen by the silhouette, see `chosenOver`. */
  bestAttracted: KeptEpoch | null;
  /** Where and why it ended before the run did. */
  stopped: Stopped | null;
  /** What is to be known of how its newest epoch came about. */
  notes: readonly string[];
  /** Of deep methods with pretrained networks: what it began with. */
  begun: Begun | null;
  readonly networks: NetworkVersions;
  silhouette: number | null;
}

/** Of the epochs only what the result may be chosen among: all of them would outgrow the rest, and the page has its own. */
export interface SavedRestart {
  plateau: PlateauState;
  losses: SavedLosses;
  /** Earlier epochs that the silhouette chooses among; of deep methods `bestAttracted` is all. */
  frames: readonly KeptEpoch[];
  networks: SavedVersions;
  best: KeptEpoch | null;
  bestAttracted: KeptEpoch | null;
  stopped: Stopped | null;
  notes: readonly string[];
  begun: Begun | null;
}

/** The points of the curves, in a few arrays, which are quickly copied. */
interface SavedLosses {
  /** Four numbers an epoch: its own, loss, loss over the whole set, learning rate; NaN where there is none. */
  readonly numbers: Float64Array;
  /** Of each epoch; null for methods that tell none. */
  readonly terms: readonly (LossTerms | undefined)[] | null;
}

export function savedLosses(losses: readonly LossEntry[]): SavedLosses {
  const numbers = new Float64Array(4 * losses.length);
  losses.forEach(({ epoch, loss, wholeLoss, learningRate }, i) =>
    numbers.set([epoch, loss ?? NaN, wholeLoss ?? NaN, learningRate ?? NaN], 4 * i),
  );
  return { numbers, terms: losses.some(({ terms }) => terms) ? losses.map(({ terms }) => terms) : null };
}

export function lossesOf({ numbers, terms }: SavedLosses): LossEntry[] {
  const orNull = (x: number) => (Number.isNaN(x) ? null : x);
  return Array.from({ length: numbers.length / 4 }, (_, i) => {
    const [epoch, loss, wholeLoss, learningRate] = numbers.subarray(4 * i, 4 * i + 4);
    const entry = { epoch, loss: orNull(loss), wholeLoss: orNull(wholeLoss), learningRate: orNull(learningRate) };
    return terms?.[i] ? { ...entry, terms: terms[i] } : entry;
  });
}

/** Bytes that the histories of all restarts may take together. */
const historyBytes = 96 * 2 ** 20;
/** Points of all restarts' curves; and of one, however many there are. */
const historyEntries = 200_000;
const leastEntries = 5000;

/** A restart before its first epoch. */
export function createRestart(config: Config): Restart {
  return {
    plateau: plateauOf(config),
    frames: new Thinned<KeptEpoch>(historyBytes / config.restarts, bytesOf),
    losses: new Thinned<LossEntry>(Math.max(leastEntries, historyEntries / config.restarts), () => 1),
    best: null,
    bestAttracted: null,
    stopped: null,
    notes: [],
    begun: null,
    networks: new NetworkVersions(config.restarts),
    silhouette: null,
  };
}

const bytesOf = ({ partition, deep }: KeptEpoch): number =>
  bytesIn(partition) + (deep ? bytesIn(deep.latent) + 2 * deep.judged.labels.byteLength : 0) + 100;

/**
 * Deep methods have three rates, of which the schedule is the common scale, down to where the greatest of them is at the floor; their
 * losses are small, so their threshold is a share of them.
 */
function plateauOf(config: Config): Plateau {
  if (!isDeep(config)) return new Plateau(learningRateOf(config));
  return new Plateau(1, Math.min(1, rateFloor / Math.max(...Object.values(config.rates), rateFloor)), true);
}

/** What the rates of training are a multiple of: of deep methods, and of those without a rate, 1. */
export const learningRateOf = (config: Config): number => ('learningRate' in config ? config.learningRate : 1);

/** The learning rate that is reported: of deep methods the head's; null for methods without one. */
export const shownRate = (config: Config, rate: number): number | null =>
  isDeep(config) ? scheduled(config.rates.head, rate) : 'learningRate' in config ? rate : null;

/**
 * True if an epoch is a better result than another, by the loss over the whole set. Under another β, T or step the loss is another
 * quantity: then the later epoch counts.
 */
export function lowerThan(frame: KeptEpoch, other: KeptEpoch | null): boolean {
  if (frame.wholeLoss === null || !Number.isFinite(frame.wholeLoss)) return false;
  if (other === null || other.wholeLoss === null || !samePartition(frame.config, other.config)) return true;
  return frame.wholeLoss < other.wholeLoss;
}

/**
 * True if an epoch of a deep method is to be chosen rather than another: it reconstructs well enough, leaves no more memories without
 * points – few clusters have a high silhouette cheaply –, and with as many has the higher SC on the attracted codes.
 */
export function chosenOver(frame: KeptEpoch, other: KeptEpoch | null): boolean {
  const [its, others] = [eligible(frame), eligible(other)];
  if (!its || !others) return its !== null;
  return its.clusters === others.clusters ? its.scAttracted > others.scAttracted : its.clusters > others.clusters;
}

function eligible(frame: KeptEpoch | null): { clusters: number; scAttracted: number } | null {
  const metrics = frame?.deep?.judged.metrics;
  if (!metrics || metrics.rrl === null || metrics.rrl > mostRrl || metrics.scAttracted === null) return null;
  return { clusters: metrics.clusters, scAttracted: metrics.scAttracted };
}

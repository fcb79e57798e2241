import { Thinned } from '../../core/work/thinned';
import type { Parameters } from '../networks/architecture';

interface Version {
  readonly epoch: number;
  readonly parameters: Parameters;
}

type Measure = 'loss' | 'silhouette';

/** What is kept of networks beside the newest: those that are the best so far by some measure. */
export interface SavedVersions {
  readonly earlier: readonly (Version & { readonly best: readonly Measure[] })[];
  /** The measures by which the newest is the best. */
  readonly newest: readonly Measure[];
}

/** Bytes that past networks of all restarts may take together. */
const versionBytes = 256 * 2 ** 20;

/**
 * The networks of one restart as they were: thinned evenly, so that memories of many epochs can be decoded by the decoder of their own
 * epoch; and those of the epochs that may become the result.
 */
export class NetworkVersions {
  private readonly kept: Thinned<Version>;
  private readonly marked = new Map<Measure, Version>();
  private newest: Version | null = null;

  constructor(restarts: number) {
    this.kept = new Thinned<Version>(versionBytes / restarts, ({ parameters: { encoder, decoder, head = {} } }) =>
      [encoder, decoder, ...Object.values(head)].reduce((bytes, { byteLength }) => bytes + byteLength, 0),
    );
  }

  add(epoch: number, parameters: Parameters): void {
    this.newest = { epoch, parameters };
    this.kept.push(this.newest);
  }

  /** The newest is the best so far by this measure; the one that was before is no longer held for it. */
  mark(measure: Measure): void {
    if (this.newest) this.marked.set(measure, this.newest);
  }

  /** @param whole with the networks of earlier epochs, which may be large; their arrays are shared. */
  save(whole: boolean): SavedVersions {
    const bestBy = (version: Version | null) => [...this.marked].flatMap(([measure, one]) => (one === version ? measure : []));
    const earlier = new Set([...this.marked.values()].filter((version) => whole && version !== this.newest));
    return { earlier: [...earlier].map((version) => ({ ...version, best: bestBy(version) })), newest: bestBy(this.newest) };
  }

  /** Goes on with what was saved, and the newest. */
  restore({ earlier, newest }: SavedVersions, { epoch, parameters }: Version): void {
    for (const { best, ...version } of earlier.toSorted((a, b) => a.epoch - b.epoch)) {
      this.kept.push(version);
      for (const measure of best) this.marked.set(measure, version);
    }
    this.add(epoch, parameters);
    newest.forEach((measure) => this.mark(measure));
  }

  /** Training begins anew, from other networks. */
  clear(): void {
    this.kept.clear();
    this.marked.clear();
    this.newest = null;
  }

  /** Of that epoch; null where it is not kept. */
  at(epoch: number): Parameters | null {
    const found = [...this.kept.items, ...this.marked.values()].find((version) => version.epoch === epoch);
    return found?.parameters ?? null;
  }
}

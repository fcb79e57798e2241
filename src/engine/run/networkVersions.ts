import { Thinned } from '../../core/work/thinned';
import type { Parameters } from '../networks/architecture';

interface Version {
  readonly epoch: number;
  readonly parameters: Parameters;
}

/** Bytes that past networks of all restarts may take together. */
const versionBytes = 256 * 2 ** 20;

/**
 * The networks of one restart as they were: thinned evenly, so that memories of many epochs can be decoded by the decoder of their own
 * epoch; and those of the epochs that may become the result.
 */
export class NetworkVersions {
  private readonly kept: Thinned<Version>;
  private readonly marked = new Map<string, Version>();
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
  mark(measure: 'loss' | 'silhouette'): void {
    if (this.newest) this.marked.set(measure, this.newest);
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

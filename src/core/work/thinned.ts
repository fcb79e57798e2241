/**
 * A history that never outgrows its memory: when it is full, every second item goes, so that what is left stays evenly spaced and keeps its
 * first item.
 */
export class Thinned<T> {
  private kept: T[] = [];
  private bytes = 0;
  private stride = 1;
  private offered = 0;

  /** @param limitBytes what the items may take together. @param size bytes of one item. */
  constructor(
    private readonly limitBytes: number,
    private readonly size: (item: T) => number,
  ) {}

  get items(): readonly T[] {
    return this.kept;
  }

  /** Takes every stride-th item that is offered; the newest stands in at the end until a later one takes its place. */
  push(item: T): void {
    if (this.kept.length && (this.offered - 1) % this.stride !== 0) this.bytes -= this.size(this.kept.pop()!);
    this.kept.push(item);
    this.bytes += this.size(item);
    this.offered++;
    while (this.bytes > this.limitBytes && this.kept.length > 2) this.thin();
  }

  clear(): void {
    this.kept = [];
    this.bytes = 0;
    this.stride = 1;
    this.offered = 0;
  }

  private thin(): void {
    const last = this.kept.length - 1;
    const newestOnGrid = (this.offered - 1) % (2 * this.stride) === 0;
    this.kept = this.kept.filter((_, i) => i % 2 === 0 || (i === last && !newestOnGrid));
    this.stride *= 2;
    this.bytes = this.kept.reduce((sum, item) => sum + this.size(item), 0);
  }
}

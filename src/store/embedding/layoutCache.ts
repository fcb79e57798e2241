import { Thinned } from '../../core/work/thinned';
import type { EmbeddingLayout, PaneQuality } from './embedding';
import type { EmbeddingSubject } from './subject';

/** The layout of one epoch. */
export interface KeptLayout {
  readonly subject: EmbeddingSubject;
  layout: EmbeddingLayout;
  quality: PaneQuality | null;
}

/** Layouts of epochs that were shown, so that scrubbing comes back to them: within so many bytes, thinned evenly. */
const most = 32 * 2 ** 20;

export class KeptLayouts {
  private of = '';
  private readonly kept = new Thinned<KeptLayout>(most, ({ layout }) => layout.coordinates.byteLength + 1000);

  clear(): void {
    this.kept.clear();
  }

  /** @param of what it is a layout of, but for the epoch: those of another thing are forgotten. */
  put(of: string, subject: EmbeddingSubject, layout: EmbeddingLayout): void {
    if (of !== this.of) this.clear();
    this.of = of;
    const known = this.get(of, subject);
    if (!known) this.kept.push({ subject, layout, quality: null });
    // It has come to rest since.
    else if (known.layout.coordinates !== layout.coordinates) Object.assign(known, { layout, quality: null });
  }

  get(of: string, { points, attract, run, restart, epoch }: EmbeddingSubject): KeptLayout | null {
    if (of !== this.of) return null;
    const same = ({ subject }: KeptLayout) =>
      subject.points === points &&
      subject.run === run &&
      subject.restart === restart &&
      subject.epoch === epoch &&
      (subject.attract === null) === (attract === null);
    return this.kept.items.find(same) ?? null;
  }
}

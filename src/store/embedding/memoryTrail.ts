import type { EmbeddingLayout } from './embedding';
import { mostTrail, type EmbeddingSubject } from './subject';

type Trail = EmbeddingLayout['trail'];

/**
 * Where memories have been in a layout that follows a training: it grows by where they were placed last, for placing those of all epochs
 * anew takes time.
 */
export class MemoryTrail {
  private last: { readonly subject: EmbeddingSubject; readonly memories: Float32Array } | null = null;

  /** The layout is another's. */
  forget(): void {
    this.last = null;
  }

  /** @param memories k × 2, placed among the points of the subject. */
  put(subject: EmbeddingSubject, memories: Float32Array): void {
    this.last = { subject, memories };
  }

  /**
   * The trail up to the subject's epoch, with the memories that were placed last at its end where they are of an earlier one; thinned where
   * it grows long.
   */
  longer(trail: Trail, { run, restart, epoch }: EmbeddingSubject): Trail {
    const { last } = this;
    if (!last || last.subject.run !== run || last.subject.restart !== restart || last.subject.epoch >= epoch)
      return trail.filter((before) => before.epoch < epoch);
    const longer = [...trail.filter((before) => before.epoch < last.subject.epoch), { epoch: last.subject.epoch, memories: last.memories }];
    return longer.length > mostTrail ? longer.filter((_, i) => i % 2 === 0) : longer;
  }
}

import type { EmbeddingSubject } from './subject';
import type { RunState } from '../state';

/** The latest request to a pane's worker. */
export interface Asked {
  readonly dataset: RunState['dataset'];
  /** The subject apart from its epoch: a layout of another one begins anew. */
  readonly of: string;
  readonly subject: EmbeddingSubject;
  /** From the principal components, not from a layout there was. */
  readonly cold: boolean;
  /** It waits for the user. */
  readonly offered?: boolean;
  /** It was given up half-way. */
  readonly givenUp?: boolean;
  /** The memories of earlier epochs stay where they were drawn, for a training needs the time to place them anew. */
  readonly lean: boolean;
  /** Points are coming to rest, which what is shown next need not wait for. */
  readonly settling?: boolean;
}

/** The state of a pane, and the epoch that is shown now. */
export interface Standing {
  readonly asked: Asked | null;
  readonly subject: EmbeddingSubject;
  readonly of: string;
  readonly training: boolean;
  /** The user let it stand still. */
  readonly still: boolean;
  /** The worker is at what was asked for. */
  readonly busy: boolean;
  /** There is a layout to go on from. */
  readonly laidOut: boolean;
  /** Its points followed a training, and have not come to rest since. */
  readonly restless: boolean;
  /** The layout of this very subject is kept. */
  readonly known: boolean;
}

/** `begin` from nothing; `follow` from the layout there is, or `settle` it; `keep` one that is known; only `place` memories in it. */
export type NextLayout = 'wait' | 'begin' | 'follow' | 'settle' | 'keep' | 'place';

/** The pane's next action for the epoch that is shown. */
export function nextLayout({ asked, subject, of, training, still, busy, laidOut, restless, known }: Standing): NextLayout {
  if (still) return 'wait';
  if (asked?.of !== of) return 'begin';
  const moved = asked.subject.points !== subject.points || asked.subject.attract !== subject.attract;
  const givesWay = asked.settling && (moved || training);
  if (asked.offered || (busy && !givesWay)) return 'wait';
  if (!laidOut) return 'begin';
  // While something is moved by hand it is followed.
  const rests = restless && subject.untouched && !training;
  if (known && moved) return 'keep';
  if (rests) return 'settle';
  if (moved) return 'follow';
  if (busy || asked.givenUp) return known ? 'keep' : 'follow';
  const elsewhere = asked.subject.epoch !== subject.epoch || asked.subject.memories.some((value, i) => value !== subject.memories[i]);
  return elsewhere || (asked.lean && !training) ? 'place' : 'wait';
}

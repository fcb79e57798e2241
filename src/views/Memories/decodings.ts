/** Memories in the input space: of deep methods as they are drawn there, d(ρ) or the nearest point. One that was moved by hand is drawn anew. */
import type { Snapshot } from '../../engine/protocol';
import { latest } from '../../store/shown/latest';
import { session } from '../../store/session';
import { type RunStore } from '../../store/runStore';
import { type Shown } from '../../store/state';
import { pointsDrawn, prototypesDrawn, type DrawnPlaces, type StandInChoice } from '../../store/shown/standIns';
import { reportFailure } from '../report';
import { movedMemories, type Movable } from './moved';
import { partitionerOf } from '../../core/partition/kinds';
import { type Floats } from '../../core/algebra/floats';

/** Some memories in the input space; null where the decoder of the shown epoch is not kept. */
function draw(shown: Pick<Shown, 'run' | 'model' | 'restart' | 'epoch' | 'latent'>, which: readonly number[]): Promise<DrawnPlaces | null> {
  const { d } = shown.model;
  const { prototypes: memories } = partitionerOf(shown.model);
  const codes = new Float32Array(which.length * d);
  which.forEach((mu, i) => codes.set(memories.subarray(mu * d, (mu + 1) * d), i * d));
  return session.draw(codes, shown);
}

export interface DrawnMemories {
  /** k × d in the scaled input space; NaN where one was moved and the decoder of its epoch is not kept. */
  readonly rows: Floats;
  /** The points that stand in for them, k; null where they are drawn themselves. */
  readonly points: Uint32Array | null;
}

/** All memories in the scaled input space. */
export async function drawnMemories(
  shown: Movable & Pick<Shown, 'run' | 'restart' | 'epoch'>,
  frames: readonly Snapshot[],
  drawnBy: StandInChoice,
): Promise<DrawnMemories> {
  const { model, latent } = shown;
  if (!latent) return { rows: Float32Array.from(partitionerOf(model).prototypes), points: null };
  const rows = prototypesDrawn(latent, drawnBy).slice();
  const points = pointsDrawn(latent, drawnBy)?.slice() ?? null;
  const moved = movedMemories(shown, frames);
  if (moved.length === 0) return { rows, points };
  const d = rows.length / model.k;
  const found = await draw(shown, moved);
  moved.forEach((mu, i) => {
    if (found) rows.set(found.values.subarray(i * d, (i + 1) * d), mu * d);
    else rows.fill(Number.NaN, mu * d, (mu + 1) * d);
    if (points && found?.points) points[mu] = found.points[i]!;
  });
  return { rows, points };
}

export interface Decoding {
  /** d scaled numbers; null where there are none yet, or never will be. While one waits, it is where the memory was a moment ago. */
  readonly row: Float32Array | null;
  /** The point that stands in for it; null where it is drawn itself. */
  readonly point: number | null;
  readonly state: 'there' | 'waiting' | 'lost';
}

export interface Decodings {
  /** Memory μ of what is shown by a deep method. Where it has to be drawn anew that is asked for, and told by `changed`. */
  of(shown: Shown, mu: number): Decoding;
}

export function decodings(run: RunStore, changed: () => void): Decodings {
  let known: { shown: Shown; moved: readonly number[] } | null = null;
  /** The latest drawing and its memories; `drawn` is null where the decoder was not kept. */
  let answer: { of: Wanted; moved: readonly number[]; drawn: DrawnPlaces | null } | null = null;
  let asked: Wanted | null = null;

  const ask = latest<{ shown: Shown; moved: readonly number[]; of: Wanted }>(
    async ({ shown, moved, of }) => {
      answer = { of, moved, drawn: await draw(shown, moved) };
      changed();
    },
    (error) => reportFailure('What was moved could not be drawn', error, 'memories'),
  );

  return {
    of(shown, mu) {
      const { model, latent } = shown;
      const { frames, drawnBy } = run.getState();
      const d = latent!.decoded.length / model.k;
      const part = (rows: Float32Array, i: number) => rows.subarray(i * d, (i + 1) * d);
      if (known?.shown !== shown) known = { shown, moved: movedMemories(shown, frames) };
      if (!known.moved.includes(mu))
        return { row: part(prototypesDrawn(latent!, drawnBy), mu), point: pointsDrawn(latent!, drawnBy)?.[mu] ?? null, state: 'there' };
      const of = { latent, memories: partitionerOf(model).prototypes, drawnBy };
      if (!same(answer?.of, of) && !same(asked, of)) {
        asked = of;
        ask({ ...known, of });
      }
      if (answer?.of.latent !== latent) return { row: null, point: null, state: 'waiting' };
      if (!answer.drawn) return { row: null, point: null, state: 'lost' };
      const i = answer.moved.indexOf(mu);
      const { values, points } = answer.drawn;
      return {
        row: i < 0 ? null : part(values, i),
        point: points?.[i] ?? null,
        state: same(answer.of, of) ? 'there' : 'waiting',
      };
    },
  };
}

/** What memories are drawn anew for. */
interface Wanted {
  readonly latent: Shown['latent'];
  readonly memories: Floats;
  readonly drawnBy: StandInChoice;
}

const same = (one: Wanted | null | undefined, other: Wanted): boolean =>
  one != null && one.latent === other.latent && one.memories === other.memories && one.drawnBy === other.drawnBy;

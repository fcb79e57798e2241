/** Memories in the input space: for deep methods d(ρ). A memory that was moved by hand is decoded anew. */
import type { Snapshot } from '../../engine/protocol';
import { latest } from '../../store/shown/latest';
import { session } from '../../store/session';
import { type RunStore } from '../../store/runStore';
import { type Shown } from '../../store/state';
import { reportFailure } from '../report';
import { movedMemories, type Movable } from './moved';
import { partitionerOf } from '../../core/partition/kinds';
import { type Floats } from '../../core/algebra/floats';

/** d(ρ) of some memories, so many × d in the scaled space; null where the decoder of the shown epoch is not kept. */
function decode(
  shown: Pick<Shown, 'run' | 'model' | 'restart' | 'epoch' | 'latent'>,
  which: readonly number[],
): Promise<Float32Array | null> {
  const { d } = shown.model;
  const { prototypes: memories } = partitionerOf(shown.model);
  const codes = new Float32Array(which.length * d);
  which.forEach((mu, i) => codes.set(memories.subarray(mu * d, (mu + 1) * d), i * d));
  return session.decode(codes, shown);
}

/** All memories in the scaled input space, k × d; NaN where one was moved and the decoder of its epoch is not kept. */
export async function decodedMemories(
  shown: Movable & Pick<Shown, 'run' | 'restart' | 'epoch'>,
  frames: readonly Snapshot[],
): Promise<Float32Array> {
  const { model, latent } = shown;
  if (!latent) return Float32Array.from(partitionerOf(model).prototypes);
  const moved = movedMemories(shown, frames);
  if (moved.length === 0) return latent.decoded;
  const rows = latent.decoded.slice();
  const d = rows.length / model.k;
  const found = await decode(shown, moved);
  moved.forEach((mu, i) => {
    if (found) rows.set(found.subarray(i * d, (i + 1) * d), mu * d);
    else rows.fill(Number.NaN, mu * d, (mu + 1) * d);
  });
  return rows;
}

export interface Decoding {
  /** d scaled numbers; null where there are none yet, or never will be. While one waits, it is where the memory was a moment ago. */
  readonly row: Float32Array | null;
  readonly state: 'there' | 'waiting' | 'lost';
}

export interface Decodings {
  /** Memory μ of what is shown by a deep method. Where it has to be decoded anew that is asked for, and told by `changed`. */
  of(shown: Shown, mu: number): Decoding;
}

export function decodings(run: RunStore, changed: () => void): Decodings {
  let known: { shown: Shown; moved: readonly number[] } | null = null;
  /** The latest decoding and its memories; `rows` is null where the decoder was not kept. */
  let answer: { latent: Shown['latent']; memories: Floats; rows: ReadonlyMap<number, Float32Array> | null } | null = null;
  let asked: Floats | null = null;

  const ask = latest<{ shown: Shown; moved: readonly number[] }>(
    async ({ shown, moved }) => {
      const { model, latent } = shown;
      const values = await decode(shown, moved);
      const d = latent!.decoded.length / model.k;
      answer = {
        latent,
        memories: partitionerOf(model).prototypes,
        rows: values && new Map(moved.map((mu, i) => [mu, values.subarray(i * d, (i + 1) * d)])),
      };
      changed();
    },
    (error) => reportFailure('What was moved could not be decoded', error, 'memories'),
  );

  return {
    of(shown, mu) {
      const { model, latent } = shown;
      if (known?.shown !== shown) known = { shown, moved: movedMemories(shown, run.getState().frames) };
      if (!known.moved.includes(mu)) {
        const d = latent!.decoded.length / model.k;
        return { row: latent!.decoded.subarray(mu * d, (mu + 1) * d), state: 'there' };
      }
      if (answer?.memories !== partitionerOf(model).prototypes && asked !== partitionerOf(model).prototypes) {
        asked = partitionerOf(model).prototypes;
        ask(known);
      }
      if (answer?.latent !== latent) return { row: null, state: 'waiting' };
      if (!answer.rows) return { row: null, state: 'lost' };
      return { row: answer.rows.get(mu) ?? null, state: answer.memories === partitionerOf(model).prototypes ? 'there' : 'waiting' };
    },
  };
}

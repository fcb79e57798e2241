import { useEffect, useState } from 'react';
import { latest } from '../../store/shown/latest';
import { session } from '../../store/session';
import { useRunStore } from '../../store/runStore';
import type { DrawnPlaces } from '../../store/shown/standIns';
import { type Shown } from '../../store/state';
import { reportFailure } from '../report';

/** A few codes, decoded by the decoder of the shown epoch. */
export interface DecodedPoint {
  /**
   * Rows × d in the scaled input space; null where there are none yet, or never will be. While the rows are pending, the last ones of the
   * same subject.
   */
  readonly values: Float32Array | null;
  /** The points that stand in for the codes; null where they are decoded. */
  readonly points: Uint32Array | null;
  readonly state: 'there' | 'waiting' | 'lost';
}

interface Wanted {
  /** Of which point or memory. */
  readonly subject: string;
  readonly codes: Float32Array;
  readonly point: number | null;
  readonly shown: Shown;
}

/** Milliseconds that the cursor rests on an item before it is decoded, and between two decodings during training. */
const rest = 60;
const restTraining = 300;

function createAsker(answered: (wanted: Wanted, drawn: DrawnPlaces | null) => void) {
  let wanted: Wanted | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = latest<Wanted>(
    async (asked) => {
      if (asked.point === null) return answered(asked, await session.draw(asked.codes, asked.shown));
      const values = await session.decode(asked.codes, asked.shown, asked.point);
      answered(asked, values && { values, points: null });
    },
    (error) => reportFailure('What the inspector shows could not be decoded', error, 'inspector'),
  );
  const forget = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    want(next: Wanted, training: boolean) {
      wanted = next;
      if (!training) forget();
      timer ??= setTimeout(
        () => {
          timer = undefined;
          if (wanted) ask(wanted);
        },
        training ? restTraining : rest,
      );
    },
    forget,
  };
}

/**
 * @param codes rows × m, the same array as long as they are the same codes; null: nothing is asked for. @param point of which all of them are
 * the codes; null where they are of a memory, which is drawn as elsewhere: by the decoder, or by the nearest points.
 */
export function useDecoded(subject: string, shown: Shown, codes: Float32Array | null, point: number | null = null): DecodedPoint {
  const [answer, setAnswer] = useState<{ of: Wanted; drawn: DrawnPlaces | null } | null>(null);
  const run = useRunStore();
  const [asker] = useState(() => createAsker((of, drawn) => setAnswer({ of, drawn })));
  const known = answer?.of.codes === codes;
  useEffect(() => {
    if (codes && !known) asker.want({ subject, codes, point, shown }, run.getState().training.state === 'training');
    else asker.forget();
  }, [asker, run, known, subject, codes, point, shown]);
  useEffect(() => asker.forget, [asker]);
  if (!codes || answer?.of.subject !== subject) return { values: null, points: null, state: 'waiting' };
  const drawn = answer.drawn ?? { values: null, points: null };
  return { ...drawn, state: !known ? 'waiting' : answer.drawn ? 'there' : 'lost' };
}

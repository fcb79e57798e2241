import type { Shown } from '../../store/state';
import { lackingSentence } from '../drawn';
import { useMemo } from 'react';
import { Picture } from '../Picture';
import type { ImageFormat } from '../thumbnail';
import { rowToData } from '../units';
import type { Space } from '../../engine/protocol';
import type { DecodedPoint } from './useDecoded';

const side = 64;

/** One picture and what it is. Where there is none yet, its place. */
export function NamedPicture({
  name,
  values,
  offset = 0,
  image,
  waiting = false,
}: {
  name: string;
  values: ArrayLike<number> | null;
  offset?: number;
  image: ImageFormat;
  waiting?: boolean;
}) {
  return (
    <figure className={waiting ? 'inspector-picture waiting' : 'inspector-picture'}>
      {values ? (
        <Picture values={values} offset={offset} image={image} size={side} />
      ) : (
        <span className="picture" style={{ height: side, width: (side * image.width) / image.height }} />
      )}
      <figcaption>{name}</figcaption>
    </figure>
  );
}

/** Decoded rows as pictures, each under its name. */
export function DecodedPictures({
  names,
  decoded,
  image,
  space,
}: {
  names: readonly string[];
  decoded: DecodedPoint;
  image: ImageFormat;
  space: Space;
}) {
  const { values, state } = decoded;
  const rows = useMemo(() => names.map((_, i) => values && rowToData(space, values, i * space.d)), [names, values, space]);
  return names.map((name, i) => <NamedPicture key={name} name={name} values={rows[i]!} image={image} waiting={state === 'waiting'} />);
}

export const lostSentence = (shown: Pick<Shown, 'epoch' | 'latent'>): string =>
  lackingSentence(shown, ', so what it makes of this is not known. Another epoch’s may be.');

import { useEffect, useRef } from 'react';
import { useRun } from '../../store/runStore';
import { drawThumbnail, onThumbnailChange } from './drawThumbnail';

/** In CSS pixels. */
const side = 72;

/** The set at a glance: its first pictures, or a small scatter. */
export function Thumbnail() {
  const dataset = useRun((state) => state.dataset);
  const space = useRun((state) => state.space);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !dataset) return undefined;
    return onThumbnailChange(() => drawThumbnail(element, dataset, space, side));
  }, [dataset, space]);
  if (!dataset) return null;
  const name = dataset.image
    ? `The first pictures of ${dataset.name}`
    : `The points of ${dataset.name}${dataset.d > 2 ? ' along two principal axes' : ''}`;
  return (
    <figure className="thumbnail" aria-label={name}>
      <canvas ref={canvas} style={{ width: side, height: side }} />
    </figure>
  );
}

import { useEffect, useRef } from 'react';
import './views.css';
import { paintImage, type ImageFormat } from './thumbnail';

/** A row of numbers drawn as the picture it is, `size` CSS pixels high. Decorative where the text beside says what it is. */
export function Picture({
  values,
  offset = 0,
  image,
  size,
  label,
}: {
  values: ArrayLike<number>;
  offset?: number;
  image: ImageFormat;
  size: number;
  label?: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) paintImage(canvas.current, values, offset, image);
  }, [values, offset, image]);
  const style = { height: size, width: (size * image.width) / image.height };
  return (
    <canvas ref={canvas} className="picture" style={style} {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })} />
  );
}

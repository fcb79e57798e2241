import { useEffect, useState, type RefObject } from 'react';
import { forPicture, onPicture } from './forPicture';

/** True while a picture is taken of the view that has this part: what it scrolls on the page is in the picture, too. */
export function useForPicture(part: RefObject<Element | null>): boolean {
  const [taken, setTaken] = useState(false);
  useEffect(() => onPicture(() => setTaken(part.current !== null && forPicture(part.current))), [part]);
  return taken;
}

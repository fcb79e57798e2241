/**
 * While a picture of a view is taken it is drawn for it: canvases with more pixels, what is out of sight too, and at once what else waits
 * until nothing moves.
 */

let asked: { readonly view: Element; readonly density: number } | null = null;
const listeners = new Set<() => void>();
const works = new Set<{ readonly part: Element; readonly atWork: () => boolean }>();

/** True while a picture is taken of the view that has this part. */
export const forPicture = (part: Element): boolean => asked?.view.contains(part) === true;

/** Pixels to a CSS pixel that the picture needs of this part; 0 while none is taken of it. */
export const pictureDensity = (part: Element): number => (asked && forPicture(part) ? asked.density : 0);

/** Calls back when a picture begins or ends. Returns how to stop. */
export function onPicture(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** Lets a view be drawn for a picture from now on; returns the end of that. One picture is taken at a time. */
export function drawForPicture(view: Element, density: number): () => void {
  const change = (next: typeof asked) => {
    asked = next;
    for (const changed of listeners) changed();
  };
  change({ view, density });
  return () => change(null);
}

/** A view whose drawing takes longer than a frame says whether it is still at it. @param part is in the view. Returns how to stop. */
export function drawsLater(part: Element, atWork: () => boolean): () => void {
  const work = { part, atWork };
  works.add(work);
  return () => works.delete(work);
}

/** True while a part of the view is still being drawn. */
export const atWorkIn = (view: Element): boolean => [...works].some(({ part, atWork }) => view.contains(part) && atWork());

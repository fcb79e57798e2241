/** Pointing at the ground: where the cursor is, in CSS pixels of the map, and what is clicked. Memories and drops look after themselves. */
export interface MapPointerHandlers {
  /** The cursor is here, or (null) nowhere on the ground, or busy dragging. */
  hover(at: { x: number; y: number } | null): void;
  click(at: { x: number; y: number }): void;
}

export function listenToMapPointer(map: SVGSVGElement, signal: AbortSignal, { hover, click }: MapPointerHandlers): void {
  const placeOf = ({ clientX, clientY }: MouseEvent) => {
    const { left, top } = map.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const onHandle = ({ target }: Event) => target instanceof Element && target.closest('.memory, .drop') !== null;
  map.addEventListener(
    'pointermove',
    (event) => {
      // A finger hides what it points at; it taps.
      if (event.pointerType !== 'touch') hover(onHandle(event) || event.buttons !== 0 ? null : placeOf(event));
    },
    { signal },
  );
  map.addEventListener('pointerleave', () => hover(null), { signal });
  map.addEventListener(
    'click',
    (event) => {
      if (!onHandle(event)) click(placeOf(event));
    },
    { signal },
  );
}

import { select, zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from 'd3';
import { middleKept, type PlaneFrame } from './frame';

/** Pan and zoom of the map: wheel, pinch, dragging the ground, double-click to see the whole again. */
export interface MapZoom {
  readonly transform: ZoomTransform;
  by(factor: number): void;
  set(to: ZoomTransform): void;
  /** The map that was drawn as `before` is of another size now: the middle stays where it is. */
  resize(before: PlaneFrame, width: number, height: number): void;
  reset(): void;
  destroy(): void;
}

export function createMapZoom(svg: SVGSVGElement, onChange: () => void, onRest: () => void): MapZoom {
  let transform = zoomIdentity;
  const whole = () => transform.k === 1 && transform.x === 0 && transform.y === 0;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([0.25, 64])
    .clickDistance(4)
    .filter((event: MouseEvent | TouchEvent | WheelEvent) => {
      // One finger scrolls the page as long as the whole map is in view: there is nothing to pan to then.
      if ('touches' in event) return event.touches.length > 1 || !whole();
      return (!event.ctrlKey || event.type === 'wheel') && event.button === 0 && event.type !== 'dblclick';
    })
    .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
      ({ transform } = event);
      svg.style.touchAction = whole() ? 'pan-y' : 'none';
      onChange();
    })
    // A zoom that the page itself makes settles by itself.
    .on('end', ({ sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => sourceEvent && onRest());
  const root = select(svg);
  root.call(behaviour).on('dblclick.zoom', null);
  svg.style.touchAction = 'pan-y';
  const reset = () => behaviour.transform(root, zoomIdentity);
  root.on('dblclick.reset', reset);
  return {
    get transform() {
      return transform;
    },
    resize(before, width, height) {
      if (!whole()) behaviour.transform(root, middleKept(before, transform.k, width, height));
    },
    by: (factor) => behaviour.scaleBy(root, factor),
    set: (to) => behaviour.transform(root, to),
    reset,
    destroy() {
      root.on('.zoom', null).on('.reset', null);
    },
  };
}

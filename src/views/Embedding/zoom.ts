import { select, zoom, zoomIdentity, type D3ZoomEvent } from 'd3';
import type { Zoom } from './geometry/camera';

/** Pan and zoom of a plot: wheel, pinch, dragging, double-click to see the whole again. */
export interface PlotZoom {
  readonly now: Zoom;
  by(factor: number): void;
  /** CSS pixels. */
  pan(right: number, down: number): void;
  set(to: Zoom): void;
  reset(): void;
  /** With `all`, no finger scrolls the page. Otherwise one finger scrolls it as long as the whole layout is in view. */
  keepFingers(all: boolean): void;
  destroy(): void;
}

/** @param drawing the pointer draws a region now, and pans nothing. @param onRest a gesture, or what else changed the zoom, has ended. */
export function createPlotZoom(
  svg: SVGSVGElement,
  drawing: (event: MouseEvent | TouchEvent) => boolean,
  onChange: () => void,
  onRest: () => void,
): PlotZoom {
  let now: Zoom = zoomIdentity;
  const whole = () => now.k === 1 && now.x === 0 && now.y === 0;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([0.4, 400])
    .clickDistance(4)
    .filter((event: MouseEvent | TouchEvent | WheelEvent) => {
      if (event.type === 'wheel') return true;
      // One finger scrolls the page as long as the whole is in view: there is nothing to pan to then.
      if ('touches' in event) return event.touches.length > 1 || (!drawing(event) && !whole());
      return !drawing(event) && event.button === 0 && event.type !== 'dblclick';
    })
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      now = transform;
      touch();
      onChange();
    })
    .on('end', onRest);
  const root = select(svg);
  let kept = false;
  const touch = () => {
    svg.style.touchAction = whole() && !kept ? 'pan-y' : 'none';
  };
  root.call(behaviour).on('dblclick.zoom', null);
  touch();
  const set = ({ k, x, y }: Zoom) => behaviour.transform(root, zoomIdentity.translate(x, y).scale(k));
  const reset = () => behaviour.transform(root, zoomIdentity);
  root.on('dblclick.reset', reset);
  return {
    get now() {
      return now;
    },
    by: (factor) => behaviour.scaleBy(root, factor),
    pan: (right, down) => set({ k: now.k, x: now.x + right, y: now.y + down }),
    set,
    reset,
    keepFingers(all) {
      kept = all;
      touch();
    },
    destroy() {
      root.on('.zoom', null).on('.reset', null);
    },
  };
}

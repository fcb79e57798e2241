import type { Size } from '../chart/size';
import type { Camera as SizelessCamera } from '../camera';
import { cameraOf, fitScale, keptMiddle, toFrame, zoomTo, type Camera } from './geometry/camera';
import type { Placed } from './geometry/place';
import type { PlotZoom } from './zoom';

/** Where a plot is looked at from: the whole layout fits, but for what the zoom makes of it. */
export interface Aim {
  readonly camera: Camera | null;
  /** @param progress of the points to where they go, 0 … 1: on the way from one layout to the next the scale slides too. */
  at(size: Size, to: Placed, progress: number): Camera;
  /** There is nothing to look at. */
  away(): void;
  /** What is in view, whatever the plot's size; null where there is nothing. */
  read(): SizelessCamera | null;
  /** The zoom that has this in view. */
  show(to: SizelessCamera): void;
}

export function createAim(zoom: PlotZoom): Aim {
  let fit = 1;
  let camera: Camera | null = null;
  return {
    get camera() {
      return camera;
    },
    at(size, to, progress) {
      const wanted = fitScale(to.halfWidth, to.halfHeight, size);
      const resized = camera !== null && (camera.width !== size.width || camera.height !== size.height);
      const next = progress < 1 && !resized && camera ? fit + (wanted - fit) * Math.max(0.15, progress) : wanted;
      const { k, x, y } = zoom.now;
      if (resized && camera && (k !== 1 || x !== 0 || y !== 0)) zoom.set(keptMiddle(camera, zoom.now, next, size));
      fit = next;
      return (camera = cameraOf(fit, size, zoom.now));
    },
    away() {
      camera = null;
    },
    read() {
      if (!camera) return null;
      const [u, v] = toFrame(camera, camera.width / 2, camera.height / 2);
      return { k: zoom.now.k, middle: [u, v] };
    },
    show({ k, middle }) {
      if (camera) zoom.set(zoomTo(middle, k, fit, camera));
    },
  };
}

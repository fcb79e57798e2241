import type { DomainBox } from './Basins/domain';

/** The part of a drawing that is in view: told by the views, and asked of them by what brings a picture back. */

/** Of drawings of any size. */
export interface Camera {
  /** The magnification; 1 shows the whole. */
  readonly k: number;
  /** What is in the middle, in the drawing's own coordinates. */
  readonly middle: readonly [number, number];
}

/** Of the map: in coordinates of its plane, with the box that it shows as a whole. */
export interface MapCamera extends Camera {
  readonly domain: DomainBox;
}

/** True if it does not show the whole. */
export const isAside = ({ k, middle: [s, t], domain: { s0, t0, s1, t1 } }: MapCamera): boolean =>
  k !== 1 || Math.hypot(2 * s - s0 - s1, 2 * t - t0 - t1) > 1e-6 * (s1 - s0 + t1 - t0);

interface Cameras {
  readonly map: MapCamera;
  readonly embedding: Camera;
}

type Drawing = keyof Cameras;

interface Told<C> {
  /** Null where nothing is drawn yet. */
  read(): C | null;
  /** Draws again. */
  request(): void;
}

const told: { [D in Drawing]?: Told<Cameras[D]> } = {};
const wanted: { [D in Drawing]?: { readonly after: number; readonly camera: Cameras[D] } } = {};

/** A drawing of the current run is on the page. Returns how it leaves. */
export function tellCamera<D extends Drawing>(drawing: D, one: Told<Cameras[D]>): () => void {
  const all: { [key in D]?: Told<Cameras[D]> } = told;
  all[drawing] = one;
  return () => {
    if (all[drawing] === one) delete all[drawing];
  };
}

/** Null where the drawing is not on the page. */
export const cameraOf = <D extends Drawing>(drawing: D): Cameras[D] | null =>
  (told as { [key in D]?: Told<Cameras[D]> })[drawing]?.read() ?? null;

/** The drawing takes this camera when it draws a run that was begun after run `after`, or at once where it shows one. */
export function wantCamera<D extends Drawing>(drawing: D, after: number, camera: Cameras[D]): void {
  const all: { [key in D]?: { readonly after: number; readonly camera: Cameras[D] } } = wanted;
  all[drawing] = { after, camera };
  told[drawing]?.request();
}

/** The camera that is wanted of a drawing of this run, once. */
export function takeWanted<D extends Drawing>(drawing: D, run: number): Cameras[D] | null {
  const all: { [key in D]?: { readonly after: number; readonly camera: Cameras[D] } } = wanted;
  const one = all[drawing];
  if (!one || run <= one.after) return null;
  delete all[drawing];
  return one.camera;
}

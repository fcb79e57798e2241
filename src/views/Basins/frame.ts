import { scaleLinear, zoomIdentity, type ScaleLinear, type ZoomTransform } from 'd3';
import { withAspect, type DomainBox } from './domain';

/** The geometry of one drawing: which box of the plane lies on how many CSS pixels. One unit is as long upwards as sideways. */
export interface PlaneFrame {
  readonly width: number;
  readonly height: number;
  readonly box: DomainBox;
  /** The box in view without zoom. */
  readonly domain: DomainBox;
  /** From s to pixels from the left, from t to pixels from the top. */
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

export function frameOf(domain: DomainBox, width: number, height: number, zoom: ZoomTransform = zoomIdentity): PlaneFrame {
  const whole = withAspect(domain, width, height);
  const x = zoom.rescaleX(scaleLinear([whole.s0, whole.s1], [0, width]));
  const y = zoom.rescaleY(scaleLinear([whole.t1, whole.t0], [0, height]));
  const [s0, s1] = x.domain() as [number, number];
  const [t1, t0] = y.domain() as [number, number];
  return { width, height, box: { s0, t0, s1, t1 }, domain, x, y };
}

/** The zoom that keeps in the middle of a map what is there, when the map becomes width × height; by the same factor k. */
export const middleKept = (before: PlaneFrame, k: number, width: number, height: number): ZoomTransform =>
  zoomTo(before.domain, k, middleOf(before), width, height);

/** The place in the middle of a map: s and t. */
export const middleOf = ({ x, y, width, height }: PlaneFrame): [number, number] => [x.invert(width / 2), y.invert(height / 2)];

/** The zoom by a factor k that has the place (s, t) in the middle of a map of width × height pixels. */
export function zoomTo(domain: DomainBox, k: number, [s, t]: readonly [number, number], width: number, height: number): ZoomTransform {
  const whole = frameOf(domain, width, height);
  const [x, y] = [width / 2 - k * whole.x(s), height / 2 - k * whole.y(t)];
  // The whole map is that to the last bit.
  return k === 1 && Math.hypot(x, y) < 1e-3 ? zoomIdentity : zoomIdentity.translate(x, y).scale(k);
}

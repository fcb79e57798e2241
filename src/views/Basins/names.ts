import type { MapPicture } from '../../engine/client';

/** Where to write the number of a basin whose own memory does not stand on it: colour alone would not tell which basin it is. */

export interface RegionName {
  readonly label: number;
  /** In the axes of the plane: the place of the basin that is furthest from its border. */
  readonly place: readonly [number, number];
}

export function regionNames({
  regions,
  width,
  height,
  scene: { box },
}: Pick<MapPicture, 'regions' | 'width' | 'height' | 'scene'>): RegionName[] {
  return regions.map(({ label, middle }) => {
    const s = box.s0 + (((middle % width) + 0.5) / width) * (box.s1 - box.s0);
    const t = box.t1 - ((Math.floor(middle / width) + 0.5) / height) * (box.t1 - box.t0);
    return { label, place: [s, t] };
  });
}

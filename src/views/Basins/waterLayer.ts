import { lift, project, type Plane } from '../../core/plane';
import type { Picture } from '../../engine/client';
import { useStore, type AppState } from '../../store/state';
import type { Box } from './domain';
import type { Frame } from './frame';
import { drawProbe, streamSentence, type Stream } from './overlay/probe';
import { drawRain, rainSeconds } from './overlay/rain';
import { remembered } from './remembered';
import { shower } from './water';

const rainDrops = 100;
const hint = 'Click the map to let a drop of water fall there, and see where it runs.';

export interface WaterOptions {
  /** Where the drop and the rain are drawn. */
  readonly probe: SVGGElement;
  readonly rain: SVGGElement;
  /** Something is to be drawn in the next frame. */
  request(): void;
}

/** Water on the map: the drop of the store's probe, and the rain. Where they run is asked for with the map, so that both are of one model. */
export class WaterLayer {
  private rain: { starts: Float64Array; began: number | null } | null = null;
  private showers = 0;
  /** The starts whose first drop is the probe. */
  private readonly probed = new WeakSet<Float64Array>();
  /** The shower that these starts are of. */
  private readonly showerOf = new WeakMap<Float64Array, Float64Array>();

  /** Where the probe is on the plane. A slice that moves with its memories takes the probe with it. */
  private readonly placeOf = remembered((probe: Float64Array, plane: Plane) => {
    const place = project(plane, probe, 1);
    const inPlane = lift(plane, place[0], place[1]);
    if (inPlane.some((x, j) => Math.abs(x - probe[j]) > 1e-4 * (1 + Math.abs(x)))) useStore.setState({ probe: inPlane });
    return place;
  });

  private readonly startsOf = remembered((probe: Float32Array | null, rain: Float64Array | null) => {
    if (!probe && !rain) return null;
    const all = new Float64Array((probe ? 2 : 0) + (rain?.length ?? 0));
    if (probe) {
      all.set(probe);
      this.probed.add(all);
    }
    if (rain) {
      all.set(rain, probe ? 2 : 0);
      this.showerOf.set(all, rain);
    }
    return all;
  });

  constructor(private readonly options: WaterOptions) {}

  /** Lets a hundred drops fall on a box of the plane, others at every call. Where motion is unwelcome they have run already. */
  pour(box: Box): void {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.rain = { starts: shower(box, rainDrops, ++this.showers), began: still ? -Infinity : null };
    this.options.request();
  }

  dry(): void {
    this.rain = null;
    useStore.setState({ probe: null });
    this.options.request();
  }

  /** Where drops fall now, m × 2 in the axes of the plane, for the map to be asked with; null: it is dry. */
  starts({ layers, probe }: Pick<AppState, 'layers' | 'probe'>, plane: Plane): Float64Array | null {
    const place = layers.probe && probe?.length === plane.origin.length ? this.placeOf(probe, plane) : null;
    return this.startsOf(place, this.rain?.starts ?? null);
  }

  /** Draws the water that came with the map and returns what is to be said of it. */
  draw({ layers, probe }: AppState, picture: Picture | null, frame: Frame): string {
    const { rain, options } = this;
    const drops = picture?.drops ?? null;
    const first = drops && this.probed.has(drops.starts) ? 1 : 0;
    const stream = layers.probe && probe && drops && first ? firstOf(drops) : null;
    drawProbe(options.probe, frame, stream);
    const raining = rain && drops && this.showerOf.get(drops.starts) === rain.starts ? drops : null;
    if (rain && raining) rain.began ??= performance.now();
    const seconds = (performance.now() - (rain?.began ?? 0)) / 1000;
    if (raining && seconds < rainSeconds) options.request();
    drawRain(options.rain, frame, raining, first, seconds);
    return stream ? `The drop: ${streamSentence(stream)}` : layers.probe ? hint : '';
  }
}

function firstOf({ paths, steps, energies, labels }: NonNullable<Picture['drops']>): Stream {
  return { path: paths.subarray(0, 2 * (steps + 1)), energies: [energies[0], energies[1]], label: labels[0] };
}

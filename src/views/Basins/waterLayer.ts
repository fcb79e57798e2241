import { lift, project, type Plane } from '../../core/plane';
import type { Drops, Scene } from '../../engine/client';
import { useStore, type AppState } from '../../store/state';
import type { Box } from './domain';
import type { Frame } from './frame';
import { drawProbe, streamSentence, type Stream } from './overlay/probe';
import { drawRain, rainSeconds } from './overlay/rain';
import { remembered } from './remembered';
import { shower, Water } from './water';

const rainDrops = 100;
const hint = 'Click the map to let a drop of water fall there, and see where it runs.';

export interface WaterOptions {
  /** Where the drop and the rain are drawn. */
  readonly probe: SVGGElement;
  readonly rain: SVGGElement;
  ask(scene: Scene, starts: Float64Array): Promise<Drops>;
  /** Something is to be drawn in the next frame. */
  request(): void;
  failed(error: unknown): void;
}

/** Water on the map: the drop of the store's probe, and the rain. */
export class WaterLayer {
  private readonly water: Water;
  private rain: { starts: Float64Array; began: number | null } | null = null;
  private showers = 0;

  /** Where the probe is on the plane. A slice that moves with its memories takes the probe with it. */
  private readonly placeOf = remembered((probe: Float64Array, plane: Plane) => {
    const place = project(plane, probe, 1);
    const inPlane = lift(plane, place[0], place[1]);
    if (inPlane.some((x, j) => Math.abs(x - probe[j]) > 1e-4 * (1 + Math.abs(x)))) useStore.setState({ probe: inPlane });
    return place;
  });

  private readonly startsOf = remembered((probe: Float32Array | null, rain: Float64Array | null) => {
    const all = new Float64Array((probe ? 2 : 0) + (rain?.length ?? 0));
    if (probe) all.set(probe);
    if (rain) all.set(rain, probe ? 2 : 0);
    return all;
  });

  constructor(private readonly options: WaterOptions) {
    this.water = new Water((scene, starts) => options.ask(scene, starts), options.request, options.failed);
  }

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

  /** Draws what is known by now and returns what is to be said of it. */
  draw({ layers, probe: given }: AppState, scene: Scene, frame: Frame): string {
    const { rain, water, options } = this;
    const probe = layers.probe && given?.length === scene.model.d ? this.placeOf(given, scene.plane) : null;
    water.follow(scene, this.startsOf(probe, rain?.starts ?? null));
    const { drops } = water;
    const stream = probe && drops ? firstOf(drops) : null;
    drawProbe(options.probe, frame, stream);
    if (rain && drops) rain.began ??= performance.now();
    const seconds = (performance.now() - (rain?.began ?? 0)) / 1000;
    if (rain && drops && seconds < rainSeconds) options.request();
    drawRain(options.rain, frame, rain ? drops : null, probe ? 1 : 0, seconds);
    return stream ? `The drop: ${streamSentence(stream)}` : layers.probe ? hint : '';
  }
}

function firstOf({ paths, steps, energies, labels }: Drops): Stream {
  return { path: paths.subarray(0, 2 * (steps + 1)), energies: [energies[0], energies[1]], label: labels[0] };
}

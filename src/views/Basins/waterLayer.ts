import { noCluster } from '../../core/algebra/noCluster';
import { partitionerOf } from '../../core/partition/kinds';
import { dropsFall } from './dropsFall';
import { lift, project, type Plane } from '../../core/map/plane';
import type { Drops, MapPicture } from '../../engine/client';
import { currentRun } from '../../store/runStore';
import { drawnAs } from '../chart/palette';
import { type RunState, type Shown } from '../../store/state';
import { labelSaid } from '../words';
import type { DomainBox } from './domain';
import type { PlaneFrame } from './frame';
import { drawProbe, streamSentence, type Stream } from './overlay/probe';
import { drawPulls, pullsInPlane, type Pulls } from './overlay/pulls';
import { drawRain, rainSeconds } from './overlay/rain';
import { remembered } from '../../core/work/remembered';
import { shower } from './water';

const rainDrops = 100;
export const dropHint = 'Click the map to let a drop of water fall there, and see where it runs.';

export interface WaterOptions {
  /** Where the drop, the pulls on it and the rain are drawn. */
  readonly probe: SVGGElement;
  readonly pulls: SVGGElement;
  readonly rain: SVGGElement;
  /** Lets a drop fall; here the keyboard goes on when the drop that it was on is taken away. */
  readonly dropButton: HTMLElement;
  /** Something is to be drawn in the next frame. */
  request(): void;
}

/**
 * Water on the map: the drop of the store's probe, and the rain. Where they run is asked for with the map, so that both are of one model.
 */
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
    if (inPlane.some((x, j) => Math.abs(x - probe[j]) > 1e-4 * (1 + Math.abs(x)))) currentRun.setState({ probe: inPlane });
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

  private readonly streamOf = remembered(firstOf);

  private readonly paintProbe = remembered((frame: PlaneFrame, stream: Stream | null) => {
    const { probe, dropButton } = this.options;
    const focused = probe.contains(document.activeElement);
    drawProbe(probe, frame, stream);
    if (focused && !stream) dropButton.focus();
  });

  private readonly paintPulls = remembered((frame: PlaneFrame, pulls: Pulls | null) => drawPulls(this.options.pulls, frame, pulls));

  private readonly pullsOf = remembered(pullsInPlane);

  private readonly paintRain = remembered((frame: PlaneFrame, drops: Drops | null, from: number, seconds: number) =>
    drawRain(this.options.rain, frame, drops, from, seconds),
  );

  constructor(private readonly options: WaterOptions) {}

  /** Lets a hundred drops fall on a box of the plane, others at every call. Where motion is unwelcome they have run already. */
  pour(box: DomainBox): void {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.rain = { starts: shower(box, rainDrops, ++this.showers), began: still ? -Infinity : null };
    this.options.request();
  }

  /** The drop stays. */
  stopRain(): void {
    this.rain = null;
  }

  dry(): void {
    this.stopRain();
    currentRun.setState({ probe: null });
    this.options.request();
  }

  /**
   * Where drops fall now, m × 2 in the axes of the plane, for the map to be asked with; null: it is dry.
   * @param here whether the rain fell on this plane.
   */
  starts(state: Pick<RunState, 'layers' | 'probe' | 'shown'>, plane: Plane, here: boolean): Float64Array | null {
    const { probe, shown } = state;
    if (shown && !partitionerOf(shown.model).move) return null;
    const place = dropsFall(state) && probe?.length === plane.origin.length ? this.placeOf(probe, plane) : null;
    return this.startsOf(place, here && this.rain ? this.rain.starts : null);
  }

  /** Draws the water that came with the map and returns what is to be said of it. */
  draw(state: RunState, picture: MapPicture | null, frame: PlaneFrame, plane: Plane): string {
    const { rain } = this;
    const { probe } = state;
    const fall = dropsFall(state);
    const drops = picture?.drops ?? null;
    const first = drops && this.probed.has(drops.starts) ? 1 : 0;
    const { shown } = state;
    const stream = fall && probe && drops && first && shown ? this.streamOf(drops, shown) : null;
    this.paintProbe(frame, stream);
    this.paintPulls(frame, stream && probe && shown && state.layers.pulls ? this.pullsOf(shown.model, probe, plane, shown.looks) : null);
    const raining = rain && drops && this.showerOf.get(drops.starts) === rain.starts ? drops : null;
    if (rain && raining) rain.began ??= performance.now();
    const seconds = (performance.now() - (rain?.began ?? 0)) / 1000;
    const falling = raining !== null && seconds < rainSeconds;
    if (falling) this.options.request();
    this.paintRain(frame, raining, first, falling ? seconds : Infinity);
    return stream ? `The drop: ${streamSentence(stream)}` : fall ? dropHint : '';
  }
}

function firstOf({ paths, steps, energies, labels }: Drops, { model, looks }: Pick<Shown, 'model' | 'looks'>): Stream {
  const [own] = labels;
  return {
    path: paths.subarray(0, 2 * (steps + 1)),
    energies: [energies[0], energies[1]],
    label: drawnAs(looks, own),
    said: own === noCluster ? null : labelSaid(model, own, looks),
  };
}

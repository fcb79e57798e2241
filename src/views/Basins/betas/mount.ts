/** Draws what is shown at eight β: finds which, and asks for the maps and what points do, one β after the other. */
import { inSlices } from '../../../core/work/inSlices';
import { lift } from '../../../core/map/plane';
import { partitionerOf } from '../../../core/partition/kinds';
import { createMapSeries, type MapLook, type MapSeries } from '../../../engine/client';
import type { RunStore } from '../../../store/runStore';
import type { RunState } from '../../../store/state';
import { drawsLater } from '../../chart/forPicture';
import { watchSizes } from '../../chart/size';
import { paletteBytes } from '../../chart/palette';
import { onThemeChange } from '../../chart/theme';
import { reportFailure } from '../../report';
import { attractedRow, sampleRows } from '../../units';
import type { DomainBox } from '../domain';
import { frameOf, type PlaneFrame } from '../frame';
import { mapDensity } from '../ground';
import type { EmergentSpot } from '../overlay/emergent';
import { createDomain, createScenery, emergentSpots, type Scenery } from '../scenery';
import { changingRange, eightBetas, memoryAt, toldOf, type Memory, type Told } from './spread';

/** So many points are told of at most, and so many of them are tried for where basins change. */
const mostPoints = 2000;
/** Numbers of them together. */
const mostNumbers = 4e6;
const mostTried = 300;
/** Places of the plane that are tried too, along a side. */
const lattice = 14;

type Painted = Awaited<ReturnType<MapSeries['draw']>>;

export interface BetaPanel {
  readonly beta: number;
  /** Null each until they are there. */
  readonly picture: Painted | null;
  readonly told: Told | null;
  readonly emergent: readonly EmergentSpot[];
}

export interface BetaPanels {
  readonly panels: readonly BetaPanel[];
  readonly scenery: Scenery;
  /** The Voronoi cells of the memories, the same at every β; none where they are not shown. */
  readonly cells: readonly ArrayLike<number>[];
  /** Of each panel. */
  readonly frame: PlaneFrame;
  /** Points that are told of. */
  readonly points: number;
}

interface Subject {
  readonly scenery: Scenery;
  readonly model: Memory;
  readonly domain: DomainBox;
  readonly points: Float32Array;
  readonly n: number;
  betas: readonly number[] | null;
  readonly told: (Told | null)[];
}

export interface MountedBetas {
  /** The panels are on the page: they have a size now. */
  laidOut(): void;
  stop(): void;
}

/** @param show takes what there is so far. */
export function mountBetas(run: RunStore, host: HTMLElement, show: (state: BetaPanels) => void): MountedBetas {
  const sceneryOf = createScenery();
  const domainOf = createDomain();
  const series = createMapSeries();
  let subject: Subject | null = null;
  let drawnFrom: readonly unknown[] = [];
  let abort = new AbortController();
  let busy = false;

  function take(): void {
    const state = run.getState();
    const scenery = sceneryOf(state);
    if (!scenery || scenery.shown.model.kind !== 'memory') return;
    // While epochs come by the same memories stay: eight maps of each epoch would keep training from the processors.
    const goesOn = state.training.state === 'training' && subject?.scenery.shown.run === scenery.shown.run;
    if (!subject || !(goesOn || sameMemory(subject.scenery, scenery)))
      subject = subjectOf(scenery, scenery.shown.model, domainOf(scenery, false));
    const size = sizeOf(host);
    const from = [subject, size.width, size.height, mapDensity(host), isDark(), ...looks(state)];
    if (from.every((part, i) => part === drawnFrom[i])) return;
    drawnFrom = from;
    abort.abort();
    abort = new AbortController();
    busy = true;
    const { signal } = abort;
    draw(subject, scenery.look(isDark()), state, signal)
      .catch((error: unknown) => {
        if (!signal.aborted) reportFailure('The maps could not be drawn', error, 'basins');
      })
      .finally(() => {
        if (!signal.aborted) busy = false;
      });
  }

  /** @param look of now: layers and theme change under the same memories. */
  async function draw(of: Subject, look: MapLook, state: RunState, signal: AbortSignal): Promise<void> {
    const { scenery, model, domain, points, n } = of;
    of.betas ??= eightBetas(model.beta, await inSlices(changingRange(model, ...triedOf(of))));
    signal.throwIfAborted();
    let panels: readonly BetaPanel[] = of.betas.map((beta, i) => ({ beta, picture: null, told: of.told[i] ?? null, emergent: [] }));
    const tell = (frame: PlaneFrame) => {
      const cells = state.layers.voronoi ? (partitionerOf(model).cells?.(scenery.plane, frame.box) ?? []) : [];
      show({ panels, scenery, cells, frame, points: n });
    };
    const { width, height } = sizeOf(host);
    // The panels are laid out before their maps are drawn: these are as large as there is room then.
    if (width === 0 || height === 0) {
      tell(frameOf(domain, 1, 1));
      return;
    }
    const frame = frameOf(domain, width, height);
    const density = mapDensity(host);
    const size = { width: Math.round(width * density), height: Math.round(height * density) };
    const change = (i: number, patch: Partial<BetaPanel>) => {
      panels = panels.with(i, { ...panels[i], ...patch });
      tell(frame);
    };
    for (const [i, { beta, told }] of panels.entries()) {
      const at = await inSlices(memoryAt(model, beta, points, n));
      signal.throwIfAborted();
      const { clusters, emergent } = partitionerOf(at);
      const palette = emergent ? paletteBytes(clusters, scenery.shown.looks, true) : look.palette;
      const picture = await series.draw({ model: at, plane: scenery.plane, box: frame.box }, { ...look, palette }, size, signal);
      change(i, { picture, emergent: emergentSpots(scenery.plane, at) });
      if (told) continue;
      of.told[i] = await inSlices(toldOf(at, points, n));
      signal.throwIfAborted();
      change(i, { told: of.told[i] });
    }
  }

  const sizes = watchSizes([host], take);
  const stopTheme = onThemeChange(take);
  const stopWork = drawsLater(host, () => busy);
  const stop = run.subscribe((state, before) => {
    if (
      state.shown !== before.shown ||
      state.surface !== before.surface ||
      state.points !== before.points ||
      state.layers !== before.layers ||
      state.training.state !== before.training.state
    )
      take();
  });
  take();
  return {
    laidOut: take,
    stop() {
      abort.abort();
      stop();
      stopWork();
      stopTheme();
      sizes.stop();
      series.destroy();
    },
  };
}

const isDark = () => document.documentElement.dataset['theme'] === 'dark';

const looks = ({ layers: { voronoi, contours, disagreement } }: RunState) => [voronoi, contours, disagreement];

/** Of the map in a panel, in CSS pixels. */
function sizeOf(host: HTMLElement): { width: number; height: number } {
  const { width, height } = host.querySelector('.beta-map')?.getBoundingClientRect() ?? { width: 0, height: 0 };
  return { width: Math.floor(width), height: Math.floor(height) };
}

/** True if two sceneries show the same memories on the same plane, and the same points, at whatever β. */
export function sameMemory(a: Scenery, b: Scenery): boolean {
  const parts = ({ shown: { model }, plane, dataset }: Scenery) => [{ ...model, beta: 0, sets: undefined }, plane, dataset] as const;
  const [[before, ...around], [after, ...now]] = [parts(a), parts(b)];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof typeof before>;
  return around.every((part, i) => part === now[i]) && [...keys].every((key) => before[key] === after[key]);
}

function subjectOf(scenery: Scenery, model: Memory, domain: DomainBox): Subject {
  const { dataset, space, shown } = scenery;
  const rows = sampleRows(dataset.n, Math.max(1, Math.min(mostPoints, Math.floor(mostNumbers / model.d))));
  const points = new Float32Array(rows.length * model.d);
  rows.forEach((row, i) => points.set(attractedRow(dataset, space, shown.latent, row), i * model.d));
  return { scenery, model, domain, points, n: rows.length, betas: null, told: [] };
}

/** Points and places of the plane that are tried for where basins change. */
function triedOf({ scenery, model, domain, points, n }: Subject): [Float32Array, number] {
  const some = sampleRows(n, mostTried);
  const { d } = model;
  const all = new Float32Array((some.length + lattice * lattice) * d);
  some.forEach((row, i) => all.set(points.subarray(row * d, (row + 1) * d), i * d));
  for (let i = 0; i < lattice * lattice; i++) {
    const s = domain.s0 + ((i % lattice) + 0.5) * ((domain.s1 - domain.s0) / lattice);
    const t = domain.t0 + (Math.floor(i / lattice) + 0.5) * ((domain.t1 - domain.t0) / lattice);
    all.set(lift(scenery.plane, s, t), (some.length + i) * d);
  }
  return [all, some.length + lattice * lattice];
}

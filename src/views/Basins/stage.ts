import { select, zoomIdentity, type ZoomTransform } from 'd3';
import { lift, type Plane } from '../../core/map/plane';
import { createBasins, frameBegins, type MapLook, type MapPicture, type Scene } from '../../engine/client';
import { session } from '../../store/session';
import { currentRun, type RunStore } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { perFrame, afterEvent } from '../../store/shown/frameScheduler';
import { takeWanted, tellCamera, type MapCamera } from '../camera';
import { toggleMemory } from '../selection';
import { watchSizes } from '../chart/size';
import { drawsLater, forPicture } from '../chart/forPicture';
import { onThemeChange, themeColors } from '../chart/theme';
import { labelName, wordsOf, type PartitionWords } from '../words';
import { createAnnouncer } from './announcer';
import type { DomainBox } from './domain';
import { frameOf, middleOf, zoomTo, type PlaneFrame } from './frame';
import { GroundCanvas, mapDensity } from './ground';
import { differenceSentence, elsewhereSentence, pointsSentence, sliceSentence, tableSentence } from './legend';
import { drawAxes } from './overlay/axes';
import { drawMemories, metSpot, moveMemories } from './overlay/memories';
import { drawNames } from './overlay/names';
import { boxesOf } from './overlay/room';
import { drawPoints, type MapDots } from './overlay/points';
import { moveProbe } from './overlay/probe';
import { drawMapRings, type MapRing } from './overlay/rings';
import { drawEmergent } from './overlay/emergent';
import { drawTrail } from './overlay/trail';
import { drawVoronoi } from './overlay/voronoi';
import { remembered } from '../../core/work/remembered';
import { createDomain, createScenery, moved, sameCountry, type Scenery } from './scenery';
import { regionNames } from './names';
import { Pictures } from './pictures/pictures';
import { listenToMapPointer } from './pointer';
import type { LinkedMaps } from '../linkedMaps';
import { hideTip, memoryLines, placeLines, pointLines, showTip } from './tip';
import { dropsFall } from './dropsFall';
import { dropHint, WaterLayer } from './waterLayer';
import { createMapZoom } from './zoom';
import { partitionerOf } from '../../core/partition/kinds';

/** The elements that React has made for the drawing of the map. */
export interface StageElements {
  readonly host: HTMLElement;
  readonly ground: HTMLCanvasElement;
  readonly pictures: HTMLCanvasElement;
  readonly borders: SVGSVGElement;
  readonly points: HTMLCanvasElement;
  readonly over: SVGSVGElement;
  readonly tip: HTMLElement;
  readonly difference: HTMLElement;
  readonly remark: HTMLElement;
  readonly stream: HTMLElement;
  /** The description of the stream for screen readers. */
  readonly heard: HTMLElement;
  readonly dropButton: HTMLElement;
  /** Says of which epoch the pictures on the map are where that is not the one shown. */
  readonly stale: HTMLElement;
  /** The pictures of the drop's steps. */
  readonly strip: HTMLElement;
}

export interface StageControls {
  zoom(factor: number): void;
  whole(): void;
  /** A drop on the middle of the map. */
  drop(): void;
  rain(): void;
  dry(): void;
  destroy(): void;
}

/**
 * Draws the map into the elements, at most once a frame, whenever the store changes.
 * @param withoutPictures called with the reason why there are none, or null.
 * @param linked the maps that have one camera and cursor with it.
 */
export function mountStage(
  run: RunStore,
  elements: StageElements,
  withoutPictures: (sentence: string | null) => void,
  linked: LinkedMaps | null = null,
): StageControls {
  const { host, borders, points: pointsCanvas, over, tip } = elements;
  const set = (patch: Partial<RunState>) => run.setState(patch);
  const layer = (name: string) => select(over).append('g').attr('class', name).node()!;
  const layers = {
    names: layer('names'),
    axes: layer('axes'),
    rain: layer('rain'),
    trail: layer('trail'),
    emergent: layer('emergent'),
    rings: layer('rings'),
    memories: layer('memories'),
    pulls: layer('pulls'),
    probe: layer('probe'),
  };
  /** Of what is shown, and of what comes next, whose map is being drawn. */
  const scenery = createScenery();
  const sceneryAhead = createScenery();
  const domainAhead = createDomain();
  const domains = new WeakMap<Scene['model'], DomainBox>();
  const sceneries = new WeakMap<Scene, Scenery>();
  const ground = new GroundCanvas(elements.ground);
  const pageFrame = perFrame(drawGround, drawPlaces, drawOver);
  const request = pageFrame.request;
  const sizes = watchSizes([host], () => {
    const { width, height } = sizes.of(host);
    if (frame && width > 0 && height > 0) zoom.resize(frame, width, height);
    request();
  });
  const basins = createBasins({
    onPicture(picture) {
      frameBegins();
      arrived = picture;
      session.mapDrawn(picture.scene.model);
      request();
    },
    onFailure(sentence) {
      session.say('warning', sentence, 'basins');
      if (scenesAhead) session.mapDrawn(scenesAhead.shown.model);
    },
  });
  const water = new WaterLayer({ probe: layers.probe, pulls: layers.pulls, rain: layers.rain, dropButton: elements.dropButton, request });
  const pictures = new Pictures({
    canvas: elements.pictures,
    stale: elements.stale,
    strip: elements.strip,
    request,
    told: withoutPictures,
  });
  const heard = createAnnouncer(elements.heard);
  const zoom = createMapZoom(
    over,
    () => {
      link?.zoomed(zoom.transform);
      request();
    },
    () => basins.settle(),
  );
  const link = linked?.join({ zoom: (transform) => zoom.set(transform), changed: request, size: () => sizes.of(host) });
  const partOf = (plane: Plane, own: DomainBox) => link?.domain(plane, own) ?? own;
  let frame: PlaneFrame | null = null;
  let scenes: Scenery | null = null;
  let scenesAhead: Scenery | null = null;
  /** A map that is there but not on the page yet: it comes with what is drawn over it. */
  let arrived: MapPicture | null = null;
  let held = false;
  /** What is to be in view of a run, until it is. */
  let aim: { readonly run: number; readonly camera: MapCamera } | null = null;
  let cursor: { x: number; y: number } | null = null;
  let colors = themeColors(host);

  const frameFor = remembered(frameOf);
  const frameAhead = remembered(frameOf);
  const sceneFor = remembered((model: Scene['model'], plane: Plane, box: DomainBox): Scene => ({ model, plane, box }));
  const cellsOf = remembered(
    (shown: boolean, model: Scene['model'], plane: Plane, box: DomainBox) => (shown && partitionerOf(model).cells?.(plane, box)) || [],
  );
  const send = remembered((scene: Scene, look: MapLook, width: number, height: number, starts: Float64Array | null, fine: boolean) =>
    basins.draw(scene, look, { width, height }, starts, fine),
  );
  const paintPoints = remembered((at: PlaneFrame, dots: MapDots | null, halo: string, unknown: string, density: number) =>
    drawPoints(pointsCanvas, at, dots, { halo, unknown }, density),
  );
  const paintBorders = remembered((at: PlaneFrame, cells: ReturnType<typeof cellsOf>) => drawVoronoi(borders, at, cells));
  const paintNames = remembered(
    (
      at: PlaneFrame,
      picture: MapPicture | null,
      stored: Scenery['spots'],
      emergent: Scenery['emergent'],
      { model, looks }: Scenery['shown'],
    ) => {
      const spots = [...stored, ...emergent];
      const needed = picture
        ? namesIn(picture).filter(({ label }) => label >= spots.length || picture.labels[ground.at(...spots[label].place)] !== label)
        : [];
      drawNames(layers.names, at, needed, (label) => labelName(model, label, looks), boxesOf(stored, at));
    },
  );
  const namesIn = remembered(regionNames);
  const paintAxes = remembered((at: PlaneFrame, axes: Scenery['axes']) => drawAxes(layers.axes, at, axes));
  const paintEmergent = remembered((at: PlaneFrame, emergent: Scenery['emergent'], stored: Scenery['spots']) =>
    drawEmergent(layers.emergent, at, emergent, stored),
  );
  const paintTrail = remembered((at: PlaneFrame, trail: Scenery['trail']) => drawTrail(layers.trail, at, trail));
  const paintMemories = remembered((at: PlaneFrame, spots: Scenery['spots'], words: PartitionWords, movable: boolean) => {
    drawMemories(layers.memories, at, spots, words, movable);
    moveMemories(layers.memories, () => frame, handlers);
  });
  const write = (element: HTMLElement, text: string) => {
    if (element.textContent !== text) element.textContent = text;
  };

  /** Commands are about the current run. */
  const movableIn = ({ model }: Scenery['shown']) => run.isCurrent() && !partitionerOf(model).means;
  const handlers = {
    movable() {
      const { shown } = run.getState();
      return shown !== null && movableIn(shown);
    },
    move(index: number, s: number, t: number) {
      held = true;
      if (scenesAhead) session.dragMemory(index, moved(scenesAhead, index, s, t));
    },
    nudge(index: number, right: number, down: number) {
      held = true;
      if (scenesAhead) session.nudgeMemory(index, across(scenesAhead.plane, right, down));
    },
    drop() {
      held = false;
      basins.settle();
      request();
    },
    select: (index: number) => toggleMemory(index, run),
  };

  /** How far that many pixels to the right and down on the map go through the space: d numbers. */
  function across({ e1, e2 }: Plane, right: number, down: number): Float64Array {
    const { x, y } = frame!;
    const s = x.invert(right) - x.invert(0);
    const t = y.invert(down) - y.invert(0);
    return e1.map((a, j) => s * a + t * e2[j]);
  }

  /** Asks for the map of what comes next, or of what is shown where nothing waits. */
  function lookAhead(): void {
    const state = run.getState();
    const { width, height } = sizes.of(host);
    const ahead = state.coming ? { ...state, ...state.coming } : state;
    const next = width === 0 || height === 0 ? null : sceneryAhead(ahead);
    if (!next) return;
    scenesAhead = next;
    const { plane, shown } = next;
    // Points that come later make another domain.
    const camera = run === currentRun && ahead.points ? takeWanted('map', shown.run) : null;
    if (camera) aim = { run: shown.run, camera };
    const domain = partOf(plane, domainAhead(next, held, camera?.domain));
    domains.set(shown.model, domain);
    // Another plane is another country: the zoom into the last one does not hold for it, and the rain did not fall on it.
    const here = scenes !== null && sameCountry(scenes, next);
    const { box } = frameAhead(domain, width, height, aimed(next, domain) ?? (here ? zoom.transform : zoomIdentity));
    const scene = sceneFor(shown.model, plane, box);
    sceneries.set(scene, next);
    const ratio = mapDensity(host);
    const dark = document.documentElement.dataset['theme'] === 'dark';
    const fine = forPicture(host);
    send(scene, next.look(dark), Math.round(width * ratio), Math.round(height * ratio), water.starts(state, plane, here), fine);
    if (fine && basins.atWork()) basins.settle();
  }

  /** The zoom that is wanted of this scenery; null where none is. */
  function aimed({ shown }: Scenery, domain: DomainBox): ZoomTransform | null {
    const { width, height } = sizes.of(host);
    return aim?.run === shown.run ? zoomTo(domain, aim.camera.k, aim.camera.middle, width, height) : null;
  }

  /** Draws the shown map itself. */
  function drawGround(): void {
    lookAhead();
    const state = run.getState();
    const { width, height } = sizes.of(host);
    if (width === 0 || height === 0) return;
    if (arrived) ground.take(arrived);
    arrived = null;
    const next = scenery(state);
    // For the moment between two data sets the old map stays.
    if (!next) return;
    if (scenes && !sameCountry(scenes, next)) {
      zoom.reset();
      water.stopRain();
    }
    scenes = next;
    const drawnOf = ground.picture && sceneries.get(ground.picture.scene);
    if (drawnOf && !sameCountry(drawnOf, scenes)) ground.clear();
    const { plane, shown } = scenes;
    const domain = domains.get(shown.model) ?? partOf(plane, domainAhead(scenes, held));
    const to = aimed(scenes, domain);
    if (to) {
      zoom.set(to);
      aim = null;
    }
    frame = frameFor(domain, width, height, zoom.transform);
    ground.place(frame);
    pictures.draw(state, scenes, frame, colors.paper);
    paintBorders(frame, cellsOf(state.layers.voronoi, shown.model, plane, frame.box));
  }

  function drawPlaces(): void {
    if (!frame || !scenes) return;
    const { spots, dots, shown } = scenes;
    paintPoints(frame, dots, colors.paper, colors.ink3, mapDensity(pointsCanvas));
    paintNames(frame, ground.picture, spots, scenes.emergent, shown);
    paintAxes(frame, scenes.axes);
    paintTrail(frame, scenes.trail);
    paintEmergent(frame, scenes.emergent, spots);
  }

  function drawOver(): void {
    if (!frame || !scenes) return;
    const state = run.getState();
    const { spots, points, shown } = scenes;
    // A memory in the hand is where the hand is, and the map follows.
    const drawnSpots = held && scenesAhead?.spots.length === spots.length ? scenesAhead.spots : spots;
    paintMemories(frame, drawnSpots, wordsOf(shown.model), movableIn(shown));
    drawMapRings(layers.rings, frame, ringsOf(state, points, link?.cursor ?? null));
    const said = water.draw(state, ground.picture, frame, scenes.plane);
    write(elements.stream, said);
    elements.stream.toggleAttribute('data-screen', said === dropHint);
    if (state.training.state !== 'training') heard.say(said);
    drawTip(state);
    write(elements.difference, differenceSentence(state, ground.picture));
    write(
      elements.remark,
      [
        points && pointsSentence(scenes.drawn.length, points.length / 2),
        sliceSentence(shown.model, shown.latent !== null),
        elsewhereSentence(state),
        tableSentence(state),
      ]
        .filter(Boolean)
        .join(' '),
    );
  }

  function drawTip(state: RunState): void {
    const spot = cursor ? null : metSpot(layers.memories);
    const place = spot?.place ?? (cursor ? null : link?.cursor);
    const at = place && frame ? { x: frame.x(place[0]), y: frame.y(place[1]) } : cursor;
    if (!at || !frame || !scenes || held) {
      hideTip(tip);
      return;
    }
    const { hoveredPoint } = state;
    const onGround =
      hoveredPoint === null
        ? placeLines(state, scenes.plane, ground, frame.x.invert(at.x), frame.y.invert(at.y))
        : pointLines(state, hoveredPoint);
    showTip(tip, spot ? memoryLines(state, spot) : onGround, at, frame);
  }

  /** The point within a few pixels of a place on the screen. */
  function pointAt(x: number, y: number): number | null {
    if (!frame || !scenes || !run.getState().layers.points) return null;
    const reach = frame.x.invert(8) - frame.x.invert(0);
    return scenes.tree()?.find(frame.x.invert(x), frame.y.invert(y), reach) ?? null;
  }

  function dropAt(x: number, y: number): void {
    if (!frame || !scenes) return;
    set({ probe: lift(scenes.plane, frame.x.invert(x), frame.y.invert(y)), layers: { ...run.getState().layers, probe: true } });
  }

  function nudgeDrop(right: number, down: number): void {
    const { probe } = run.getState();
    if (!probe || !scenes) return;
    const by = across(scenes.plane, right, down);
    set({ probe: probe.map((x, j) => x + by[j]) });
  }

  const listening = new AbortController();
  const { signal } = listening;
  listenToMapPointer(over, signal, {
    hover(at) {
      cursor = at;
      link?.point(at && frame && [frame.x.invert(at.x), frame.y.invert(at.y)]);
      const hoveredPoint = at && pointAt(at.x, at.y);
      if (hoveredPoint !== run.getState().hoveredPoint) set({ hoveredPoint });
      request();
    },
    click(at) {
      set({ selectedPoint: pointAt(at.x, at.y) });
      if (dropsFall(run.getState())) dropAt(at.x, at.y);
    },
  });
  moveProbe(layers.probe, () => frame, {
    move: dropAt,
    nudge: nudgeDrop,
    remove: () => set({ probe: null }),
  });
  // Letting go of anything, a slider too, is when the exact picture is wanted; and when a key lets a memory go.
  const letGo = () => {
    if (signal.aborted) return;
    // The latest change has not been requested yet.
    lookAhead();
    basins.settle();
  };
  addEventListener('pointerup', () => afterEvent(letGo), { signal });
  over.addEventListener('keyup', handlers.drop, { signal });
  const meet = () => {
    const hoveredMemory = metSpot(layers.memories)?.index ?? null;
    if (hoveredMemory !== run.getState().hoveredMemory) set({ hoveredMemory });
    request();
  };
  for (const event of ['focusin', 'focusout', 'pointerover', 'pointerleave']) over.addEventListener(event, meet, { signal });
  const stopTheme = onThemeChange(() => {
    colors = themeColors(host);
    request();
  });
  // A software adapter that was forced trains; the map would take its processors from it, and is drawn faster without.
  const stopWork = drawsLater(host, () => frame !== null && (basins.atWork() || arrived !== null || pictures.atWork()));
  const takeBackend = ({ backend }: RunState) => basins.useGpu(backend?.name === 'webgpu' && backend.hardware);
  takeBackend(run.getState());
  const stopStore = run.subscribe((state, before) => {
    if (state.backend !== before.backend) takeBackend(state);
    if (state.coming !== before.coming) lookAhead();
    request();
  });
  // Another run's map draws by itself: what the page shows does not wait for it.
  const detach = run === currentRun ? session.attachMap() : () => {};
  const untell =
    run === currentRun
      ? tellCamera('map', { read: () => frame && { domain: frame.domain, k: zoom.transform.k, middle: middleOf(frame) }, request })
      : () => {};
  request();

  return {
    zoom: (factor) => zoom.by(factor),
    whole: () => zoom.reset(),
    drop: () => frame && dropAt(frame.width / 2, frame.height / 2),
    rain: () => frame && water.pour(frame.box),
    dry: () => water.dry(),
    destroy() {
      detach();
      untell();
      link?.leave();
      listening.abort();
      stopStore();
      stopTheme();
      stopWork();
      sizes.stop();
      heard.stop();
      pictures.destroy();
      pageFrame.cancel();
      zoom.destroy();
      basins.destroy();
      over.replaceChildren();
    },
  };
}

/** @param place of the cursor on a linked map. */
function ringsOf({ hoveredPoint, selectedPoint }: RunState, points: Float32Array | null, place: MapRing['place'] | null): MapRing[] {
  const ring = (kind: MapRing['kind'], i: number | null): MapRing[] =>
    points && i !== null && 2 * i < points.length ? [{ kind, place: [points[2 * i], points[2 * i + 1]] }] : [];
  const linked: MapRing[] = place && hoveredPoint === null ? [{ kind: 'linked', place }] : [];
  return [...ring('selected', selectedPoint), ...ring('hovered', hoveredPoint), ...linked];
}

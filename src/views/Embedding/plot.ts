import { rgb } from 'd3';
import { currentRun, type RunStore } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { emptyPane } from '../../store/embedding/embedding';
import { perFrame } from '../../store/shown/frameScheduler';
import { remembered } from '../../core/work/remembered';
import { takeWanted, tellCamera } from '../camera';
import { toggleMemory } from '../selection';
import { density, watchSizes } from '../chart/size';
import { drawsLater } from '../chart/forPicture';
import { onThemeChange, themeColors } from '../chart/theme';
import { createAim } from './aim';
import type { Legend, Shades } from './colours/colouring';
import { isDark } from './colours/scale';
import { colourSubjectOf } from './colours/subject';
import { emphasisOf } from './emphasis';
import { toFrame, viewOf, type Camera } from './geometry/camera';
import { dotStyle, drawingOrder } from './geometry/dots';
import { fewWithin, makeGrid, nearestInGrid, within } from './geometry/grid';
import { union, type Outline } from './geometry/lasso';
import { motionProgress, type Motion } from './geometry/motion';
import { rowOf } from './geometry/place';
import { setLegend, useLooks } from './looks';
import { spotOf } from './overlay/memories';
import { createOverlay } from './overlay/overlay';
import { mostSprites, spriteLayer } from './overlay/sprites';
import { listenToPlotPointer, toolOf } from './pointer';
import { pointRenderer } from './renderer/points';
import type { PlotDots } from './renderer/renderer';
import { choosePoint, choosePoints } from './select';
import { createTinter } from './tinted';
import { createTravel } from './travel';
import type { LinkedMaps } from '../linkedMaps';
import { createPlotZoom } from './zoom';

/** The elements that React has made for the drawing of a layout. */
export interface PlotElements {
  /** Says that no point is in view. */
  readonly nowhere: HTMLElement;
  readonly host: HTMLElement;
  readonly points: HTMLElement;
  readonly sprites: HTMLCanvasElement;
  readonly over: SVGSVGElement;
  readonly tip: HTMLElement;
}

export interface PlotControls {
  zoom(factor: number): void;
  pan(right: number, down: number): void;
  whole(): void;
  /** Rows of the set, whose lines to the chosen point are drawn. */
  neighbours(rows: readonly number[]): void;
  destroy(): void;
}

/** Pixels round the cursor within which a point is met. */
const reach = 9;
/** More points than this are brought into their frame, and drawn, in two tasks. */
const manyPoints = 20_000;

/**
 * Draws pane `which` of the store into the elements, at most once a frame, when something has changed.
 * @param linked plots of the same layout have one camera with it.
 */
export function mountPlot(
  run: RunStore,
  { host, points, sprites: spriteCanvas, over, tip, nowhere }: PlotElements,
  which: number,
  linked: LinkedMaps | null = null,
): PlotControls {
  const slow = matchMedia('(prefers-reduced-motion: reduce)');
  const page = perFrame(drawPoints, drawOver);
  /** False where only what lies over the points has changed. */
  let stale = true;
  const request = () => {
    stale = true;
    page.request();
  };
  const renderer = pointRenderer(points, request);
  const pictures = spriteLayer(spriteCanvas);
  const tinter = createTinter(request);
  const gridOf = remembered(makeGrid);
  const emphasis = remembered(emphasisOf);
  const dotsOf = remembered(
    (
      from: Float32Array,
      to: Float32Array,
      index: Uint16Array,
      palette: Uint8Array,
      marks: Uint8Array,
      dimmed: boolean,
      paper: PlotDots['paper'],
    ): PlotDots => ({
      from,
      to,
      index,
      palette,
      marks,
      dimmed,
      order: drawingOrder(to.length >> 1),
      paper,
    }),
  );
  const legendOf = () => (run.isCurrent() ? 'current' : 'beside');
  const tellLegend = remembered((legend: Legend | null, pending: boolean) => setLegend(legendOf(), which, legend && { legend, pending }));
  const overlay = createOverlay(over, tip, page.request);
  const look = () => useLooks.getState().panes[which]!;
  let now = 1;
  let handling = false;
  let colours = readColours();

  function readColours() {
    const theme = themeColors(host);
    const { r, g, b } = rgb(theme.paper);
    const dark = isDark(theme.paper);
    const shades: Shades = { dark, neutral: theme.ink3, strong: dark ? '#f0a35e' : '#b3400a' };
    return { paper: [r, g, b] as const, paperText: theme.paper, shades };
  }

  const sizes = watchSizes([host], request);
  const zoom = createPlotZoom(
    over,
    (event) => toolOf(event, useLooks.getState().tool) !== null,
    () => {
      link?.zoomed(zoom.now);
      handling = true;
      request();
    },
    () => {
      handling = false;
      request();
    },
  );
  const link = linked?.join({ zoom: (to) => zoom.set(to), changed: request, size: () => sizes.of(host) });
  const aim = createAim(zoom);
  const travel = createTravel(
    which,
    () => slow.matches || document.hidden,
    () => zoom.reset(),
  );

  function drawPoints(): void {
    if (!stale) return;
    stale = false;
    const state = run.getState();
    const size = sizes.of(host);
    const { dataset, space } = state;
    const before = travel.now?.to.places;
    const moving = travel.follow(state);
    if (size.width === 0 || size.height === 0) return;
    host.classList.toggle('absent', moving === null);
    if (!moving || !dataset) {
      aim.away();
      nowhere.hidden = true;
      tellLegend(null, false);
      return;
    }
    // Many points are brought into their frame in one task, and coloured and drawn in the next.
    if (moving.to.places !== before && moving.to.count > manyPoints) {
      drawingOrder(moving.to.count);
      request();
      return;
    }
    now = motionProgress(moving, performance.now());
    link?.on(moving.to.layout);
    let camera = aim.at(size, moving.to, now);
    const wanted = which === 0 && run === currentRun && now >= 1 ? takeWanted('embedding', state.run) : null;
    if (wanted) {
      aim.show(wanted);
      camera = aim.at(size, moving.to, now);
    }
    const { count, layout, places } = moving.to;
    const subject = colourSubjectOf(state, layout);
    const { colouring, pending } = tinter.of(look().colour, dataset, space, subject, layout.rows, count, colours.shades);
    tellLegend(colouring.legend, pending);
    const labels = subject?.labels?.length === dataset.n ? subject.labels : null;
    const { marks, dimmed } = emphasis(layout.rows, count, colouring.hollow, state.selectedPoints, labels, state.selectedMemory);
    const dots = dotsOf(moving.from, places, colouring.index, colouring.palette, marks, dimmed, colours.paper);
    const style = dotStyle(count, size.width * size.height, zoom.now.k);
    const more = renderer.draw(dots, camera, { ...style, progress: now }, density(points), now < 1 || handling);
    const unmade = drawSprites(state, moving, camera, dots);
    const lost = count > 0 && now >= 1 && zoom.now.k > 1 && fewWithin(gridOf(places), viewOf(camera), 0) !== null;
    if (nowhere.hidden === lost) nowhere.hidden = !lost;
    if (more || unmade || now < 1) request();
  }

  function drawSprites(state: RunState, { to }: Motion, camera: Camera, dots: PlotDots): boolean {
    const { dataset } = state;
    const few = dataset?.image && now >= 1 && look().pictures ? fewWithin(gridOf(to.places), viewOf(camera), mostSprites) : null;
    if (!few || !dataset) {
      pictures.clear();
      return false;
    }
    const colourOf = (i: number) => `rgb(${dots.palette.subarray(3 * dots.index[i], 3 * dots.index[i] + 3).join()})`;
    return pictures.draw(
      dataset,
      camera,
      few.map((i) => ({
        row: rowOf(to.layout.rows, i),
        u: to.places[2 * i],
        v: to.places[2 * i + 1],
        colour: colourOf(i),
        stands: !dots.dimmed || (dots.marks[i] & 1) === 1,
      })),
      colours.paperText,
    );
  }

  function drawOver(): void {
    const { camera } = aim;
    const motion = travel.now;
    overlay.draw(run.getState(), look(), motion && camera && { motion, camera, progress: now });
  }

  function rowAt([x, y]: readonly [number, number]): number | null {
    const { camera } = aim;
    const motion = travel.now;
    if (!motion || !camera || now < 1) return null;
    const i = nearestInGrid(gridOf(motion.to.places), ...toFrame(camera, x, y), reach / camera.scale);
    return i < 0 ? null : rowOf(motion.to.layout.rows, i);
  }

  function chooseWithin(drawn: Outline, add: boolean): void {
    const { camera } = aim;
    const motion = travel.now;
    if (!motion || !camera) return;
    const framed = drawn.map(([x, y]) => toFrame(camera, x, y));
    const { rows } = motion.to.layout;
    const found = within(gridOf(motion.to.places), framed).map((i) => rowOf(rows, i));
    const before = run.getState().selectedPoints;
    choosePoints(add && before ? union(before, found) : found);
  }

  const listening = new AbortController();
  const { signal } = listening;
  const meet = (hoveredPoint: number | null, hoveredMemory: number | null) => {
    const state = run.getState();
    if (state.hoveredPoint !== hoveredPoint || state.hoveredMemory !== hoveredMemory) run.setState({ hoveredPoint, hoveredMemory });
  };
  listenToPlotPointer(over, signal, {
    tool: (event) => toolOf(event, useLooks.getState().tool),
    hover(at, event) {
      overlay.cursor = at;
      const memory = at && spotOf(event);
      meet(at && memory === null ? rowAt(at) : null, memory);
      page.request();
    },
    click(at, event) {
      const memory = spotOf(event);
      if (memory !== null) toggleMemory(memory, run);
      else choosePoint(rowAt(at));
    },
    drawing(region) {
      overlay.outline = region;
      page.request();
    },
    drawn: chooseWithin,
    gone() {
      overlay.outline = [];
      page.request();
    },
  });
  const watched = ['embeddings', 'dataset', 'space', 'shown', 'frames', 'selectedMemory', 'selectedPoints'] as const;
  const watchedOver = ['hoveredPoint', 'hoveredMemory', 'selectedPoint'] as const;
  /** A layout is being made or follows what is shown, or its colours are being computed. */
  const atWork = (): boolean => {
    const { state, progress } = run.getState().embeddings[which] ?? emptyPane;
    return (
      state === 'working' || (state === 'live' && progress !== null) || useLooks.getState().legends[legendOf()][which]?.pending === true
    );
  };
  const told = which === 0 && run === currentRun;
  const stops = [
    drawsLater(host, atWork),
    ...(told ? [tellCamera('embedding', { read: () => aim.read(), request })] : []),
    run.subscribe((state, before) => {
      if (watched.some((key) => state[key] !== before[key])) request();
      else if (watchedOver.some((key) => state[key] !== before[key])) page.request();
    }),
    useLooks.subscribe((state) => state.panes[which], request),
    // A finger draws what else it would scroll away.
    useLooks.subscribe(
      (state) => state.tool,
      (tool) => zoom.keepFingers(tool !== 'pan'),
      { fireImmediately: true },
    ),
    onThemeChange(() => {
      colours = readColours();
      request();
    }),
  ];
  request();

  return {
    zoom: (factor) => zoom.by(factor),
    pan: (right, down) => zoom.pan(right, down),
    whole: () => zoom.reset(),
    neighbours(rows) {
      overlay.linked = rows;
      page.request();
    },
    destroy() {
      link?.leave();
      listening.abort();
      for (const stop of stops) stop();
      sizes.stop();
      tinter.stop();
      overlay.stop();
      page.cancel();
      zoom.destroy();
      renderer.destroy();
      over.replaceChildren();
    },
  };
}

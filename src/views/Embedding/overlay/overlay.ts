/**
 * Everything that lies over the points: memories and their trails, density, rings, the chosen point's neighbours, the region being drawn,
 * the tip.
 */
import { select } from 'd3';
import type { RunState } from '../../../store/state';
import { hideTip, pointLines, showTip } from '../../Basins/tip';
import { clusterName, drawnAs } from '../../chart/palette';
import { standInLines } from '../../drawn';
import { capital, wordsOf } from '../../words';
import { toScreen, type Camera } from '../geometry/camera';
import { drawingOrder } from '../geometry/dots';
import type { Outline } from '../geometry/lasso';
import { memoriesNow, whereIs, type Motion } from '../geometry/motion';
import { pointOf, type Placed } from '../geometry/place';
import type { PaneLook } from '../looks';
import { contoursOf, contourTransform } from './contours';
import { drawLinks, drawRegion, drawPlotRings, type PlotRing } from './marks';
import { drawSpots, spotsOf } from './memories';
import { drawTrails, trailsOf } from './trails';

/** Contours are drawn when nothing has moved for so long, in milliseconds. */
const calm = 300;

/** The layout under the overlay; null: nothing is laid out. */
export interface Under {
  readonly motion: Motion;
  /** The progress of the motion: 0 … 1. */
  readonly progress: number;
  readonly camera: Camera;
}

export interface Overlay {
  /** CSS pixels of the plot; null: nowhere. */
  cursor: readonly [number, number] | null;
  /** The region that is being drawn. */
  outline: Outline;
  /** Rows of the set that are neighbours of the chosen point. */
  linked: readonly number[];
  draw(state: RunState, look: PaneLook, under: Under | null): void;
  stop(): void;
}

/** @param request asks for a drawing of the overlay. */
export function createOverlay(over: SVGSVGElement, tip: HTMLElement, request: () => void): Overlay {
  const layer = (name: string) => select(over).append('g').attr('class', name).node()!;
  const layers = {
    contours: layer('contours'),
    trails: layer('trails'),
    links: layer('links'),
    spots: layer('spots'),
    rings: layer('rings'),
  };
  const contourPath = select(layers.contours).append('path').attr('class', 'contour').attr('vector-effect', 'non-scaling-stroke').node()!;
  const regionPath = select(over).append('path').attr('class', 'region').node()!;
  let contoured: { places: Float32Array; path: string } | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  /** Where a row of the set is on the screen; null where it is not laid out. */
  const seen = ({ motion, camera, progress }: Under, row: number): readonly [number, number] | null => {
    const i = pointOf(motion.to.layout.rows, motion.to.count, row);
    return i < 0 ? null : toScreen(camera, ...whereIs(motion, i, progress));
  };

  const ring = (under: Under, kind: PlotRing['kind'], row: number | null): PlotRing[] => {
    const at = row === null ? null : seen(under, row);
    return at && row !== null ? [{ kind, key: row, x: at[0], y: at[1] }] : [];
  };

  const drawMarks = ({ hoveredPoint, selectedPoint }: RunState, under: Under, linked: readonly number[]) => {
    const from = selectedPoint === null ? null : seen(under, selectedPoint);
    const beside = from ? linked.flatMap((row) => ring(under, 'neighbour', row)) : [];
    drawPlotRings(layers.rings, [...beside, ...ring(under, 'selected', selectedPoint), ...ring(under, 'hovered', hoveredPoint)]);
    drawLinks(layers.links, from ? beside.map(({ key, x, y }) => ({ key, from, to: [x, y] as const })) : []);
  };

  const drawContours = (on: boolean, { places, count }: Placed, { camera, progress }: Under) => {
    const there = on && progress >= 1 && contoured?.places === places ? contoured : null;
    layers.contours.classList.toggle('absent', there === null);
    if (there) {
      if (contourPath.getAttribute('d') !== there.path) contourPath.setAttribute('d', there.path);
      contourPath.setAttribute('transform', contourTransform(camera));
      return;
    }
    if (!on || progress < 1) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      contoured = { places, path: contoursOf(places, drawingOrder(count)) };
      request();
    }, calm);
  };

  const drawTip = (state: RunState, cursor: Overlay['cursor'], camera: Camera) => {
    const { hoveredPoint, hoveredMemory } = state;
    if (!cursor || (hoveredMemory === null && hoveredPoint === null)) {
      hideTip(tip);
      return;
    }
    const lines =
      hoveredMemory === null
        ? pointLines(state, hoveredPoint!)
        : [
            `${capital(wordsOf(state.shown?.model ?? null).prototype)} ${clusterName(drawnAs(state.shown?.looks, hoveredMemory))}`,
            ...standInLines(state, hoveredMemory),
          ];
    showTip(tip, lines, { x: cursor[0], y: cursor[1] }, camera);
  };

  const overlay: Overlay = {
    cursor: null,
    outline: [],
    linked: [],
    draw(state, look, under) {
      drawRegion(regionPath, overlay.outline);
      if (!under) {
        for (const group of [layers.trails, layers.links, layers.rings, layers.spots]) group.replaceChildren();
        contourPath.removeAttribute('d');
        hideTip(tip);
        return;
      }
      const { motion, progress, camera } = under;
      // The layout has no places for the prototypes of a run beside the current one.
      const own = state.shown?.looks === undefined;
      drawSpots(layers.spots, spotsOf(own ? memoriesNow(motion, progress) : null, camera, state.selectedMemory, state.shown?.looks));
      drawTrails(layers.trails, look.trails && own && progress >= 1 ? trailsOf(motion.to, camera) : [], state.shown?.looks);
      drawContours(look.contours, motion.to, under);
      drawMarks(state, under, overlay.linked);
      drawTip(state, overlay.cursor, camera);
    },
    stop: () => clearTimeout(waiting),
  };
  return overlay;
}

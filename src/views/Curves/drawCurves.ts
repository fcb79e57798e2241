/**
 * Draws the small multiples as SVG, so that their colours are the page's own. Paths are redrawn when curves change, the cursor alone when
 * it moves.
 */
import { line, scaleLinear, select, type Selection } from 'd3';
import { epochTicks } from '../chart/axis';
import { changing } from '../changing';
import { formatCount, formatValue } from '../format';
import { apart, scaleOf, type Scale } from '../chart/scale';
import { nearestEpoch, thin, type CurveXY } from '../chart/thin';
import type { Panel } from './panels';
import type { CurvePoint } from '../../store/runs/curvePoint';

const left = 44;
const right = 10;
const titleHeight = 20;
const gap = 14;
const panelHeight = (plotHeight: number) => titleHeight + plotHeight + gap;
const axisHeight = 20;
const mostPoints = 600;

export interface CurvesView {
  readonly panels: readonly Panel[];
  readonly curves: readonly CurvePoint[];
  /** The right end of the epoch axis. */
  readonly lastEpoch: number;
  readonly width: number;
  /** Of the plot in each panel. */
  readonly plotHeight: number;
}

/** The state that places the cursor without drawing the paths again. */
export interface CurvesLayout {
  readonly view: CurvesView;
  readonly height: number;
  readonly x: (epoch: number) => number;
  readonly epochAt: (x: number) => number;
  readonly y: readonly (Scale | null)[];
}

export interface CurveTitle {
  readonly key: string;
  readonly name: string;
  /** Pixels from the top of the picture. */
  readonly top: number;
}

/** Where the names of the panels stand. */
export const titlesOf = ({ view: { panels, plotHeight } }: CurvesLayout): CurveTitle[] =>
  panels.map(({ key, name }, i) => ({ key, name, top: i * panelHeight(plotHeight) }));

/** Pixels that a value and the gap before it need, and that a character of a name takes at most on average. */
const valueRoom = 60;
const characterWidth = 6.6;

/** The name of a panel, short enough for so many pixels: without what follows the comma, or cut off. */
export function fittedName(name: string, room: number): string {
  const most = Math.floor(room / characterWidth);
  const short = name.length <= most ? name : name.split(',')[0];
  return short.length <= most ? short : `${short.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}

type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

export function drawCurves(element: SVGSVGElement, view: CurvesView): CurvesLayout {
  const { panels, curves, lastEpoch, width, plotHeight } = view;
  const height = panels.length * panelHeight(plotHeight) + axisHeight;
  const plotWidth = Math.max(40, width - left - right);
  const x = scaleLinear([0, Math.max(1, lastEpoch)], [left, left + plotWidth]);
  const svg: Svg = select(element).attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`);
  const ys: (Scale | null)[] = [];

  const groups = svg
    .selectAll<SVGGElement, Panel>('g.panel')
    .data(panels, (panel) => panel.key)
    .join((enter) => {
      const g = enter.append('g').attr('class', 'panel');
      g.append('text').attr('class', 'name').attr('x', left).attr('y', 13);
      g.append('text').attr('class', 'value').attr('y', 13);
      const plot = g.append('g').attr('class', 'plot').attr('transform', `translate(0,${titleHeight})`);
      plot.append('g').attr('class', 'ticks');
      plot.append('line').attr('class', 'reference').attr('x1', left);
      plot.append('path').attr('class', 'curve');
      plot.append('text').attr('class', 'reference-name');
      plot.append('circle').attr('class', 'dot').attr('r', 3.5);
      plot
        .append('text')
        .attr('class', 'nothing')
        .attr('x', left + 4);
      return g;
    })
    .attr('transform', (_, i) => `translate(0,${i * panelHeight(plotHeight)})`);

  groups.each(function (panel) {
    const g = select(this);
    const points = thin(
      curves.length,
      (i) => curves[i]!.epoch,
      (i) => panel.value(curves[i]!),
      mostPoints,
    );
    const scale = scaleOf(
      panel.scale,
      points.map((p) => p.y),
      panel.line?.value ?? null,
      [plotHeight, 0],
      panel.least,
    );
    ys.push(scale);
    changing(g.select<SVGTextElement>('.name')).text(fittedName(panel.name, plotWidth - valueRoom));
    changing(g.select<SVGTextElement>('.value')).attr('x', left + plotWidth);
    drawTicks(
      g.select<SVGGElement>('.ticks'),
      scale ? apart(scale.ticks, scale.at, 12) : [],
      scale?.at ?? (() => plotHeight),
      plotWidth,
      plotHeight,
    );
    const path = line<CurveXY>(
      (p) => x(p.x),
      (p) => placeOf(scale, p.y) ?? 0,
    ).defined((p) => placeOf(scale, p.y) !== null);
    g.select('.curve').attr('d', points.length > 1 ? path(points) : null);
    drawReference(g, panel, scale, points, plotWidth, plotHeight, (curves.at(-1)?.epoch ?? 0) > 0);
  });

  drawEpochs(svg, x, epochTicks(Math.max(1, lastEpoch), Math.max(2, Math.floor(plotWidth / 60))), height, left + plotWidth);
  // Under all else, so that words stay readable.
  for (const name of ['hover', 'shown'])
    svg
      .selectAll(`path.${name}`)
      .data([0])
      .join((enter) => enter.insert('path', ':first-child'))
      .attr('class', name);
  svg
    .selectAll('text.hover-epoch')
    .data([0])
    .join('text')
    .attr('class', 'hover-epoch')
    .attr('y', height - axisHeight - gap + 14);
  return { view, height, x, epochAt: (px) => x.invert(px), y: ys };
}

/** The value's pixel; null where it has none. */
const placeOf = (scale: Scale | null, value: number | null): number | null =>
  scale === null || value === null || (scale.kind === 'log' && value <= 0) ? null : scale.at(value);

function drawTicks(
  g: Selection<SVGGElement, unknown, null, undefined>,
  ticks: readonly number[],
  y: (v: number) => number,
  plotWidth: number,
  plotHeight: number,
): void {
  const lines = g
    .selectAll<SVGLineElement, number>('line')
    .data([...ticks.map(y), plotHeight])
    .join('line');
  changing(lines)
    .attr('class', (_, i) => (i === ticks.length ? 'base' : 'grid'))
    .attr('x1', left)
    .attr('x2', left + plotWidth)
    .attr('y1', (v) => v)
    .attr('y2', (v) => v);
  changing(g.selectAll<SVGTextElement, number>('text').data(ticks).join('text'))
    .attr('x', left - 6)
    .attr('y', (v) => y(v) + 3.5)
    .text((v) => formatValue(v));
}

/** The dashed line, named on it: on the side of the line where the curve is not. */
function drawReference(
  g: Selection<SVGGElement, unknown, null, undefined>,
  panel: Panel,
  scale: Scale | null,
  points: readonly CurveXY[],
  plotWidth: number,
  plotHeight: number,
  trained: boolean,
): void {
  const value = panel.line?.value ?? null;
  const at = placeOf(scale, value);
  changing(g.select<SVGLineElement>('.reference'))
    .attr('visibility', at === null ? 'hidden' : 'visible')
    .attr('x2', left + plotWidth)
    .attr('y1', at ?? 0)
    .attr('y2', at ?? 0);
  const above = at !== null && at > 14 && (at > plotHeight - 14 || !points.slice(-Math.ceil(points.length / 3)).some((p) => p.y > value!));
  changing(g.select<SVGTextElement>('.reference-name'))
    .attr('visibility', at === null ? 'hidden' : 'visible')
    .attr('x', left + plotWidth)
    .attr('y', (at ?? 0) + (above ? -4 : 12))
    .text(panel.line ? `${panel.line.name} ${panel.format(panel.line.value)}` : '');
  changing(g.select<SVGTextElement>('.nothing'))
    .attr('y', plotHeight / 2 + 4)
    .text(scale || !trained ? '' : 'no value in these epochs');
}

/** Pixels that two labels of the epoch axis need from one another. */
const labelRoom = (epoch: number) => 12 + 6.5 * formatCount(epoch).length;

function drawEpochs(svg: Svg, x: (epoch: number) => number, all: number[], height: number, end: number): void {
  const last = all.at(-1) ?? 0;
  const ticks = all.filter((epoch) => epoch === last || x(last) - x(epoch) >= labelRoom(last));
  const axis = svg
    .selectAll<SVGGElement, number>('g.epochs')
    .data([0])
    .join('g')
    .attr('class', 'epochs')
    .attr('transform', `translate(0,${height - axisHeight - gap + 14})`);
  changing(axis.selectAll<SVGTextElement, number>('text').data(ticks).join('text'))
    .attr('x', (epoch) => x(epoch))
    .attr('text-anchor', (epoch) => (x(epoch) > end - 12 ? 'end' : 'middle'))
    .text((epoch) => (epoch === 0 ? 'epoch 0' : formatCount(epoch)));
}

/** Moves the lines of the epoch that is shown and of the one under the pointer, and writes the values there. */
export function drawCursor(element: SVGSVGElement, layout: CurvesLayout, shown: number | null, hovered: number | null): void {
  const { view, x, y } = layout;
  const svg = select(element);
  const end = view.width - right;
  const place = (name: string, epoch: number | null) => {
    const at = epoch === null ? 0 : Math.min(x(epoch), end);
    // In the plots alone: the names between them stay readable.
    const path = view.panels.map((_, i) => `M${at},${i * panelHeight(view.plotHeight) + titleHeight}v${view.plotHeight}`).join('');
    changing(svg.select<SVGPathElement>(`path.${name}`)).attr('d', epoch === null ? null : path);
  };
  place('shown', shown);
  place('hover', hovered);
  changing(svg.select<SVGTextElement>('.hover-epoch'))
    .text(hovered === null ? '' : `epoch ${formatCount(hovered)}`)
    .attr('x', hovered === null ? 0 : Math.max(left + 12, Math.min(x(hovered), end - 28)));
  const epoch = hovered ?? shown;
  const index = epoch === null ? -1 : nearestEpoch(view.curves, epoch);
  const point = index < 0 ? null : view.curves[index]!;
  svg.selectAll<SVGGElement, Panel>('g.panel').each(function (panel, i) {
    const value = point ? panel.value(point) : null;
    const scale = y[i] ?? null;
    const g = select(this);
    changing(g.select<SVGTextElement>('.value')).text(point ? panel.format(value) : '');
    const at = placeOf(scale, value);
    changing(g.select<SVGCircleElement>('.dot'))
      .attr('visibility', at === null ? 'hidden' : 'visible')
      .attr('cx', point ? x(point.epoch) : 0)
      .attr('cy', at ?? 0);
  });
}

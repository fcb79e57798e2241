/** Draws a tree of merges as SVG: one path a cluster, one for what is above the cut, and the cut itself. */
import { scaleLinear, select, ticks, type ScaleLinear } from 'd3';
import { leavesOf } from '../../core/partition/mergeTree';
import { changing } from '../changing';
import { clusterColor, clusterName } from '../chart/palette';
import { formatValue } from '../format';
import { glyphPath } from '../glyph';
import { cutHeights, type TreeLayout } from './layout';

const margin = { left: 40, right: 8, top: 10, bottom: 26 };
/** Pixels between two names of clusters. */
const nameWidth = 26;

export interface DrawnTree {
  readonly layout: TreeLayout;
  /** Height to pixel. */
  readonly y: ScaleLinear<number, number>;
  /** Stems to pixel. */
  readonly x: (stems: number) => number;
}

/** What the drawing shows of the run. */
export interface Marks {
  readonly k: number;
  /** The cluster of each leaf. */
  readonly labels: Uint16Array;
  /** Cluster whose branches stand out. */
  readonly emphasised: number | null;
  /** The leaf of the point that is pointed at, or chosen. */
  readonly leaf: number | null;
}

export function drawTree(element: SVGSVGElement, layout: TreeLayout, marks: Marks, width: number, height: number): DrawnTree {
  const { tree, stems } = layout;
  const top = tree.heights.at(-1) || 1;
  const [right, bottom] = [width - margin.right, height - margin.bottom];
  const y = scaleLinear([0, 1.08 * top], [bottom, margin.top]);
  const across = (right - margin.left) / stems.length;
  const x = (stem: number) => margin.left + (stem + 0.5) * across;
  const svg = select(element).attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`);
  for (const name of ['ground', 'triangles', 'lines', 'names', 'cut']) svg.selectAll(`g.${name}`).data([0]).join('g').attr('class', name);
  drawAxis(element, y, right);

  const { lines, triangles, labelOf } = branchesOf(layout, marks, { x, y, bottom, across });
  for (const [name, paths] of [
    ['triangles', triangles],
    ['lines', lines],
  ] as const)
    changing(svg.select<SVGGElement>(`g.${name}`).selectAll<SVGPathElement, string>('path').data(paths).join('path'))
      .attr('class', (_, i) => (i === marks.k ? 'above' : i === marks.emphasised ? 'emphasised' : null))
      .attr(name === 'lines' ? 'stroke' : 'fill', (_, i) => (i === marks.k ? null : clusterColor(i)))
      .attr('d', (path) => path || null);
  drawNames(element, middlesOf(layout, labelOf, marks.k), x, height - 8);
  drawCut(element, layout, marks, { x, y, right, bottom });
  return { layout, x, y };
}

/** The paths of the clusters, and after them of what is above the cut; and the cluster of each node beneath it. */
function branchesOf(
  { tree, stems, leaves: leafOf, first, x: places }: TreeLayout,
  { k, labels }: Marks,
  { x, y, bottom, across }: Pick<DrawnTree, 'x' | 'y'> & { bottom: number; across: number },
) {
  const leaves = leavesOf(tree);
  const cut = leaves - k;
  const labelOf = new Uint16Array(2 * leaves - 1);
  const lines = Array.from({ length: k + 1 }, () => [] as string[]);
  const triangles = Array.from({ length: k + 1 }, () => [] as string[]);
  const at = (value: number) => value.toFixed(1);
  const heightOf = (node: number) => (node < leaves ? 0 : tree.heights[node - leaves]!);
  // What has several clusters beneath it is above the cut.
  const pathOf = (node: number) => (node < leaves + cut ? labelOf[node]! : k);
  const stemTo = (node: number, bar: string) => `M${at(x(places[node]!))},${at(y(heightOf(node)))}V${bar}`;
  stems.forEach((node, i) => {
    labelOf[node] = labels[leafOf[i]!]!;
    if (node < leaves) return;
    const [left, right] = [x(i) - 0.4 * across, x(i) + 0.4 * across];
    triangles[pathOf(node)]!.push(`M${at(x(i))},${at(y(heightOf(node)))}L${at(left)},${bottom}H${at(right)}Z`);
  });
  for (let merge = first; merge < leaves - 1; merge++) {
    const [a, b] = [tree.children[2 * merge]!, tree.children[2 * merge + 1]!];
    labelOf[leaves + merge] = labelOf[a]!;
    const bar = at(y(tree.heights[merge]!));
    lines[pathOf(leaves + merge)]!.push(`M${at(x(places[a]!))},${bar}H${at(x(places[b]!))}`);
    // Above the cut a branch still has the colour of the one cluster that is beneath it.
    for (const node of [a, b]) lines[pathOf(node)]!.push(stemTo(node, bar));
  }
  return { lines: lines.map((parts) => parts.join('')), triangles: triangles.map((parts) => parts.join('')), labelOf };
}

function drawAxis(element: SVGSVGElement, y: ScaleLinear<number, number>, right: number): void {
  const ground = select(element).select<SVGGElement>('g.ground');
  const [low, high] = y.domain() as [number, number];
  const marks = ticks(low, high, 4);
  changing(ground.selectAll<SVGLineElement, number>('line').data(marks).join('line'))
    .attr('x1', margin.left)
    .attr('x2', right)
    .attr('y1', (mark) => y(mark))
    .attr('y2', (mark) => y(mark));
  changing(ground.selectAll<SVGTextElement, number>('text').data(marks).join('text'))
    .attr('x', margin.left - 6)
    .attr('y', (mark) => y(mark) + 3.5)
    .text((mark) => formatValue(mark));
}

/** The middle of the stems of each cluster, in stems; NaN of one whose stem has several clusters. */
function middlesOf({ stems }: TreeLayout, labelOf: Uint16Array, k: number): Float64Array {
  const sums = new Float64Array(k);
  const counts = new Float64Array(k);
  stems.forEach((node, i) => {
    sums[labelOf[node]!]! += i;
    counts[labelOf[node]!]!++;
  });
  return sums.map((sum, label) => sum / counts[label]!);
}

/** Glyph and number of each cluster beneath its branches, where there is room: the larger clusters first. */
function drawNames(element: SVGSVGElement, middles: Float64Array, x: (stem: number) => number, baseline: number): void {
  const named: number[] = [];
  middles.forEach((middle, label) => {
    if (Number.isFinite(middle) && named.every((other) => Math.abs(x(middles[other]!) - x(middle)) >= nameWidth)) named.push(label);
  });
  const groups = select(element)
    .select('g.names')
    .selectAll<SVGGElement, number>('g')
    .data(named, (label) => label)
    .join((enter) => {
      const group = enter.append('g');
      group.append('path');
      group.append('text').attr('x', 8).attr('y', 4);
      return group;
    });
  changing(groups).attr('transform', (label) => `translate(${x(middles[label]!) - 6},${baseline - 3})`);
  changing(groups.select<SVGPathElement>('path'))
    .attr('d', (label) => glyphPath(label, 60))
    .attr('fill', (label) => clusterColor(label));
  changing(groups.select<SVGTextElement>('text')).text((label) => clusterName(label));
}

function drawCut(
  element: SVGSVGElement,
  { tree, x: places }: TreeLayout,
  { k, leaf }: Marks,
  { x, y, right, bottom }: Pick<DrawnTree, 'x' | 'y'> & { right: number; bottom: number },
): void {
  const { below, above } = cutHeights(tree, k);
  const group = select(element).select<SVGGElement>('g.cut');
  changing(
    group
      .selectAll<SVGLineElement, number>('line')
      .data([(below + above) / 2])
      .join('line'),
  )
    .attr('x1', margin.left - 4)
    .attr('x2', right)
    .attr('y1', (height) => y(height))
    .attr('y2', (height) => y(height));
  const at = leaf === null ? [] : [x(places[leaf]!)];
  changing(group.selectAll<SVGPathElement, number>('path').data(at).join('path')).attr('d', (px) => `M${px},${bottom + 1}l4,7h-8Z`);
}

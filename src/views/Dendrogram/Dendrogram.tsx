import { useEffect, useMemo, useRef, useState } from 'react';
import '../views.css';
import './dendrogram.css';
import { leafLabels } from '../../core/partition/labelled';
import { treeOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { limits } from '../../methods/limits';
import { perFrame } from '../../store/shown/frameScheduler';
import { session } from '../../store/session';
import { type RunStore, useRun, useRunStore } from '../../store/runStore';
import { type RunState, type Shown } from '../../store/state';
import { watchSizes } from '../chart/size';
import { countsOf } from '../units';
import { drawTree, type DrawnTree } from './drawDendrogram';
import { clustersAt, layOut, mostCut, type TreeLayout } from './layout';
import { cutWords, spokenWords, treeWords } from './words';

const plotHeight = 240;
const mostHeight = 640;

const layouts = new WeakMap<Float64Array, TreeLayout>();
/** The layout of what is shown; null where there are no merges. A cut at another place leaves it as it is. */
function layoutOf(shown: Shown | null): TreeLayout | null {
  const tree = shown && treeOf(shown.model);
  if (!tree || tree.heights.length === 0) return null;
  let layout = layouts.get(tree.heights);
  if (!layout) layouts.set(tree.heights, (layout = layOut(tree)));
  return layout;
}

const cutAt = (k: number) => session.configureLive({ k });

/** Draws the tree, once a frame at most, and moves the cut to where it is pressed; returns how to stop. */
function mount(run: RunStore, svg: SVGSVGElement, host: HTMLElement): () => void {
  let drawn: DrawnTree | null = null;
  let labels: { of: Float64Array; k: number; labels: Uint16Array } | null = null;
  const draw = () => {
    const { shown, hoveredPoint, selectedPoint, hoveredMemory, selectedMemory } = run.getState();
    const layout = layoutOf(shown);
    const tree = shown && treeOf(shown.model);
    const { width, height } = sizes.of(host);
    if (!shown || !layout || !tree || width === 0) return;
    const { k, pointLabels } = shown.model;
    if (labels?.of !== tree.heights || labels.k !== k) labels = { of: tree.heights, k, labels: leafLabels(tree, k) };
    const point = pointLabels ? (hoveredPoint ?? selectedPoint) : null;
    drawn = drawTree(
      svg,
      layout,
      {
        k,
        labels: labels.labels,
        emphasised: hoveredMemory ?? selectedMemory,
        leaf: point === null ? null : (tree.leaves?.[point] ?? point),
      },
      Math.round(width),
      Math.max(plotHeight, Math.min(mostHeight, Math.round(height))),
    );
  };
  const frame = perFrame(draw);
  const sizes = watchSizes([host], frame.request);
  const listening = new AbortController();
  const { signal } = listening;
  let dragging = false;
  const move = (event: PointerEvent) => {
    const { shown } = run.getState();
    if (!dragging || !drawn || !shown) return;
    const height = drawn.y.invert(event.clientY - svg.getBoundingClientRect().top);
    const k = Math.min(drawn.layout.stems.length, limits.k[1], clustersAt(drawn.layout.tree, height));
    if (k !== shown.model.k) cutAt(k);
  };
  svg.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      dragging = true;
      svg.setPointerCapture(event.pointerId);
      move(event);
    },
    { signal },
  );
  svg.addEventListener('pointermove', move, { signal });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    svg.addEventListener(end, () => (dragging = false), { signal });
  const watched = ['shown', 'hoveredPoint', 'selectedPoint', 'hoveredMemory', 'selectedMemory'] as const;
  const stop = run.subscribe((state, before) => {
    if (watched.some((key) => state[key] !== before[key])) frame.request();
  });
  frame.request();
  return () => {
    stop();
    listening.abort();
    sizes.stop();
    frame.cancel();
  };
}

const selectShown = ({ shown }: RunState) => shown;

/** The tree of merges that the clusters were cut from. The slider, the arrow keys and a press on the drawing move the cut. */
export function Dendrogram() {
  const svg = useRef<SVGSVGElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const run = useRunStore();
  const shown = useRun(selectShown);
  const layout = layoutOf(shown);
  const there = layout !== null;
  const [asked, setAsked] = useState<{ readonly of: PartitionModel; readonly k: number } | null>(null);
  useEffect(() => (there && svg.current && host.current ? mount(run, svg.current, host.current) : undefined), [run, there]);
  const spoken = useMemo(() => {
    if (!shown || !layout) return '';
    const { k } = shown.model;
    return spokenWords(layout.tree, k, shown.labels ? [...countsOf(shown.labels, k)] : []);
  }, [shown, layout]);
  if (!shown || !layout)
    return (
      <figure className="dendrogram" aria-label="Dendrogram">
        <p className="dendrogram-lead">Press Train: the tree of merges is drawn here.</p>
      </figure>
    );
  const { model } = shown;
  const { tree } = layout;
  const { k } = model;
  const most = Math.max(k, mostCut(layout));
  // The next press of a key may come before the cut is shown.
  const value = asked?.of === model ? asked.k : k;
  const ask = (next: number) => {
    setAsked({ of: model, k: next });
    cutAt(next);
  };
  return (
    <figure className="dendrogram" aria-label="Dendrogram">
      <p className="dendrogram-lead">{treeWords(tree, treeOf(model)?.leaves?.length ?? 0)}</p>
      <div ref={host} className="dendrogram-plot">
        <svg ref={svg} aria-hidden="true" />
      </div>
      <label className="dendrogram-cut">
        Cut
        <input
          type="range"
          className="slider"
          aria-label="Cut"
          aria-valuetext={cutWords(tree, k)}
          min={1}
          max={most}
          step={1}
          value={value}
          style={{ '--filled': (value - 1) / Math.max(1, most - 1) }}
          onChange={(event) => ask(Number(event.target.value))}
        />
      </label>
      <p className="dendrogram-told">{cutWords(tree, k)}</p>
      <p className="visually-hidden">{spoken}</p>
    </figure>
  );
}

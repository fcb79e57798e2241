import { useEffect, useRef } from 'react';
import '../views.css';
import './curves.css';
import { session } from '../../store/session';
import { useStore, type AppState } from '../../store/state';
import { epochEnd } from '../axis';
import { perFrame } from '../../store/frames';
import { watchSizes } from '../size';
import { nearestEpoch } from '../thin';
import { drawCursor, drawCurves, type CurvesLayout } from './drawCurves';
import { panelsOf, sentence } from './panels';

/** Draws into the SVG whatever the store holds, once a frame at most; returns how to stop. */
function mount(svg: SVGSVGElement, host: HTMLElement, words: HTMLElement): () => void {
  let layout: CurvesLayout | null = null;
  let drawnFrom: readonly unknown[] = [];
  let hovered: number | null = null;
  let pointed: { layout: CurvesLayout; epoch: number | null; hovered: number | null } | null = null;
  let dragging = false;

  const draw = () => {
    const { curves, kmeans, dataset, training, shown } = useStore.getState();
    const width = Math.round(sizes.of(host).width);
    if (width === 0) return;
    const from = [curves, kmeans, dataset, training.epochs, width];
    if (!layout || from.some((part, i) => part !== drawnFrom[i])) {
      drawnFrom = from;
      const panels = panelsOf(kmeans?.metrics ?? null, dataset?.labels != null);
      layout = drawCurves(svg, { panels, curves, lastEpoch: epochEnd(curves.at(-1)?.epoch ?? 0, training.epochs), width });
    }
    const epoch = shown?.epoch ?? null;
    // The curve that was pointed at may be gone while the pointer rests.
    if (hovered !== null && hovered > (curves.at(-1)?.epoch ?? -1)) hovered = null;
    if (layout === pointed?.layout && epoch === pointed.epoch && hovered === pointed.hovered) return;
    pointed = { layout, epoch, hovered };
    drawCursor(svg, layout, epoch, hovered);
    const at = epoch === null ? -1 : nearestEpoch(curves, epoch);
    const said = sentence(layout.view.panels, at < 0 ? null : curves[at]!);
    if (words.textContent !== said) words.textContent = said;
  };
  const frame = perFrame(draw);
  const sizes = watchSizes([host], frame.request);

  const pick = (event: PointerEvent): number | null => {
    const { curves } = useStore.getState();
    if (!layout || curves.length === 0) return null;
    const index = nearestEpoch(curves, layout.epochAt(event.clientX - svg.getBoundingClientRect().left));
    return curves[index]!.epoch;
  };
  const move = (event: PointerEvent) => {
    const epoch = pick(event);
    hovered = epoch;
    if (dragging && epoch !== null) session.scrub(epoch);
    frame.request();
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    dragging = true;
    svg.setPointerCapture(event.pointerId);
    move(event);
  };
  const up = () => {
    dragging = false;
  };
  const leave = () => {
    if (dragging) return;
    hovered = null;
    frame.request();
  };
  const listening = new AbortController();
  const { signal } = listening;
  svg.addEventListener('pointermove', move, { signal });
  svg.addEventListener('pointerdown', down, { signal });
  svg.addEventListener('pointerleave', leave, { signal });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) svg.addEventListener(end, up, { signal });
  const stop = useStore.subscribe(frame.request);
  frame.request();
  return () => {
    stop();
    listening.abort();
    sizes.stop();
    frame.cancel();
  };
}

const untrained = (state: AppState) => !state.curves.some((point) => point.epoch > 0);

/** Loss, silhouette, NMI and learning rate over the epochs of the restart that is shown. Clicking or dragging scrubs; the slider "Epoch" does so by keyboard. */
export function Curves() {
  const svg = useRef<SVGSVGElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  const empty = useStore(untrained);
  useEffect(() => (svg.current && host.current && words.current ? mount(svg.current, host.current, words.current) : undefined), []);
  return (
    <figure className="curves" aria-label="Learning curves">
      {empty && <p className="curves-hint">Press Train: loss and silhouette are drawn here, epoch by epoch.</p>}
      <div ref={host} className="curves-plot">
        <svg ref={svg} aria-hidden="true" />
      </div>
      <p ref={words} className="visually-hidden" />
    </figure>
  );
}

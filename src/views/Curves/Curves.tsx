import { useEffect, useRef, useState } from 'react';
import '../views.css';
import './curves.css';
import { pretrains } from '../../methods/config';
import { shownMethod } from '../../store/shown/shownMethod';
import { type RunStore, useRun, useRunStore } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { ExportLegend } from '../ExportLegend';
import { epochEnd } from '../chart/axis';
import { perFrame } from '../../store/shown/frameScheduler';
import { watchSizes } from '../chart/size';
import { baselineOf } from '../baseline';
import { scrub } from '../scrub';
import { nearestEpoch } from '../chart/thin';
import { entryOfCurve } from '../entryOf';
import { Term } from '../Term';
import { drawCursor, drawCurves, titlesOf, type CurvesLayout, type CurveTitle } from './drawCurves';
import { panelsOf, pretrainingPanel, pretrainingPoints, pretrainingSentence, sentence } from './panels';

/** Pixels of a plot: lower where there are many; pretraining is a small one when it is over. */
const plotHeights = { few: 62, many: 50, pretraining: 50, pretrained: 28 };
const many = 5;

function panelsFor(state: RunState) {
  const kmeans = baselineOf(state)?.metrics ?? null;
  return panelsOf(
    shownMethod(state),
    kmeans,
    state.dataset?.labels != null,
    state.pretraining?.rlPretrained ?? null,
    pretrains(state.config),
  );
}

/** The curve of pretraining, over its own epochs: drawn when there is a new one. */
function pretrainingPainter(svg: SVGSVGElement): (state: RunState, width: number) => string {
  let drawnFrom: readonly unknown[] = [];
  return ({ pretraining }, width) => {
    const from = [pretraining?.losses.length ?? 0, pretraining?.epochs, pretraining?.rlPretrained, pretraining?.done, width];
    const said = pretraining ? `${pretrainingSentence(pretraining)} ` : '';
    if (from.every((part, i) => part === drawnFrom[i])) return said;
    drawnFrom = from;
    svg.classList.toggle('absent', !pretraining);
    if (!pretraining) return said;
    const curves = pretrainingPoints(pretraining);
    const plotHeight = pretraining.done ? plotHeights.pretrained : plotHeights.pretraining;
    const layout = drawCurves(svg, {
      panels: [pretrainingPanel(pretraining.rlPretrained)],
      curves,
      lastEpoch: pretraining.epochs,
      width,
      plotHeight,
    });
    drawCursor(svg, layout, curves.at(-1)?.epoch ?? null, null);
    return said;
  };
}

/** Draws into the SVGs whatever the store holds, once a frame at most; returns how to stop. */
function mount(
  run: RunStore,
  svg: SVGSVGElement,
  before: SVGSVGElement,
  host: HTMLElement,
  words: HTMLElement,
  onTitles: (titles: readonly CurveTitle[]) => void,
): () => void {
  const drawPretraining = pretrainingPainter(before);
  let layout: CurvesLayout | null = null;
  let drawnFrom: readonly unknown[] = [];
  let hovered: number | null = null;
  let pointed: { layout: CurvesLayout; epoch: number | null; hovered: number | null } | null = null;
  let dragging = false;
  let told: readonly CurveTitle[] = [];

  const draw = () => {
    const state = run.getState();
    const { curves, dataset, training, shown } = state;
    const width = Math.round(sizes.of(host).width);
    if (width === 0) return;
    const toldBefore = drawPretraining(state, width);
    const from = [curves, baselineOf(state), state.pretraining?.rlPretrained, shownMethod(state), dataset, training.epochs, width];
    if (!layout || from.some((part, i) => part !== drawnFrom[i])) {
      drawnFrom = from;
      const panels = panelsFor(state);
      layout = drawCurves(svg, {
        panels,
        curves,
        lastEpoch: epochEnd(curves.at(-1)?.epoch ?? 0, training.epochs),
        width,
        plotHeight: panels.length < many ? plotHeights.few : plotHeights.many,
      });
      const titles = titlesOf(layout);
      if (titles.some((title, i) => title.key !== told[i]?.key || title.top !== told[i].top) || titles.length !== told.length)
        onTitles((told = titles));
    }
    const epoch = shown?.epoch ?? null;
    // The curve that was pointed at may be gone while the pointer rests.
    if (hovered !== null && hovered > (curves.at(-1)?.epoch ?? -1)) hovered = null;
    if (layout !== pointed?.layout || epoch !== pointed.epoch || hovered !== pointed.hovered) {
      pointed = { layout, epoch, hovered };
      drawCursor(svg, layout, epoch, hovered);
    }
    const at = epoch === null ? -1 : nearestEpoch(curves, epoch);
    const said = toldBefore + sentence(layout.view.panels, at < 0 ? null : curves[at]!);
    if (words.textContent !== said) words.textContent = said;
  };
  const frame = perFrame(draw);
  const sizes = watchSizes([host], frame.request);

  const pick = (event: PointerEvent): number | null => {
    const { curves } = run.getState();
    if (!layout || curves.length === 0) return null;
    const index = nearestEpoch(curves, layout.epochAt(event.clientX - svg.getBoundingClientRect().left));
    return curves[index]!.epoch;
  };
  const move = (event: PointerEvent) => {
    const epoch = pick(event);
    hovered = epoch;
    if (dragging && epoch !== null) scrub(run, epoch);
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
  const stop = run.subscribe(frame.request);
  frame.request();
  return () => {
    stop();
    listening.abort();
    sizes.stop();
    frame.cancel();
  };
}

/** The words in place of a curve that is not there yet; null where there is one. */
const hint = (state: RunState): string | null => {
  if (state.pretraining !== null || state.curves.some((point) => point.epoch > 0)) return null;
  const { space, numbers } = shownMethod(state);
  if (space !== 'codes') return 'Press Train: loss and silhouette are drawn here, epoch by epoch.';
  const silhouettes = numbers.all.some(({ id }) => id === 'scAttracted') ? 'both silhouettes' : 'the silhouette of the codes';
  return `Press Train: ${pretrains(state.config) ? 'the networks are pretrained first, then ' : ''}reconstruction and ${silhouettes} are drawn here, epoch by epoch.`;
};

/**
 * Loss, silhouette, NMI and learning rate over the epochs of the restart that is shown; of deep methods reconstruction too, and before them
 * pretraining. Clicking or dragging scrubs; the slider "Epoch" does so by keyboard.
 */
export function Curves() {
  const svg = useRef<SVGSVGElement>(null);
  const before = useRef<SVGSVGElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  const run = useRunStore();
  const said = useRun(hint);
  const [titles, setTitles] = useState<readonly CurveTitle[]>([]);
  useEffect(
    () =>
      svg.current && before.current && host.current && words.current
        ? mount(run, svg.current, before.current, host.current, words.current, setTitles)
        : undefined,
    [run],
  );
  return (
    <figure className="curves" aria-label="Learning curves">
      {said && <p className="curves-hint">{said}</p>}
      <div ref={host} className="curves-plot">
        <svg ref={before} className="curves-pretraining absent" aria-hidden="true" />
        <div className="curves-of">
          <svg ref={svg} aria-hidden="true" />
          {/* Over the names in the picture, which are of the picture and of its export. */}
          {titles.map(({ key, name, top }) => (
            <Term key={key} of={entryOfCurve(key)} label={name} className="curve-word" style={{ top }} />
          ))}
        </div>
      </div>
      <ExportLegend>
        <span>
          <svg viewBox="0 0 18 10">
            <path className="curve" d="M0 8 6 4l6 2 6-4" />
          </svg>
          by epoch, of the restart that is shown
        </span>
        <span>
          <svg viewBox="0 0 18 10">
            <line className="reference" x1="0" y1="5" x2="18" y2="5" />
          </svg>
          read against what is named at the line
        </span>
        <span>
          <svg viewBox="0 0 18 10">
            <circle className="dot" cx="9" cy="5" r="3.5" />
          </svg>
          the epoch that is shown
        </span>
      </ExportLegend>
      <p ref={words} className="visually-hidden" />
    </figure>
  );
}

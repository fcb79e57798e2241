import { useEffect, useRef } from 'react';
import '../views.css';
import './path.css';
import { perFrame } from '../../store/shown/frameScheduler';
import { type RunStore, useRun, useRunStore } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { formatCount } from '../format';
import { onSpace } from '../numbers';
import { scrub } from '../scrub';
import { Term } from '../Term';
import { watchSizes } from '../chart/size';
import { nearestEpoch } from '../chart/thin';
import { frameToward } from '../Timeline/film';
import { drawPath, drawShown, outline, type PathLayout } from './drawPath';
import { codesKind, journeyOf, journeySentence, nearestPlace, placeSentence, type Journey } from './places';

const height = 236;
const drawnOf = ['shown', 'curves', 'kmeans', 'pretraining', 'result', 'restart'] as const;

const kept = new WeakMap<RunState['curves'], { of: readonly unknown[]; journey: Journey | null }>();
/** Of a run the same object until one of its numbers is another. */
function currentJourney(state: RunState): Journey | null {
  const { curves, kmeans, pretraining, result, restart, shown } = state;
  const of = [kmeans, pretraining?.rlPretrained, result, restart, shown?.latent?.pretrained];
  let known = kept.get(curves);
  if (!known || of.some((part, i) => part !== known!.of[i])) kept.set(curves, (known = { of, journey: journeyOf(state) }));
  return known.journey;
}

/** Draws the path from the store, once a frame at most, and scrubs where it is pressed; returns how to stop. */
function mount(run: RunStore, svg: SVGSVGElement, host: HTMLElement, told: HTMLElement, words: HTMLElement): () => void {
  let layout: PathLayout | null = null;
  let drawnFrom: readonly unknown[] = [];
  let hovered: number | null = null;
  let dragging = false;

  const write = (element: HTMLElement, text: string) => {
    if (element.textContent !== text) element.textContent = text;
  };
  const draw = () => {
    const state = run.getState();
    const width = Math.round(sizes.of(host).width);
    if (width === 0) {
      drawnFrom = [];
      write(words, '');
      return;
    }
    const { shown } = state;
    const journey = currentJourney(state);
    const from = [journey, width];
    if (from.some((part, i) => part !== drawnFrom[i])) {
      drawnFrom = from;
      layout = journey && drawPath(svg, journey, width, height);
      write(words, journey ? journeySentence(journey) : '');
    }
    svg.classList.toggle('absent', layout === null);
    const places = layout?.journey.places ?? [];
    const at = nearestEpoch(places, hovered ?? shown?.epoch ?? 0);
    const place = places[at] ?? null;
    if (layout) drawShown(svg, layout, place);
    write(told, layout && place ? placeSentence(place, layout.journey) : '');
  };
  const frame = perFrame(draw);
  const sizes = watchSizes([host], frame.request);

  const pick = (event: PointerEvent): number | null => {
    if (!layout) return null;
    const box = svg.getBoundingClientRect();
    const index = nearestPlace(layout.journey.places, layout.x, layout.y, event.clientX - box.left, event.clientY - box.top);
    return layout.journey.places[index]?.epoch ?? null;
  };
  const move = (event: PointerEvent) => {
    hovered = pick(event);
    if (dragging && hovered !== null) scrub(run, hovered);
    frame.request();
  };
  const leave = () => {
    hovered = null;
    frame.request();
  };
  const listening = new AbortController();
  const { signal } = listening;
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    dragging = true;
    svg.setPointerCapture(event.pointerId);
    move(event);
  };
  svg.addEventListener('pointermove', move, { signal });
  svg.addEventListener('pointerdown', down, { signal });
  svg.addEventListener('pointerleave', leave, { signal });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    svg.addEventListener(end, () => (dragging = false), { signal });
  const stop = run.subscribe((state, before) => {
    if (drawnOf.some((key) => state[key] !== before[key])) frame.request();
  });
  frame.request();
  return () => {
    stop();
    listening.abort();
    sizes.stop();
    frame.cancel();
  };
}

/** The words in place of a path that is not there yet; null where there is one. */
function hint(journey: Journey | null, pretraining: boolean): string | null {
  if (!journey)
    return pretraining ? 'The path begins when pretraining is done.' : 'Press Train: the run becomes a path here, epoch by epoch.';
  return journey.places.length === 0 ? 'No epoch has more than one cluster, and one cluster has no silhouette.' : null;
}

const selectPretraining = ({ pretraining }: RunState) => pretraining !== null && !pretraining.done;
const selectEpoch = ({ shown }: RunState) => shown?.epoch ?? 0;
const selectLast = ({ frames }: RunState) => frames.at(-1)?.epoch ?? 0;

/**
 * The run as a path through the epochs: reconstruction against clustering (DCLAM fig. 2). Pressing a place on it, or the arrow keys, scrub.
 */
export function Path() {
  const svg = useRef<SVGSVGElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const told = useRef<HTMLParagraphElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  const run = useRunStore();
  const journey = useRun(currentJourney);
  const said = hint(journey, useRun(selectPretraining));
  const epoch = useRun(selectEpoch);
  const last = useRun(selectLast);
  useEffect(
    () =>
      svg.current && host.current && told.current && words.current
        ? mount(run, svg.current, host.current, told.current, words.current)
        : undefined,
    [run],
  );
  return (
    <figure className="path" aria-label="RL against 1 − SC">
      <p className="path-lead">
        {said ?? (
          <>
            <Term of="rrl">Reconstruction</Term> against <Term of="silhouette">clustering</Term>
            {journey && `,${onSpace(journey.silhouette)}`}. Lower left is better.
          </>
        )}
      </p>
      <div ref={host} className="path-plot" hidden={said !== null}>
        <svg ref={svg} aria-hidden="true" className="absent" />
        <input
          type="range"
          className="visually-hidden"
          aria-label="Place on the path"
          aria-valuetext={`Epoch ${formatCount(epoch)}`}
          min={0}
          max={Math.max(1, last)}
          step={1}
          value={epoch}
          onChange={(event) => scrub(run, frameToward(run.getState().frames, epoch, Number(event.target.value)))}
        />
      </div>
      <p ref={told} className="path-told" hidden={said !== null} />
      {journey && said === null && (
        <ul className="path-legend" data-legend="drawn">
          {journey.marks.map((mark) => (
            <li key={mark.key}>
              <svg viewBox="-8 -8 16 16" aria-hidden="true">
                <path className={mark.key} d={outline(mark)} />
              </svg>
              {mark.name}, {codesKind.name}
            </li>
          ))}
          {journey.chosen && (
            <li>
              <svg viewBox="-8 -8 16 16" aria-hidden="true">
                <circle className="ring" r="6.5" />
              </svg>
              chosen: epoch {formatCount(journey.chosen.epoch)}
            </li>
          )}
        </ul>
      )}
      <p ref={words} className="visually-hidden" />
    </figure>
  );
}

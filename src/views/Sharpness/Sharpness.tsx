import { useEffect, useRef } from 'react';
import '../views.css';
import './sharpness.css';
import { perFrame } from '../../store/shown/frameScheduler';
import { type RunStore, useRunStore } from '../../store/runStore';
import { watchSizes } from '../chart/size';
import { drawSharpness } from './drawSharpness';
import { countsSentence, readingOf, splitSentence, spokenSentence } from './reading';

interface Places {
  readonly svg: SVGSVGElement;
  readonly counts: HTMLElement;
  readonly split: HTMLElement;
  readonly spoken: HTMLElement;
}

/** Draws what is shown, once a frame at most; returns how to stop. */
function mount(run: RunStore, host: HTMLElement, { svg, counts, split, spoken }: Places): () => void {
  let drawnFrom: readonly unknown[] = [];
  const write = (element: HTMLElement, text: string) => {
    if (element.textContent !== text) element.textContent = text;
  };
  const frame = perFrame(() => {
    const { shown } = run.getState();
    const width = Math.round(sizes.of(host).width);
    const from = [shown, width];
    if (width === 0 || from.every((part, i) => part === drawnFrom[i])) return;
    drawnFrom = from;
    const reading = readingOf(shown);
    svg.classList.toggle('absent', !reading);
    if (reading) drawSharpness(svg, reading, width);
    write(counts, reading ? countsSentence(reading) : '');
    write(split, reading ? splitSentence(reading) : '');
    write(spoken, reading ? spokenSentence(reading) : '');
  });
  const sizes = watchSizes([host], frame.request);
  const stop = run.subscribe((state, before) => {
    if (state.shown !== before.shown) frame.request();
  });
  frame.request();
  return () => {
    stop();
    sizes.stop();
    frame.cancel();
  };
}

/** The sharpness α of soft memberships on the scale of the codes: above α_c centres that coincide split, beneath it they stay together. */
export function Sharpness() {
  const host = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const counts = useRef<HTMLParagraphElement>(null);
  const split = useRef<HTMLParagraphElement>(null);
  const spoken = useRef<HTMLParagraphElement>(null);
  const run = useRunStore();
  useEffect(
    () =>
      host.current && svg.current && counts.current && split.current && spoken.current
        ? mount(run, host.current, { svg: svg.current, counts: counts.current, split: split.current, spoken: spoken.current })
        : undefined,
    [run],
  );
  return (
    <figure className="sharpness" aria-label="Where centres split" data-legend="drawn">
      <div ref={host} className="sharpness-plot">
        <svg ref={svg} className="absent" aria-hidden="true" />
      </div>
      <p ref={spoken} className="visually-hidden" />
      <p ref={counts} className="sharpness-counts" />
      <p ref={split} className="sharpness-sentence" />
    </figure>
  );
}

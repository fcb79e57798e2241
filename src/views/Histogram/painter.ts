/**
 * Keeps the histograms true to what is shown, off the path of training: where they are seen, and never longer than a few milliseconds at a
 * time.
 */
import { perFrame } from '../../store/shown/frameScheduler';
import { type RunStore } from '../../store/runStore';
import { type RunState, type Shown } from '../../store/state';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { formatCount } from '../format';
import { inTurns } from '../Memories/nearest';
import { drawsLater, forPicture } from '../chart/forPicture';
import { watchSizes } from '../chart/size';
import { fits } from '../units';
import { certainties, costOf, mostHistogramPoints, pointCertainty, certaintySample, type Bins } from './certainty';
import { drawHistogram, drawMet, type HistogramLayout } from './drawHistogram';
import { binSentence, figures, figureSentence, medianSentence, pointSentence, type HistogramFigure } from './figures';
import { partitionerOf } from '../../core/partition/kinds';

export interface FigureParts {
  readonly svg: SVGSVGElement;
  /** Facts about the bar under the pointer, the point or the whole. */
  readonly told: HTMLElement;
  readonly words: HTMLElement;
}

/** Up to so many multiplications the histograms change in the same frame as the map. */
const atOnce = 2e5;
/** Milliseconds a turn. */
const budget = 4;
/** While training goes on, counting rests so many times as long as it took. */
const restShare = 4;

interface Counted {
  readonly shown: Shown;
  readonly dataset: Dataset;
  readonly bins: readonly Bins[];
}

interface Subject {
  readonly dataset: Dataset;
  readonly space: Space;
  readonly shown: Shown;
}

function subjectOf({ dataset, space, shown }: RunState): Subject | null {
  if (!fits(dataset, space) || !space || !shown) return null;
  const { model, latent } = shown;
  if (!partitionerOf(model).memberships) return null;
  return (latent ? latent.codes.length === dataset.n * model.d : model.d === dataset.d) ? { dataset, space, shown } : null;
}

const same = (a: Shown, b: Shown) => a.model === b.model && a.latent === b.latent;

const samples = new WeakMap<Dataset, Uint32Array>();
function sampleFor(dataset: Dataset): Uint32Array {
  let sample = samples.get(dataset);
  if (!sample) samples.set(dataset, (sample = certaintySample(dataset.n)));
  return sample;
}

/** @param parts one for each of `figures`. @param note where a sample is said. Returns how to stop. */
export function mountHistograms(run: RunStore, host: HTMLElement, parts: readonly FigureParts[], note: HTMLElement): () => void {
  let counted: Counted | null = null;
  let drawn: { counted: Counted; width: number; layouts: readonly HistogramLayout[] } | null = null;
  let counting: { subject: Subject; stop: () => void } | null = null;
  let restUntil = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let seen = false;
  let met: { figure: number; px: number } | null = null;

  const write = (element: HTMLElement, text: string) => {
    if (element.textContent !== text) element.textContent = text;
  };
  const done = ({ shown, dataset }: Subject, result: Parameters<HistogramFigure['bins']>[0]) => {
    counted = { shown, dataset, bins: figures.map((figure) => figure.bins(result, shown.model.k)) };
  };

  /** Begins to count what is shown, where that is not counted yet. */
  const follow = (subject: Subject, training: boolean) => {
    if (counted?.dataset === subject.dataset && same(counted.shown, subject.shown)) return;
    if (counting && (same(counting.subject.shown, subject.shown) || (training && counting.subject.dataset === subject.dataset))) return;
    const wait = training && !forPicture(host) ? restUntil - performance.now() : 0;
    if (wait > 0) {
      clearTimeout(resting);
      resting = setTimeout(frame.request, wait);
      return;
    }
    counting?.stop();
    counting = null;
    const { dataset, space, shown } = subject;
    const sample = sampleFor(dataset);
    const work = certainties(dataset, space, shown, sample);
    if (costOf(shown.model, sample.length) <= atOnce) {
      let step = work.next();
      while (!step.done) step = work.next();
      done(subject, step.value);
      return;
    }
    const began = performance.now();
    const stop = inTurns(
      work,
      (result) => {
        counting = null;
        restUntil = performance.now() + restShare * (performance.now() - began);
        done(subject, result);
        frame.request();
      },
      budget,
    );
    counting = { subject, stop };
  };

  const draw = () => {
    const state = run.getState();
    const subject = subjectOf(state);
    const width = Math.round(sizes.of(host).width);
    if (!(seen || forPicture(host)) || width === 0 || !subject) return;
    follow(subject, state.training.state === 'training');
    if (!counted) {
      for (const { told } of parts) write(told, 'counting …');
      return;
    }
    if (drawn?.counted !== counted || drawn.width !== width) {
      const { bins, shown } = counted;
      drawn = { counted, width, layouts: parts.map(({ svg }, i) => drawHistogram(svg, bins[i]!, width)) };
      parts.forEach(({ words }, i) => write(words, figureSentence(figures[i]!, bins[i]!, shown.epoch)));
      write(
        note,
        subject.dataset.n > mostHistogramPoints
          ? `A sample of ${formatCount(mostHistogramPoints)} of ${formatCount(subject.dataset.n)} points.`
          : '',
      );
    }
    host.classList.toggle('pending', counted.dataset !== subject.dataset || !same(counted.shown, subject.shown));
    const index = state.hoveredPoint ?? state.selectedPoint;
    const point =
      index !== null && index < subject.dataset.n
        ? { index, certainty: pointCertainty(subject.dataset, subject.space, subject.shown, index) }
        : null;
    const { layouts } = drawn;
    parts.forEach(({ svg, told }, i) => {
      const figure = figures[i]!;
      const layout = layouts[i]!;
      const bin = met?.figure === i ? layout.binUnder(met.px) : null;
      const value = point && figure.of(point.certainty);
      drawMet(svg, layout, bin, value);
      if (bin !== null) write(told, binSentence(figure, layout.bins, bin));
      else write(told, point && value !== null ? pointSentence(figure, point.index, value) : medianSentence(figure, layout.bins));
    });
  };
  const frame = perFrame(draw);
  const sizes = watchSizes([host], frame.request);
  const sight = new IntersectionObserver(
    (entries) => {
      seen = entries.at(-1)!.isIntersecting;
      frame.request();
    },
    { rootMargin: '200px' },
  );
  sight.observe(host);

  const listening = new AbortController();
  const { signal } = listening;
  parts.forEach(({ svg }, figure) => {
    const move = (event: PointerEvent) => {
      met = { figure, px: event.clientX - svg.getBoundingClientRect().left };
      frame.request();
    };
    svg.addEventListener('pointermove', move, { signal });
    svg.addEventListener('pointerdown', move, { signal });
    svg.addEventListener(
      'pointerleave',
      ({ pointerType }) => {
        // A finger leaves as soon as it is lifted; what it touched stays told.
        if (pointerType === 'touch') return;
        met = null;
        frame.request();
      },
      { signal },
    );
  });
  const watched = ['shown', 'dataset', 'space', 'hoveredPoint', 'selectedPoint', 'training'] as const;
  const stop = run.subscribe((state, before) => {
    if (watched.some((key) => state[key] !== before[key])) frame.request();
  });
  frame.request();
  const stopWork = drawsLater(host, () => counting !== null);
  return () => {
    stop();
    stopWork();
    clearTimeout(resting);
    counting?.stop();
    listening.abort();
    sight.disconnect();
    sizes.stop();
    frame.cancel();
  };
}

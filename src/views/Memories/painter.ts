/** Paints the rows of the Memories view from the store, once a frame at most. React owns the rows, this fills them. */
import { clusterProfile, type ClusterProfile } from '../../core/clustering/profile';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { latest } from '../../store/shown/latest';
import { scaledPoints } from '../../store/shown/scaled';
import { session } from '../../store/session';
import { type RunStore } from '../../store/runStore';
import { type Shown } from '../../store/state';
import { lackingSentence } from '../drawn';
import { formatCount, formatShare } from '../format';
import { clusterColor, drawnAs } from '../chart/palette';
import { decodedBy } from '../../store/shown/standIns';
import { perFrame } from '../../store/shown/frameScheduler';
import { reportFailure } from '../report';
import { watchSizes } from '../chart/size';
import { drawsLater, forPicture } from '../chart/forPicture';
import { onThemeChange, themeColors } from '../chart/theme';
import { paintImage } from '../thumbnail';
import { belongs, countsOf, fits, rowToData, scaledRow } from '../units';
import { decodings, type Decoding } from './decodings';
import { drawnMark } from '../drawn';
import { drawProfile, drawStrip, mostColumns, ramp } from './drawRow';
import { attachMembers, fillMembers, membersBeside } from './members';
import { extremeMembers, inTurns } from './nearest';
import { drawnMemory, rangesOf } from './ranges';
import { attachReadout, type Readout } from './readout';
import { partitionerOf } from '../../core/partition/kinds';
import { wordsOf } from '../words';

/** Bands of another epoch are never drawn: a memory without its bands is, when they take longer than this (ms). */
const patience = 150;
/** The closest and the farthest members are looked for when nothing has moved for so long (ms). */
const calm = 250;

export function mountRows(run: RunStore, root: HTMLElement): () => void {
  /** The contents of the canvases: one model, and the profile of its own labels. */
  let view: { shown: Shown; profile: ClusterProfile | null } | null = null;
  let counted: { labels: Uint16Array; k: number; counts: Uint32Array } | null = null;
  let order = 0;
  const born = new WeakMap<Shown, number>();
  let late: ReturnType<typeof setTimeout> | null = null;
  let quiet: ReturnType<typeof setTimeout> | null = null;
  let giveUp: (() => void) | null = null;
  let onScreen = false;
  const visible = new Set<Element>();
  let theme = themeColors(root);
  let colours: Uint8ClampedArray | null = null;

  const rowElements = () => [...root.querySelectorAll<HTMLElement>('.memory-row')];

  const countsFor = (labels: Uint16Array, k: number): Uint32Array => {
    if (counted?.labels !== labels || counted.k !== k) counted = { labels, k, counts: countsOf(labels, k) };
    return counted.counts;
  };

  const paint = () => {
    const { dataset, space, hoveredPoint, selectedPoint, drawnBy } = run.getState();
    if (!view || !fits(dataset, space) || !space || !isOf(view.shown, dataset)) return;
    const { shown, profile } = view;
    const { model, labels } = shown;
    const { d } = dataset;
    let lost = false;
    const reach = rangesOf(dataset, space);
    const pointed = hoveredPoint ?? selectedPoint;
    const point = pointed !== null && pointed < dataset.n ? pointed : null;
    const cluster = point === null || !labels ? -1 : labels[point]!;
    const counts = labels && countsFor(labels, model.k);
    for (const element of rowElements()) {
      const mu = Number(element.dataset['index']);
      if (mu >= model.k) continue;
      head(element, mu, counts, dataset.n, wordsOf(model).noMembers);
      element.classList.toggle('linked', mu === cluster);
      const { row: memory, point: standIn, state } = inInput(shown, mu, dataset, space);
      note(element, state, shown.latent && drawnMark(decodedBy(shown.latent, drawnBy), standIn));
      lost ||= state === 'lost';
      const canvas = element.querySelector<HTMLCanvasElement>('canvas.memory-plot');
      if (!canvas || !memory || !(visible.has(element) || forPicture(root))) continue;
      if (dataset.image) {
        paintImage(canvas, rowToData(space, memory), 0, dataset.image);
        continue;
      }
      const part = (values: Float32Array) => values.subarray(mu * d, (mu + 1) * d);
      const members = profile && profile.counts[mu]! > 0 ? { mean: part(profile.mean), deviation: part(profile.deviation) } : null;
      const drawing = {
        d,
        memory,
        members,
        point: mu === cluster && point !== null ? scaledRow(dataset, space, point) : null,
        ranges: reach,
        colour: clusterColor(drawnAs(shown.looks, mu)),
      };
      if (d <= mostColumns) drawProfile(canvas, sizes.of(first), drawing, theme);
      else drawStrip(canvas, drawing, (colours ??= ramp(theme)));
    }
    const sentence = lost ? lackingSentence(shown, `, so the ${wordsOf(model).prototypes} that were moved there cannot be drawn.`) : '';
    const told = root.querySelector('.memories-lost');
    if (told && told.textContent !== sentence) told.textContent = sentence;
  };
  const frame = perFrame(paint);
  const decoded = decodings(run, frame.request);

  /** Memory μ in the scaled input space. */
  const inInput = (shown: Shown, mu: number, dataset: Dataset, space: Space): Omit<Decoding, 'row'> & { row: ArrayLike<number> | null } =>
    shown.latent
      ? decoded.of(shown, mu)
      : { row: drawnMemory(partitionerOf(shown.model), mu, dataset, space), point: null, state: 'there' };

  const ask = latest<Shown>(
    async (shown) => {
      const profile = await session.profile(shown, shown.labels!);
      const current = run.getState().shown;
      if (shown.run !== current?.run || (view && (born.get(view.shown) ?? 0) > (born.get(shown) ?? 0))) return;
      view = { shown, profile };
      wait(current === shown ? null : current);
      frame.request();
    },
    (error) => reportFailure('The spread of the clusters could not be computed', error, 'memories'),
  );

  /** Draws the memories without their bands when those of `shown` keep us waiting. */
  const wait = (shown: Shown | null) => {
    if (late !== null) clearTimeout(late);
    late =
      shown &&
      setTimeout(() => {
        late = null;
        const current = run.getState().shown;
        if (current && view?.shown !== current) {
          view = { shown: current, profile: null };
          frame.request();
        }
      }, patience);
  };

  function* members(shown: Shown, labels: Uint16Array, dataset: Dataset, space: Space): Generator<void, void> {
    const found = yield* extremeMembers(dataset, space, shown, labels, membersBeside(shown.model.k));
    yield* fillMembers(rowElements(), dataset, found);
  }

  const lookForMembers = () => {
    quiet = null;
    const { shown, dataset, space } = run.getState();
    if (!shown?.labels || !fits(dataset, space) || !space || !isOf(shown, dataset)) return;
    giveUp = inTurns(members(shown, shown.labels, dataset, space), () => {
      giveUp = null;
    });
  };

  const changed = () => {
    const { shown, dataset, space } = run.getState();
    if (!shown || !fits(dataset, space) || !isOf(shown, dataset)) return;
    if (!born.has(shown)) born.set(shown, ++order);
    giveUp?.();
    giveUp = null;
    if (quiet !== null) clearTimeout(quiet);
    for (const element of rowElements()) element.classList.add('stale');
    if (onScreen) quiet = setTimeout(lookForMembers, forPicture(root) ? 0 : calm);
    const points = !dataset.image && shown.labels && space && onScreen ? scaledPoints(dataset, space) : null;
    if (points && shown.labels) {
      view = { shown, profile: clusterProfile(points, dataset.n, dataset.d, shown.labels, shown.model.k) };
      frame.request();
      return;
    }
    if (dataset.image || !shown.labels || !view || view.shown.run !== shown.run || view.shown.model.k !== shown.model.k) {
      view = { shown, profile: null };
      frame.request();
    } else if (view.shown !== shown && late === null) wait(shown);
    if (!dataset.image && shown.labels && onScreen) ask(shown);
  };

  const rows = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) visible.add(target);
        else visible.delete(target);
      }
      frame.request();
    },
    { rootMargin: '200px' },
  );
  for (const element of rowElements()) rows.observe(element);
  const screen = new IntersectionObserver(([entry]) => {
    onScreen = entry?.isIntersecting ?? false;
    if (onScreen) changed();
  });
  screen.observe(root);
  // All plots have the size of the first.
  const first = root.querySelector('canvas.memory-plot') ?? root;
  const sizes = watchSizes([first], frame.request);

  const read = (mu: number): Readout | null => {
    const { dataset, space } = run.getState();
    if (!view || !space || !fits(dataset, space) || mu >= view.shown.model.k) return null;
    const memory = inInput(view.shown, mu, dataset, space).row;
    const counts = view.profile?.counts[mu] ?? 0;
    return memory && { dataset, space, memory, profile: counts > 0 ? view.profile : null, mu };
  };
  /** The bands of what is shown are on their way, or its closest and farthest members. */
  const atWork = (): boolean => {
    const { shown, dataset, space } = run.getState();
    if (!onScreen || !shown?.labels || !fits(dataset, space) || !isOf(shown, dataset)) return false;
    return view?.shown !== shown || (!dataset.image && !view.profile) || quiet !== null || giveUp !== null;
  };

  const stops = [
    drawsLater(root, atWork),
    run.subscribe((state) => state.shown, changed),
    run.subscribe((state) => state.space, changed),
    run.subscribe((state) => state.hoveredPoint, frame.request),
    run.subscribe((state) => state.selectedPoint, frame.request),
    run.subscribe((state) => state.drawnBy, frame.request),
    onThemeChange(() => {
      theme = themeColors(root);
      colours = null;
      frame.request();
    }),
    attachReadout(root, read),
    attachMembers(run, root),
  ];
  changed();
  return () => {
    for (const stop of stops) stop();
    for (const observer of [rows, screen]) observer.disconnect();
    sizes.stop();
    for (const timer of [late, quiet]) if (timer !== null) clearTimeout(timer);
    giveUp?.();
    frame.cancel();
  };
}

/** While another dataset comes in, what is shown may still be of the last one. */
function isOf(shown: Shown, dataset: Dataset): boolean {
  return belongs(shown, dataset) && (shown.labels === null || shown.labels.length === dataset.n);
}

/** A memory that was moved by hand waits for its picture, or cannot have one. @param mark what the picture is, where it is not the memory's. */
function note(element: HTMLElement, state: Decoding['state'], mark: string | null): void {
  element.classList.toggle('waiting', state === 'waiting');
  element.classList.toggle('lost', state === 'lost');
  const words = state === 'waiting' ? 'moved; decoding …' : state === 'lost' ? 'moved; not decoded' : (mark ?? '');
  const place = element.querySelector<HTMLElement>('.memory-note');
  if (place && place.textContent !== words) place.textContent = words;
}

/** The number of points of a cluster, as words and as a bar. @param none the words where there are none. */
function head(element: HTMLElement, mu: number, counts: Uint32Array | null, n: number, none: string): void {
  const count = counts?.[mu];
  const share = count === undefined ? 0 : count / n;
  const words =
    count === undefined ? '…' : count === 0 ? none : `${formatCount(count)} ${count === 1 ? 'point' : 'points'} · ${formatShare(share)}`;
  const size = element.querySelector<HTMLElement>('.memory-size');
  if (size && size.textContent !== words) size.textContent = words;
  element.style.setProperty('--share', String(share));
  element.classList.toggle('dead', count === 0);
}

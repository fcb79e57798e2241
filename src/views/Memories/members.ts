/**
 * The members beside each memory, the closest and the farthest, as pictures or as numbers: filled from the data, and points like any
 * others.
 */
import type { Dataset } from '../../data/dataset';
import { type RunStore } from '../../store/runStore';
import { paintImage } from '../thumbnail';
import type { Extremes } from './nearest';

export const ends = ['closest', 'farthest'] as const;

/** So many of each, beside each of k memories: a page of many memories is scanned, not read. */
export const membersBeside = (k: number): number => (k <= 40 ? 6 : 3);

/** Fills the places of each row, a row at a time. */
export function* fillMembers(rows: readonly HTMLElement[], dataset: Dataset, found: readonly Extremes[]): Generator<void, void> {
  for (const row of rows) {
    const members = found[Number(row.dataset['index'])];
    for (const end of ends)
      row.querySelectorAll<HTMLElement>(`.memory-${end} .memory-member`).forEach((place, i) => fill(place, dataset, members?.[end][i]));
    row.classList.remove('stale');
    yield;
  }
}

function fill(place: HTMLElement, { values, d, image, itemNames }: Dataset, index: number | undefined): void {
  place.hidden = index === undefined;
  if (index === undefined) return;
  place.dataset['point'] = String(index);
  const name = itemNames?.[index] ?? '';
  place.title = name === '' ? '' : `Point ${index + 1}: ${name}`;
  place.querySelector('.memory-member-number')!.textContent = String(index + 1);
  const named = place.querySelector('.memory-member-name');
  // A point without a name among named ones is told by its number.
  if (named) named.textContent = name === '' ? String(index + 1) : name;
  const canvas = place.querySelector('canvas');
  if (canvas && image) paintImage(canvas, values, index * d, image);
}

/** Members that are met light up everywhere; clicked, they are chosen. Returns how to stop. */
export function attachMembers(run: RunStore, root: HTMLElement): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const pointOf = (event: Event) => {
    const place = event.target instanceof Element ? event.target.closest<HTMLElement>('.memory-member') : null;
    return place?.dataset['point'] === undefined ? null : Number(place.dataset['point']);
  };
  const hover = (event: Event) => {
    const hoveredPoint = pointOf(event);
    if (run.getState().hoveredPoint !== hoveredPoint) run.setState({ hoveredPoint });
  };
  const leave = () => run.setState({ hoveredPoint: null });
  const choose = (event: Event) => {
    const point = pointOf(event);
    if (point !== null) run.setState({ selectedPoint: run.getState().selectedPoint === point ? null : point });
  };
  root.addEventListener('pointerover', hover, { signal });
  root.addEventListener('pointerleave', leave, { signal });
  root.addEventListener('click', choose, { signal });
  return () => listening.abort();
}

import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cutPartition, recut } from '../../core/partition/labelled';
import { currentRun } from '../../store/runStore';
import { session } from '../../store/session';
import type { Shown } from '../../store/state';
import { Dendrogram } from './Dendrogram';

/** Leaves 0 and 1 merge, then 3 and 4, then 2 with the first pair, then all. */
const tree = { children: Uint32Array.of(0, 1, 3, 4, 2, 5, 6, 7), heights: Float64Array.of(1, 2, 3, 4), leaves: null };
const points = { points: Float32Array.of(0, 1, 3, 10, 12), n: 5, d: 1, rows: null };
const shownAt = (k: number, merged = tree) => {
  const model = recut(cutPartition(points, merged, 1), k);
  return { model, labels: model.pointLabels!, epoch: 1 } as unknown as Shown;
};

let root: Root;
let host: HTMLElement;
const slider = () => host.querySelector<HTMLInputElement>('input')!;
/** "M…" of the paths of the clusters, and after them of what is above the cut. */
const lines = () => [...host.querySelectorAll('.lines path')].map((path) => path.getAttribute('d'));

beforeEach(() => {
  host = document.createElement('div');
  host.style.width = '340px';
  document.body.append(host);
  root = createRoot(host);
  vi.spyOn(session, 'configureLive').mockImplementation(({ k }) => currentRun.setState({ shown: shownAt(k!) }));
});
afterEach(() => {
  root.unmount();
  host.remove();
  currentRun.setState({ shown: null });
  vi.restoreAllMocks();
});

test('the tree, its cut and its words follow the slider, and a press on the drawing', async () => {
  currentRun.setState({ shown: shownAt(2), hoveredPoint: 3, selectedMemory: 1 });
  root.render(createElement(Dendrogram));
  await vi.waitFor(() => expect(lines().length).toBe(3));
  expect(host.querySelector('figure')!.getAttribute('aria-label')).toBe('Dendrogram');
  expect([slider().getAttribute('aria-label'), slider().getAttribute('aria-valuetext'), slider().max]).toEqual([
    'Cut',
    '2 clusters: cut between 3 and 4',
    '5',
  ]);
  expect(host.querySelectorAll('.lines .emphasised').length).toBe(1);
  expect(host.querySelectorAll('.cut path').length).toBe(1);
  expect(host.textContent).toContain('clusters of 3, 2 points.');

  slider().stepUp();
  slider().dispatchEvent(new Event('input', { bubbles: true }));
  await vi.waitFor(() => expect(lines().length).toBe(4));
  expect(slider().value).toBe('3');

  const svg = host.querySelector('svg')!;
  svg.setPointerCapture = () => {};
  const { left, top } = svg.getBoundingClientRect();
  // Just beneath the top, where all is one cluster.
  svg.dispatchEvent(new PointerEvent('pointerdown', { clientX: left + 90, clientY: top + 12, button: 0 }));
  await vi.waitFor(() => expect(slider().value).toBe('1'));
});

test('before anything is merged it says what to do', () => {
  const unmerged = { children: new Uint32Array(0), heights: new Float64Array(0), leaves: new Uint32Array(5) };
  currentRun.setState({ shown: shownAt(1, unmerged as unknown as typeof tree) });
  root.render(createElement(Dendrogram));
  return vi.waitFor(() => expect(host.textContent).toContain('Press Train'));
});

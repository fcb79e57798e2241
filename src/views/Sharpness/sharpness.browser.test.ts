import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { examples } from '../../core/partition/examples';
import { defaultsOf } from '../../methods/config';
import { currentRun } from '../../store/runStore';
import type { Shown } from '../../store/state';
import { Sharpness } from './Sharpness';

const codes = Float32Array.of(-3, 0, -2, 0, -1, 0, 1, 0, 2, 0, 3, 0);
const shownAt = (alpha: number, epoch: number, config: object = {}) =>
  ({
    epoch,
    method: 'dkm',
    config: { ...defaultsOf('dkm'), ...config },
    model: { ...examples.centres, rule: { by: 'softmax', alpha } },
    latent: { m: 2, codes },
    labels: Uint16Array.of(0, 0, 0, 1, 1, 1),
  }) as unknown as Shown;

let root: Root;
let host: HTMLElement;
const textOf = (name: string) => host.querySelector(name)?.textContent ?? '';
/** Where a path begins, in pixels. */
const startOf = (name: string) => {
  const [, x, y] = /^M([\d.-]+),([\d.-]+)/.exec(host.querySelector(name)?.getAttribute('d') ?? '') ?? [];
  return { x: Number(x), y: Number(y) };
};

beforeEach(() => {
  host = document.createElement('div');
  host.style.width = '340px';
  document.body.append(host);
  root = createRoot(host);
});
afterEach(() => {
  root.unmount();
  host.remove();
  currentRun.setState({ shown: null });
});

test('α stands on a line beside where centres split, and as it is annealed on a curve over the epochs', async () => {
  currentRun.setState({ shown: shownAt(2, 1) });
  root.render(createElement(Sharpness));
  await vi.waitFor(() => expect(textOf('.now-name')).toBe('α 2'));
  expect(host.querySelector('figure')!.getAttribute('aria-label')).toBe('Where centres split');
  expect(textOf('.split-name')).toBe('α_c 0.0446');
  expect(textOf('.sharpness-counts')).toBe('2 of 2 centres are distinct, 2 have points.');
  const [split, two] = [startOf('.split').x, startOf('.now').x];
  expect(split).toBeLessThan(two);
  currentRun.setState({ shown: shownAt(0.02, 1) });
  await vi.waitFor(() => expect(startOf('.now').x).toBeLessThan(startOf('.split').x));

  currentRun.setState({ shown: shownAt(0.1, 1, { start: 'random' }) });
  await vi.waitFor(() => expect(host.querySelector('svg')!.dataset['form']).toBe('curve'));
  const first = startOf('.now').x;
  // One step of the curve for each of the 40 values.
  expect(host.querySelector('.course')!.getAttribute('d')!.match(/H/g)).toHaveLength(41);
  currentRun.setState({ shown: shownAt(28, 200, { start: 'random' }) });
  await vi.waitFor(() => expect(startOf('.now').x).toBeGreaterThan(first + 200));
  expect(textOf('.now-name')).toBe('α 28');
});

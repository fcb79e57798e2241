/** The words that follow the pointer over a row: one feature, its value in the memory and in the members, in the data's units. */
import type { Dataset } from '../../data/dataset';
import type { ClusterProfile } from '../../core/profile';
import type { Space } from '../../engine/protocol';
import { formatValue } from '../format';
import { toData } from '../units';

export interface Reading {
  readonly dataset: Dataset;
  readonly space: Space;
  readonly mu: number;
  /** d scaled numbers. */
  readonly memory: ArrayLike<number>;
  readonly profile: ClusterProfile | null;
}

/** "petal length: 4.26; its members 4.31 ± 0.47" */
export function words({ dataset, space, mu, memory, profile }: Reading, f: number): string {
  const { d } = dataset;
  const own = `${dataset.features[f] ?? `feature ${f + 1}`}: ${formatValue(toData(space, f, memory[f]!))}`;
  if (!profile) return own;
  const mean = formatValue(toData(space, f, profile.mean[mu * d + f]!));
  const deviation = formatValue(profile.deviation[mu * d + f]! * space.scaling.scale[f]!);
  return `${own}; its members ${mean} ± ${deviation}`;
}

/** Follows the pointer over `root`; returns how to stop. */
export function attachReadout(root: HTMLElement, read: (mu: number) => Reading | null): () => void {
  const tip = root.querySelector<HTMLElement>('.memories-readout');
  if (!tip) return () => {};
  const hide = () => {
    tip.hidden = true;
  };
  const move = (event: PointerEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.memory-row') : null;
    const plot = row?.querySelector<HTMLElement>('canvas.memory-plot');
    const reading = row && read(Number(row.dataset['index']));
    if (!plot || !reading || reading.dataset.image) return hide();
    const box = plot.getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width;
    if (at < 0 || at >= 1 || event.clientY < box.top - 4 || event.clientY > box.bottom + 4) return hide();
    tip.textContent = words(reading, Math.floor(at * reading.dataset.d));
    tip.hidden = false;
    const frame = root.getBoundingClientRect();
    const x = Math.max(0, Math.min(frame.width - tip.offsetWidth, event.clientX - frame.left - tip.offsetWidth / 2));
    tip.style.transform = `translate(${x}px, ${box.top - frame.top - tip.offsetHeight - 2}px)`;
  };
  const listening = new AbortController();
  const { signal } = listening;
  root.addEventListener('pointermove', move, { signal });
  root.addEventListener('pointerdown', move, { signal });
  root.addEventListener('pointerleave', hide, { signal });
  return () => listening.abort();
}

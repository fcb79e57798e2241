/** The words that follow the pointer over a row: one feature, its value in the memory and in the members, in the data's units. */
import type { Dataset } from '../../data/dataset';
import type { ClusterProfile } from '../../core/clustering/profile';
import type { Space } from '../../engine/protocol';
import { formatValue } from '../format';
import { toData } from '../units';

export interface Readout {
  readonly dataset: Dataset;
  readonly space: Space;
  readonly mu: number;
  /** d scaled numbers. */
  readonly memory: ArrayLike<number>;
  readonly profile: ClusterProfile | null;
}

/** "petal length: 4.26; its members 4.31 ± 0.47" */
export function words({ dataset, space, mu, memory, profile }: Readout, f: number): string {
  const { d } = dataset;
  const own = `${dataset.features[f] ?? `feature ${f + 1}`}: ${formatValue(toData(space, f, memory[f]!))}`;
  if (!profile) return own;
  const mean = formatValue(toData(space, f, profile.mean[mu * d + f]!));
  const deviation = formatValue(profile.deviation[mu * d + f]! * space.scaling.scale[f]!);
  return `${own}; its members ${mean} ± ${deviation}`;
}

/** Where the plots are: each in an element that has its number as `data-index`. Upright ones have their first feature at the top. */
export interface Plots {
  readonly row: string;
  readonly plot: string;
  readonly upright: boolean;
}

const memoryRows: Plots = { row: '.memory-row', plot: 'canvas.memory-plot', upright: false };

/** Follows the pointer over `root`; returns how to stop. @param read of the plot with that number. */
export function attachReadout(
  root: HTMLElement,
  read: (index: number) => Readout | null,
  { row, plot, upright }: Plots = memoryRows,
): () => void {
  const tip = root.querySelector<HTMLElement>('.feature-readout');
  if (!tip) return () => {};
  const hide = () => {
    tip.hidden = true;
  };
  const move = (event: PointerEvent) => {
    const place = event.target instanceof Element ? event.target.closest<HTMLElement>(row) : null;
    const canvas = place?.querySelector<HTMLElement>(plot);
    const reading = place && read(Number(place.dataset['index']));
    if (!canvas || !reading || reading.dataset.image) return hide();
    const box = canvas.getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    const at = upright ? (event.clientY - box.top) / box.height : across;
    if (at < 0 || at >= 1 || across < 0 || across >= 1 || event.clientY < box.top - 4 || event.clientY > box.bottom + 4) return hide();
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

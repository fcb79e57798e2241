import type { Dataset } from '../../data/dataset';
import type { Latent, Space } from '../../engine/protocol';
import type { PlaneChoice } from '../../store/state';
import { principalAxesOf } from '../../store/shown/shownPlane';
import { formatShare } from '../format';
import { clusterName } from '../chart/palette';
import type { PartitionWords } from '../words';
import type { Axis } from './overlay/axes';

/** The upward axis where there is one feature: it has no meaning. */
const nothing: Axis = { label: '', scale: 0, shift: 0 };

/** An axis of the scaled space or of the codes, which have no units. */
const bare = (label: string): Axis => ({ label, scale: 1, shift: 0 });

/** Labels and scales of the axes of the shown plane. @param latent of deep methods: the plane lies among these codes. */
export function axesOf(
  choice: PlaneChoice,
  space: Space,
  dataset: Dataset,
  latent: Latent | null,
  words: PartitionWords,
): readonly [Axis, Axis] {
  const { scaling, d } = space;
  if (choice.kind === 'data') {
    if (latent) return [bare('code 1'), latent.m > 1 ? bare('code 2') : nothing];
    const feature = (f: number): Axis =>
      f < d ? { label: dataset.features[f] ?? '', scale: scaling.scale[f], shift: scaling.shift[f] } : nothing;
    return [feature(0), feature(1)];
  }
  if (choice.kind === 'memories')
    return [bare(`slice through ${words.prototypes} ${choice.memories.map(clusterName).join(', ')}`), bare('')];
  const { explained } = principalAxesOf(space, latent);
  const component = (i: number) =>
    bare(`PC ${i + 1}${latent ? ' of the codes' : ''}${explained[i] > 0 ? ` (${formatShare(explained[i])})` : ''}`);
  return [component(0), component(1)];
}

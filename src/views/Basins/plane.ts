import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import type { PlaneChoice } from '../../store/state';
import { formatShare } from '../format';
import { clusterName } from '../palette';
import type { Axis } from './overlay/axes';

/** What upwards means where there is one feature: nothing. */
const nothing: Axis = { label: '', scale: 0, shift: 0 };

/** What the axes of the plane are called that the stage shows. */
export function axesOf(choice: PlaneChoice, space: Space, dataset: Dataset): readonly [Axis, Axis] {
  const { scaling, pca, d } = space;
  if (choice.kind === 'data') {
    const feature = (f: number): Axis => (f < d ? { label: dataset.features[f] ?? '', scale: scaling.scale[f], shift: scaling.shift[f] } : nothing);
    return [feature(0), feature(1)];
  }
  if (choice.kind === 'memories')
    return [
      { label: `slice through memories ${choice.memories.map(clusterName).join(', ')}`, scale: 1, shift: 0 },
      { label: '', scale: 1, shift: 0 },
    ];
  const component = (i: number): Axis => ({ label: `PC ${i + 1}${pca.explained[i] > 0 ? ` (${formatShare(pca.explained[i])})` : ''}`, scale: 1, shift: 0 });
  return [component(0), component(1)];
}

import type { KeptMoment } from '../../store/state';
export const lesson: readonly KeptMoment[] = [
  { id: 'a', caption: 'A drop of water runs downhill to a memory. Its colour says which.', link: '?' },
  { id: 'b', caption: 'Two moons.', link: '?data=synthetic/moons' },
];

import type { KeptMoment } from '../../store/state';
import links from './links.json';

/**
 * The first lesson: moments of bundled sets, kept as a person keeps them (train, then Keep this moment). `lesson.test.ts` holds each caption
 * against the numbers of its moment.
 */

const captions: Readonly<Record<keyof typeof links, string>> = {
  drop: 'A drop of water runs downhill in ten steps. It belongs to the memory that it ends nearest to: the colour of the land says which.',
  nearest: 'Where hatched, a point does not run to the memory it is nearest to. β is low here, so all memories pull.',
  loss: 'The loss fell to the end, but the clusters got worse: SC was 0.51 in epoch 9, and is 0.32. At so low a β memories leave the data.',
  more: 'Two memories can only cut two moons with a straight border. Twelve follow them: nearly every basin holds points of one moon alone.',
  encoder:
    'Among the 64 pixels of a digit clusters touch: SC is 0.19 for k-means. An encoder writes each picture as two numbers, and there SC is 0.43.',
};

export const lesson: readonly KeptMoment[] = Object.entries(captions).map(([id, caption]) => ({
  id,
  caption,
  link: links[id as keyof typeof links],
}));

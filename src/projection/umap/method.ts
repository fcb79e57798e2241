import { fuzzyGraph } from './fuzzy';
import { defaultEpochs, umapLayout } from './layout';
import type { ProjectionMethod } from '../method';

export const umapMethod: ProjectionMethod = {
  id: 'umap',
  needs({ neighbours }, n) {
    const most = Math.max(0, n - 1);
    const few =
      neighbours > most
        ? [
            `${n === 1 ? 'One point has no neighbours' : `${n.toLocaleString('en')} points have at most ${most} neighbours each`}, not ${neighbours}.`,
          ]
        : [];
    return { neighbours: Math.min(neighbours, most), notes: few };
  },
  *begin({ graph, start, warm, settle, settings, random }) {
    const parameters = { minDistance: settings.minDistance, epochs: warm ? null : settings.epochs };
    return umapLayout({ fuzzy: yield* fuzzyGraph(graph!), start, parameters, random, warm, settle });
  },
  cost: ({ epochs, neighbours }, n) => ({
    perPoint: 70 * Math.log2(neighbours + 1) + 1.5 * neighbours,
    steps: epochs ?? defaultEpochs(n, false),
  }),
};

import { affinities, tsneNeighbours, usablePerplexity } from './affinities';
import { defaultIterations, tsneLayout } from './layout';
import type { ProjectionMethod } from '../method';

export const tsneMethod: ProjectionMethod = {
  id: 'tsne',
  needs({ perplexity }, n) {
    const usable = usablePerplexity(perplexity, n);
    return { neighbours: tsneNeighbours(usable.perplexity, n), notes: usable.note === null ? [] : [usable.note] };
  },
  *begin({ graph, n, start, warm, settle, settings }) {
    const parameters = {
      exaggeration: settings.exaggeration,
      learningRate: settings.learningRate,
      iterations: warm ? null : settings.iterations,
    };
    return tsneLayout({
      affinities: yield* affinities(graph!, usablePerplexity(settings.perplexity, n).perplexity),
      start,
      parameters,
      warm,
      settle,
    });
  },
  cost: ({ iterations, perplexity }) => ({ perPoint: 650 + 18 * perplexity, steps: iterations ?? defaultIterations }),
};

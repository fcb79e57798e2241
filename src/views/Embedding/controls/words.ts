/** The words beside a layout. */
import type { EmbeddingPane } from '../../../store/embedding/embedding';
import type { ProjectedSpace, ProjectionMethodId } from '../../../projection/settings';
import { formatCount, formatScore, formatSeconds, formatShare } from '../../format';

export const spaceName = (of: ProjectedSpace, deep: boolean): string =>
  ({ input: 'x', encoded: 'e(x)', attracted: deep ? 'A(e(x))' : 'A(x)' })[of];

/** Cautions against wrong readings of the picture. */
export const cautions: Record<ProjectionMethodId, string> = {
  pca: 'A straight projection onto two axes: distances in it are never larger than in the space, and points that fall together may be far apart along the axes left out.',
  tsne: 'In t-SNE, the sizes of clusters, the distances between them and how dense they look mean nothing; which points are neighbours does.',
  umap: 'In UMAP, the sizes of clusters and the distances between them mean little, and density nothing; which points are neighbours does.',
};

export function qualitySaid({ quality }: Pick<EmbeddingPane, 'quality'>): string {
  if (!quality) return '';
  const { trustworthiness, preservation, neighbours, points } = quality;
  return `Trustworthiness ${formatScore(trustworthiness, 2)} · kNN preservation@${neighbours} ${formatScore(preservation, 2)}, on ${formatCount(points)} points`;
}

/** PCA: "The axes explain 73% and 23% of the variance." */
export function explainedSaid(explained: readonly [number, number] | null): string {
  return explained
    ? `The horizontal axis is the first principal component, with ${formatShare(explained[0])} of the variance; the vertical one the second, with ${formatShare(explained[1])}.`
    : '';
}

export function progressSaid({ progress, state, layout }: Pick<EmbeddingPane, 'progress' | 'state' | 'layout'>): string {
  const steps =
    layout && layout.steps > 0 && layout.step < layout.steps ? `, step ${formatCount(layout.step)} of ${formatCount(layout.steps)}` : '';
  if (state === 'paused') return `Paused${progress ? ` at “${progress.stage}”, ${formatShare(progress.fraction)}` : ''}${steps}`;
  if (!progress) return '';
  return `${progress.stage}, ${formatShare(progress.fraction)}${steps}`;
}

/** "UMAP of 60,000 points takes about 40 s." */
export function offerSaid(method: string, n: number, seconds: number): string {
  return `${method} of ${formatCount(n)} points takes about ${formatSeconds(seconds)}.`;
}

import { pcaMethod } from './pca';
import type { ProjectionMethodId } from './settings';
import { tsneMethod } from './tsne/method';
import { umapMethod } from './umap/method';
import type { ProjectionMethod } from './method';

const methods: readonly ProjectionMethod[] = [pcaMethod, tsneMethod, umapMethod];

export const projectionOf = (id: ProjectionMethodId): ProjectionMethod => methods.find((method) => method.id === id)!;

export { EmbeddingStage as Embedding } from './EmbeddingStage';

/** The app's code that the benchmark of projections runs in Node: the worker's Projector without the worker. */
export { Random } from '../../src/core/algebra/random';
export { exactNeighbours } from '../../src/projection/neighbours/exact';
export { findNeighbours } from '../../src/projection/neighbours/find';
export { candidatesFor, reranked, searchedWhole } from '../../src/projection/neighbours/rerank';
export { NeighbourFinder } from '../../src/projection/neighbours/search';
export { Pacer } from '../../src/projection/pacer';
export { Projector } from '../../src/projection/projector';
export { layoutQuality } from '../../src/projection/quality';
export { reduce } from '../../src/projection/reduce';
export { parseProjection } from '../../src/projection/settings';
export { finish } from '../../src/projection/work';

export { hasPath } from './hasPath';
export { Path } from './Path';

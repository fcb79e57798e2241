export { hasPath, Path } from './Path';

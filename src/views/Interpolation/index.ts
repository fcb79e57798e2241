export { Interpolation } from './Interpolation';

export { Metrics } from './Metrics';
export { Runs } from './Runs';

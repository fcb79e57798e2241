export { Curves } from './Curves';

export { Memories } from './Memories';

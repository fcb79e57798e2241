export { Basins } from './Basins';

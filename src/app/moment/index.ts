export { showMoment, openMoment } from './show';
export { takeMoment, type Taken } from './take';

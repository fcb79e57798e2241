import { later } from '../later';

/** It loads after the page is drawn. */
export const Tour = later(async () => (await import('./Tour')).Tour);

import { later } from '../later';

/** It loads when it is opened, or after the page is drawn. */
export const Gallery = later(async () => (await import('./Gallery')).Gallery);

import { later } from '../later';

/** It loads after the page is drawn. */
export const Presentation = later(async () => (await import('./Presentation')).Presentation);

import { later } from '../later';

/** It loads after the page is drawn. */
export const Glossary = later(async () => (await import('./Glossary')).Glossary);

import { dense } from './build';
import type { Layer, Quadratic, Shape } from './layers';

const plane: Shape = [1, 1, 2];

const features: Quadratic = { kind: 'quadratic', name: 'features', input: plane, output: [1, 1, 7], activation: 'linear' };

/** The autoencoder of AE-CM for circles (Boubekki et al. 2021, table 10): a linear code of squares and products, and a linear decoder. */
export const quadratic = (m: number, width = m): { encoder: Layer[]; decoder: Layer[] } => ({
  encoder: [features, dense('code', features.output, width, 'linear')],
  decoder: [dense('output', [1, 1, m], plane, 'linear')],
});

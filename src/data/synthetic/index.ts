import { anisotropic } from './anisotropic';
import { blobs, variedBlobs } from './blobs';
import { circles } from './circles';
import { threeElongated, twoElongated } from './elongated';
import { fiveGaussians } from './five-gaussians';
import type { Generator } from './generator';
import { moons } from './moons';
import { outliers } from './outliers';
import { uniform } from './uniform';

export type { Generator, GeneratorOptions, OptionRange } from './generator';

/** All generators, in the order of the menu. A new one is a file and a line here. */
export const GENERATORS: readonly Generator[] = [
  twoElongated,
  threeElongated,
  fiveGaussians,
  outliers,
  blobs,
  variedBlobs,
  anisotropic,
  moons,
  circles,
  uniform,
];

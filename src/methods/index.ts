import type { Method } from './method';
import { agglomerative } from './agglomerative/declare';
import { aeCm } from './ae-cm/declare';
import { aeKmeans } from './ae-kmeans/declare';
import { clam } from './clam/declare';
import { cm } from './cm/declare';
import { dcec, dec, idec } from './dec/declare';
import { dcn } from './dcn/declare';
import { dekm } from './dekm/declare';
import { edcwrn } from './edcwrn/declare';
import { dclam } from './dclam/declare';
import { dkm } from './dkm/declare';
import { gmm } from './gmm/declare';
import { kFriendly } from './k-friendly/declare';
import { kmeans } from './kmeans/declare';
import { softDec } from './soft-dec/declare';
import { spectral } from './spectral/declare';
import { vibGmm } from './vib-gmm/declare';

/** The methods that there are, in the order of the picker. A new one is its folder and its line here. */
export const declared = [
  clam,
  dclam,
  kmeans,
  gmm,
  spectral,
  agglomerative,
  softDec,
  cm,
  aeKmeans,
  dkm,
  kFriendly,
  aeCm,
  dcn,
  dec,
  idec,
  dcec,
  dekm,
  vibGmm,
  edcwrn,
] as const;

/** The same, to be looked through without knowing which is which. */
export const methods: readonly Method[] = declared;

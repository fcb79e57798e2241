import type { Figure } from '../figure';
import { aeCm } from './aeCm';
import { clam } from './clam';
import { dclam, dkm, friendly } from './deep';
import { lsr } from './lsr';

/** All figures, by paper. */
export const figures: readonly Figure[] = [...clam, ...lsr, ...dclam, ...dkm, ...friendly, ...aeCm];

/** The exports of assembly/kernels.ts, except `scratchBytes`: (part, parts, scratch, …) each. */
export const operations = [
  'correlate',
  'spread',
  'weightGradient',
  'columnSums',
  'gate',
  'add',
  'normalise',
  'normaliseBack',
  'error',
  'adam',
] as const;
export type Operation = (typeof operations)[number];
export type Exports = Record<Operation, (...numbers: number[]) => void> & { scratchBytes(): number };

/** Bytes of scratch that each part of an operation needs: what `scratchBytes` says, which is known only where there is a memory already. */
export const scratchBytes = 525_312;

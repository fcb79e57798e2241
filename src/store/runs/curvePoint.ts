/** One number an epoch and curve, of the shown restart; thinned evenly when long. */
export interface CurvePoint {
  readonly epoch: number;
  readonly loss: number | null;
  readonly learningRate: number;
  readonly silhouette: number | null;
  readonly nmi: number | null;
  readonly scEncoded: number | null;
  readonly scAttracted: number | null;
  readonly rl: number | null;
  readonly rrl: number | null;
}

/** How DKM hardens its memberships: α rises from epoch to epoch. */

/** α_1 = first, α_n = 2^{1/ln(n)²} α_{n−1}: how DKM hardens its memberships, one value a phase (section 3.3). */
export function annealedAlphas(count = 40, first = 0.1): number[] {
  const alphas: number[] = [];
  for (let n = 1; n <= count; n++) alphas.push(n === 1 ? first : 2 ** (1 / Math.log(n) ** 2) * alphas[n - 2]);
  return alphas;
}

/** α rises through `values` values, `epochsEach` epochs each, and stays at the last. */
export interface Annealing {
  readonly first: number;
  readonly values: number;
  readonly epochsEach: number;
}

export interface AnnealingSettings {
  readonly start: 'pretrained' | 'random';
  /** Null: that of the paper from a random start, none from a pretrained one. */
  readonly anneal: Annealing | null;
}

/** Of DKM^a: 40 values, 200 epochs. */
export const paperAnnealing: Annealing = { first: 0.1, values: 40, epochsEach: 5 };

/** How α is annealed; null where it is `alpha` in every epoch. */
export const annealingOf = ({ start, anneal }: AnnealingSettings): Annealing | null =>
  anneal ?? (start === 'random' ? paperAnnealing : null);

/** The α of an epoch, from 1; of epoch 0 the first. */
export function alphaAt(settings: AnnealingSettings & { readonly alpha: number }, epoch: number): number {
  const annealing = annealingOf(settings);
  if (!annealing) return settings.alpha;
  const { first, values, epochsEach } = annealing;
  const at = Math.min(values - 1, Math.floor((Math.max(1, epoch) - 1) / epochsEach));
  return annealedAlphas(at + 1, first)[at];
}

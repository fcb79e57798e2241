/**
 * When the rest of a recursion cannot change a point's label.
 *
 * Let μ be the memory nearest to v, Δ_ν = ‖v − ρ_ν‖² − ‖v − ρ_μ‖² ≥ 0, D²_μν = ‖ρ_μ − ρ_ν‖², w_ν = ε_ν/ε_μ, and η = Σ_{ν≠μ} p_ν/p_μ =
 * Σ_{ν≠μ} w_ν exp(−βΔ_ν).
 *
 * Δ_ν is affine in v, and a step is v' = (1 − a)v + a Σ_λ p_λ ρ_λ with 0 ≤ a ≤ 1. Hence Δ_ν(v') = (1 − a)Δ_ν(v) + a Σ_λ p_λ Δ_ν(ρ_λ), where
 * Δ_ν(ρ_μ) = D²_μν and Δ_ν(ρ_λ) = D²_νλ − D²_μλ ≥ −D²_μλ. So, while 1 − p_μ ≤ δ, Δ_ν(v') ≥ (1 − a)Δ_ν(v) + a B_ν with B_ν = (1 − δ)D²_μν −
 * δ max_λ D²_μλ.
 *
 * Claim: if all B_ν > 0, and η(v_0) + κ ≤ δ with κ = Σ_{ν≠μ} w_ν exp(−βB_ν), then μ is the nearest memory after every number of steps.
 * Proof, by induction on Δ_ν(v_t) ≥ min(Δ_ν(v_0), B_ν) for all ν, which holds at t = 0: then 1 − p_μ ≤ Σ p_ν/p_μ ≤ Σ w_ν exp(−βΔ_ν(v_0)) +
 * Σ w_ν exp(−βB_ν) = η(v_0) + κ ≤ δ, so the bound above applies, and Δ_ν(v_{t+1}) ≥ (1 − a) min(Δ_ν(v_0), B_ν) + a B_ν ≥ min(Δ_ν(v_0), B_ν)
 * ≥ 0. ∎
 *
 * That p_μ is near 1 would not be enough by itself: a point far out has p_μ ≈ 1 by distance alone, and may come among
 * memories so close to each other, for their β, that their memberships even out. κ is what rules this out.
 */

/**
 * For each memory the largest η at which the claim holds, k numbers; −1 where it never does. A point is settled in μ when μ is its nearest
 * memory *and* its most likely one, and Σ_{ν≠μ} p_ν/p_μ ≤ threshold_μ. With weights the two may differ; then it is not settled.
 * @param squares D², k × k.
 */
export function settledThresholds(
  squares: Float64Array,
  k: number,
  beta: number,
  stepSize: number,
  logWeights: Float64Array,
): Float64Array {
  const out = new Float64Array(k).fill(-1);
  if (!(stepSize >= 0 && stepSize <= 1)) return out;
  for (let mu = 0; mu < k; mu++) {
    let least = Infinity;
    let most = 0;
    for (let nu = 0; nu < k; nu++) {
      if (nu === mu) continue;
      least = Math.min(least, squares[mu * k + nu]);
      most = Math.max(most, squares[mu * k + nu]);
    }
    if (k === 1) {
      out[mu] = 0;
      continue;
    }
    // All B_ν > 0 exactly below this δ. Which δ serves best is found by trying: any will do for the proof.
    const limit = least / (least + most);
    for (let trial = 1; trial <= 24; trial++) {
      const delta = limit * 2 ** (-trial / 2);
      let kappa = 0;
      for (let nu = 0; nu < k; nu++) {
        if (nu === mu) continue;
        const b = (1 - delta) * squares[mu * k + nu] - delta * most;
        kappa += Math.exp(logWeights[nu] - logWeights[mu] - beta * b);
      }
      // 1e-15 for the terms too small for the fast exponential, and for rounding.
      const threshold = delta - kappa - 1e-15;
      if (threshold > out[mu]) out[mu] = threshold;
    }
    if (!(out[mu] > 0)) out[mu] = -1;
  }
  return out;
}

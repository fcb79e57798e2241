import { RecursionKernel } from '../../core/memory/recursionKernel';
import type { Energy } from '../../core/memory/model';
import type { Floats } from '../../core/algebra/floats';

/** β, T, a and the energy of the recursion between encoder and decoder. */
export interface Slide {
  readonly beta: number;
  readonly steps: number;
  readonly stepSize: number;
  /** Absent: log-sum-exp. */
  readonly energy?: Energy;
}

/** A_ρ^T between the halves, and its way back: codes and memories of m numbers, one code after another in double precision. */
export class Attraction {
  private kernel: RecursionKernel | null = null;

  constructor(
    private readonly k: number,
    private readonly m: number,
  ) {}

  /** `moved` = A_ρ^T(codes), count × m. */
  forward(slide: Slide, memories: Floats, codes: Floats, count: number, moved: Floats): void {
    const { m } = this;
    const kernel = this.begin(slide, memories);
    const end = slide.steps * kernel.stride;
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < m; j++) kernel.start[j] = codes[i * m + j];
      kernel.forward();
      for (let j = 0; j < m; j++) moved[i * m + j] = kernel.states[end + j];
    }
  }

  /**
   * From ∂L/∂A_ρ^T(codes), count × m in `from`, to ∂L/∂codes in `into` and ∂L/∂ρ in `memoryGradient`. The way forward is gone once more: it
   * costs less than it takes to keep.
   */
  backward(slide: Slide, memories: Floats, codes: Floats, count: number, from: Floats, into: Floats, memoryGradient: Floats): void {
    const { k, m } = this;
    const kernel = this.begin(slide, memories);
    const { stride, nearGradient, start, g } = kernel;
    const total = new Float64Array(k * m);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < m; j++) start[j] = codes[i * m + j];
      kernel.forward();
      for (let j = 0; j < m; j++) g[j] = from[i * m + j];
      kernel.walkBack();
      for (let j = 0; j < m; j++) into[i * m + j] = g[j];
      for (let mu = 0; mu < k; mu++) for (let j = 0; j < m; j++) total[mu * m + j] += nearGradient[mu * stride + j];
    }
    memoryGradient.set(total);
  }

  private begin({ beta, steps, stepSize, energy }: Slide, memories: Floats): RecursionKernel {
    const { k, m } = this;
    if (this.kernel?.steps !== steps) {
      this.kernel = new RecursionKernel(k, m, steps);
      this.kernel.setWidth(m);
    }
    const { kernel } = this;
    kernel.beta = beta;
    kernel.stepSize = stepSize;
    kernel.energy = energy;
    for (let mu = 0; mu < k; mu++) for (let j = 0; j < m; j++) kernel.near[mu * kernel.stride + j] = memories[mu * m + j];
    return kernel;
  }
}

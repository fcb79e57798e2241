/** The closeness of two points of a picture, from 0 to 1, as a function of their distance x: 1 / (1 + a x^2b). */
export interface Curve {
  readonly a: number;
  readonly b: number;
}

const samples = 300;
const farthest = 3;

/**
 * The curve nearest, by least squares over 300 distances from 0 to 3, to one that is 1 up to `minDistance` and falls as exp(−(x −
 * minDistance)) from there on (McInnes, Healy, Melville 2018, definition 11; spread 1). Levenberg–Marquardt over log a and log b; the same
 * numbers every time.
 * @param minDistance 0 … 3, in units of the picture. Throws RangeError when it is not.
 */
export function fitCurve(minDistance: number): Curve {
  if (!(minDistance >= 0 && minDistance <= farthest))
    throw new RangeError(`The least distance must be between 0 and ${farthest}, not ${minDistance}.`);
  let a = 1;
  let b = 1;
  let { error, gradientA, gradientB, aa, ab, bb } = normalEquations(a, b, minDistance);
  let damping = 1e-3;
  for (let tries = 0; tries < 200 && damping < 1e12; tries++) {
    const da = aa * (1 + damping);
    const db = bb * (1 + damping);
    const determinant = da * db - ab * ab;
    const stepA = (gradientA * db - gradientB * ab) / determinant;
    const stepB = (gradientB * da - gradientA * ab) / determinant;
    const next = normalEquations(a * Math.exp(stepA), b * Math.exp(stepB), minDistance);
    if (!(next.error < error)) {
      damping *= 10;
      continue;
    }
    a *= Math.exp(stepA);
    b *= Math.exp(stepB);
    ({ error, gradientA, gradientB, aa, ab, bb } = next);
    damping /= 10;
    if (Math.abs(stepA) + Math.abs(stepB) < 1e-10) break;
  }
  return { a, b };
}

/** JᵀJ and Jᵀr of the residuals r = target − curve, by log a and log b, and the sum of their squares. */
function normalEquations(a: number, b: number, minDistance: number) {
  let error = 0;
  let gradientA = 0;
  let gradientB = 0;
  let aa = 0;
  let ab = 0;
  let bb = 0;
  for (let i = 0; i < samples; i++) {
    const x = (farthest * i) / (samples - 1);
    const target = x < minDistance ? 1 : Math.exp(minDistance - x);
    const power = x > 0 ? a * x ** (2 * b) : 0;
    const value = 1 / (1 + power);
    const residual = target - value;
    const byA = -power * value * value;
    const byB = x > 0 ? byA * 2 * b * Math.log(x) : 0;
    error += residual * residual;
    gradientA += byA * residual;
    gradientB += byB * residual;
    aa += byA * byA;
    ab += byA * byB;
    bb += byB * byB;
  }
  return { error, gradientA, gradientB, aa, ab, bb };
}

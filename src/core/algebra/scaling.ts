import type { Floats } from './floats';

/**
 * standard: mean 0 and population standard deviation 1. minmax: each feature onto [0, 1]. pixels: all features by one range onto [0, 1].
 * none: as they are.
 */
export type ScalingKind = 'standard' | 'minmax' | 'pixels' | 'none';

/** Per feature f, scaled = (value − shift_f) / scale_f. */
export interface Scaling {
  readonly kind: ScalingKind;
  /** d numbers, in the data's units. */
  readonly shift: Float64Array;
  /** d numbers > 0, in the data's units. */
  readonly scale: Float64Array;
}

/**
 * Measures the scaling of n × d `values`, row-major, in two passes and double precision, so that float32 data of any magnitude
 * neither overflow nor cancel. A constant feature has scale 1 and becomes 0. Throws RangeError where there are no rows, or fewer
 * values than n · d.
 * @param range of "pixels": black and white; where it is not known, the least and the greatest of all values.
 */
export function fitScaling(
  values: Floats,
  n: number,
  d: number,
  kind: ScalingKind,
  range: readonly [number, number] | null = null,
): Scaling {
  if (n < 1 || values.length < n * d) throw new RangeError(`Cannot scale ${n} rows of ${d} numbers out of ${values.length} numbers.`);
  const shift = new Float64Array(d);
  const scale = new Float64Array(d).fill(1);
  if (kind === 'none') return { kind, shift, scale };

  if (kind === 'pixels') {
    let [least, most] = range ?? [Infinity, -Infinity];
    if (!range)
      for (let at = 0; at < n * d; at++) {
        if (values[at] < least) least = values[at];
        if (values[at] > most) most = values[at];
      }
    return { kind, shift: shift.fill(least), scale: scale.fill(most - least || 1) };
  }

  const low = new Float64Array(d).fill(Infinity);
  const high = new Float64Array(d).fill(-Infinity);
  const mean = new Float64Array(d);
  for (let i = 0, at = 0; i < n; i++) {
    for (let f = 0; f < d; f++, at++) {
      const value = values[at];
      if (value < low[f]) low[f] = value;
      if (value > high[f]) high[f] = value;
      mean[f] += value / n;
    }
  }
  const squares = new Float64Array(d);
  if (kind === 'standard')
    for (let i = 0, at = 0; i < n; i++) {
      for (let f = 0; f < d; f++, at++) {
        const offset = values[at] - mean[f];
        squares[f] += offset * offset;
      }
    }
  for (let f = 0; f < d; f++) {
    const spread = kind === 'standard' ? Math.sqrt(squares[f] / n) : high[f] - low[f];
    if (low[f] === high[f]) shift[f] = low[f];
    else {
      shift[f] = kind === 'standard' ? mean[f] : low[f];
      // A spread of rounding errors, as of 0.1 + 0.2 among 0.3s, is no spread: divided by the magnitude instead, it stays next to 0.
      scale[f] = spread > 1e-14 * Math.abs(mean[f]) ? spread : Math.abs(mean[f]) || 1;
    }
  }
  return { kind, shift, scale };
}

/** Scales rows: n × d in the data's units → n × d. Finite values stay finite. */
export function applyScaling({ shift, scale }: Scaling, values: Floats, n: number): Float32Array {
  const d = shift.length;
  const scaled = new Float32Array(n * d);
  for (let i = 0, at = 0; i < n; i++) for (let f = 0; f < d; f++, at++) scaled[at] = inSingle((values[at] - shift[f]) / scale[f]);
  return scaled;
}

/** Takes scaled rows (memories, decoded points) back to the data's units: rows × d → rows × d. Finite values stay finite. */
export function invertScaling({ shift, scale }: Scaling, scaledRows: Floats, rows: number): Float32Array {
  const d = shift.length;
  const values = new Float32Array(rows * d);
  for (let i = 0, at = 0; i < rows; i++) for (let f = 0; f < d; f++, at++) values[at] = inSingle(scaledRows[at] * scale[f] + shift[f]);
  return values;
}

const largestSingle = 3.4028234663852886e38;

/** Keeps a finite number from becoming infinite when it is stored in single precision. */
function inSingle(value: number): number {
  if (value > largestSingle) return value === Infinity ? value : largestSingle;
  if (value < -largestSingle) return value === -Infinity ? value : -largestSingle;
  return value;
}

import { batchNorm, shapeLength, slopes, type Activation } from '../../layers';
import { adam } from '../../../../core/optimise/adam';
import type { Floats } from '../../../../core/algebra/floats';
import type { Geometry, Kernels, NormArrays } from '../kernels';
import { Gemm, type Matrix } from './gemm';
import { Windows } from './windows';

const matrix = (values: Floats, offset: number, row: number): Matrix => ({ values, offset, row, column: 1 });
const transpose = ({ values, offset, row, column }: Matrix): Matrix => ({ values, offset, row: column, column: row });

/** Rows of windows laid out at a time, about. */
const rowsAtOnce = 256;
const tiny = 1e-30;

const slope = (activation: Activation) => slopes[activation];

/** Plain JavaScript, in single precision or, to judge others by, in double. Sums are taken in double precision. */
export class PlainKernels implements Kernels {
  private readonly gemm = new Gemm();
  private readonly windows = new Map<Geometry, Windows>();
  private rows: Floats;

  constructor(private readonly Numbers: Float32ArrayConstructor | Float64ArrayConstructor) {
    this.rows = new Numbers(0);
  }

  array(size: number): Floats {
    return new this.Numbers(size);
  }

  correlate(
    geometry: Geometry,
    count: number,
    large: Floats,
    weights: Floats,
    bias: Floats | null,
    activation: Activation,
    small: Floats,
  ): void {
    const outputs = geometry.small[2];
    this.inGroups(geometry, count, (first, pictures, windows, rows) => {
      const places = pictures * windows.places;
      const from = this.gathered(geometry, windows, first, pictures, large, rows);
      this.gemm.multiply(
        places,
        outputs,
        windows.width,
        from,
        matrix(weights, 0, outputs),
        small,
        first * windows.places * outputs,
        outputs,
        false,
      );
    });
    finish(small, count * geometry.small[0] * geometry.small[1], outputs, bias, slope(activation));
  }

  spread(
    geometry: Geometry,
    count: number,
    small: Floats,
    weights: Floats,
    bias: Floats | null,
    activation: Activation,
    large: Floats,
  ): void {
    const inputs = geometry.small[2];
    const size = shapeLength(geometry.large);
    const flat = isFlat(geometry);
    if (!flat) large.fill(0, 0, count * size);
    this.inGroups(geometry, count, (first, pictures, windows, rows) => {
      const places = pictures * windows.places;
      const [into, offset] = flat ? [large, first * size] : [rows, 0];
      this.gemm.multiply(
        places,
        windows.width,
        inputs,
        matrix(small, first * windows.places * inputs, inputs),
        transpose(matrix(weights, 0, inputs)),
        into,
        offset,
        windows.width,
        false,
      );
      if (!flat) for (let i = 0; i < pictures; i++) windows.scatter(rows, i * windows.places * windows.width, large, (first + i) * size);
    });
    const [height, width, channels] = geometry.large;
    finish(large, count * height * width, channels, bias, slope(activation));
  }

  weightGradient(geometry: Geometry, count: number, large: Floats, small: Floats, gradient: Floats): void {
    const outputs = geometry.small[2];
    this.inGroups(geometry, count, (first, pictures, windows, rows) => {
      const places = pictures * windows.places;
      const from = this.gathered(geometry, windows, first, pictures, large, rows);
      this.gemm.multiply(
        windows.width,
        outputs,
        places,
        transpose(from),
        matrix(small, first * windows.places * outputs, outputs),
        gradient,
        0,
        outputs,
        first > 0,
      );
    });
  }

  columnSums(rows: number, columns: number, from: Floats, sums: Floats): void {
    const totals = new Float64Array(columns);
    for (let i = 0; i < rows; i++) addTo(totals, from, i * columns, columns);
    sums.set(totals);
  }

  gate(activation: Activation, size: number, output: Floats, gradient: Floats): void {
    if (activation !== 'linear') gate(output, gradient, size, slope(activation));
  }

  add(activation: Activation, size: number, a: Floats, b: Floats, sum: Floats): void {
    for (let i = 0; i < size; i++) sum[i] = a[i] + b[i];
    if (activation !== 'linear') activate(sum, size, slope(activation));
  }

  normaliseBatch(norm: NormArrays, rows: number, activation: Activation, x: Floats, y: Floats, mean: Floats, variance: Floats): void {
    const { channels } = norm;
    const means = new Float64Array(channels);
    for (let i = 0; i < rows; i++) addTo(means, x, i * channels, channels);
    for (let c = 0; c < channels; c++) mean[c] = means[c] /= rows;
    const scatter = new Float64Array(channels);
    for (let i = 0; i < rows; i++) addSquares(scatter, x, i * channels, means);
    for (let c = 0; c < channels; c++) variance[c] = scatter[c] / rows;
    this.normalise(norm, rows, activation, x, y, mean, variance);
  }

  normalise(norm: NormArrays, rows: number, activation: Activation, x: Floats, y: Floats, mean: Floats, variance: Floats): void {
    const { channels, gamma, beta } = norm;
    const scale = Float64Array.from({ length: channels }, (_, c) => gamma[c] / Math.sqrt(variance[c] + batchNorm.epsilon));
    const shift = Float64Array.from({ length: channels }, (_, c) => beta[c] - scale[c] * mean[c]);
    for (let i = 0; i < rows; i++) affine(x, y, i * channels, scale, shift);
    if (activation !== 'linear') activate(y, rows * channels, slope(activation));
  }

  normaliseBack(
    norm: NormArrays,
    rows: number,
    x: Floats,
    gradient: Floats,
    mean: Floats,
    variance: Floats,
    gammaGradient: Floats,
    betaGradient: Floats,
  ): void {
    const { channels, gamma } = norm;
    const means = Float64Array.from(mean);
    const sums = new Float64Array(channels);
    const products = new Float64Array(channels);
    for (let i = 0; i < rows; i++) {
      addTo(sums, gradient, i * channels, channels);
      addProducts(products, x, gradient, i * channels, means);
    }
    // ∂/∂x = scale · ∂/∂y + slant · x + shift, channel by channel.
    const inverse = Float64Array.from(variance, (value) => 1 / Math.sqrt(value + batchNorm.epsilon));
    const scale = inverse.map((value, c) => value * gamma[c]);
    const slant = inverse.map((value, c) => (-scale[c] * value * value * products[c]) / rows);
    const shift = inverse.map((_, c) => (-scale[c] * sums[c]) / rows - slant[c] * means[c]);
    for (let c = 0; c < channels; c++) {
      betaGradient[c] = sums[c];
      gammaGradient[c] = inverse[c] * products[c];
    }
    for (let i = 0; i < rows; i++) combine(x, gradient, i * channels, scale, slant, shift);
  }

  error(count: number, d: number, output: Floats, target: Floats, scale: number, gradient: Floats | null): number {
    let total = 0;
    for (let i = 0; i < count; i++) total += squares(output, target, i * d, d);
    if (gradient) for (let i = 0; i < count * d; i++) gradient[i] = scale * (output[i] - target[i]);
    return total;
  }

  adam(size: number, parameters: Floats, gradient: Floats, first: Floats, second: Floats, rate: number, epsilon: number): void {
    const { beta1, beta2 } = adam;
    for (let i = 0; i < size; i++) {
      const g = gradient[i];
      const m = beta1 * first[i] + (1 - beta1) * g;
      const s = beta2 * second[i] + (1 - beta2) * g * g;
      first[i] = Math.abs(m) < tiny ? 0 : m;
      second[i] = s < tiny ? 0 : s;
      parameters[i] -= (rate * first[i]) / (Math.sqrt(second[i]) + epsilon);
    }
  }

  dispose(): void {
    this.windows.clear();
    this.rows = new this.Numbers(0);
  }

  /** Some pictures at a time, so that their windows stay in the cache. */
  private inGroups(
    geometry: Geometry,
    count: number,
    visit: (first: number, pictures: number, windows: Windows, rows: Floats) => void,
  ): void {
    let windows = this.windows.get(geometry);
    if (!windows) this.windows.set(geometry, (windows = new Windows(geometry)));
    const most = isFlat(geometry) ? count : Math.max(1, Math.round(rowsAtOnce / windows.places));
    const need = isFlat(geometry) ? 0 : most * windows.places * windows.width;
    if (this.rows.length < need) this.rows = new this.Numbers(need);
    for (let first = 0; first < count; first += most) visit(first, Math.min(most, count - first), windows, this.rows);
  }

  /** The windows as rows; of a flat picture the picture itself. */
  private gathered(geometry: Geometry, windows: Windows, first: number, pictures: number, large: Floats, rows: Floats): Matrix {
    const size = shapeLength(geometry.large);
    if (isFlat(geometry)) return matrix(large, first * size, size);
    for (let i = 0; i < pictures; i++) windows.gather(large, (first + i) * size, rows, i * windows.places * windows.width);
    return matrix(rows, 0, windows.width);
  }
}

const isFlat = ({ large, size }: Geometry) => large[0] === 1 && large[1] === 1 && size === 1;

/** values = activation(values + bias). */
function finish(values: Floats, rows: number, columns: number, bias: Floats | null, slope: number): void {
  if (bias) for (let i = 0; i < rows; i++) addRow(values, i * columns, bias, columns);
  if (slope !== 1) activate(values, rows * columns, slope);
}

function addRow(values: Floats, at: number, row: Floats, columns: number): void {
  for (let j = 0; j < columns; j++) values[at + j] += row[j];
}

function activate(values: Floats, size: number, slope: number): void {
  for (let i = 0; i < size; i++) if (!(values[i] > 0)) values[i] *= slope;
}

function gate(output: Floats, gradient: Floats, size: number, slope: number): void {
  for (let i = 0; i < size; i++) if (!(output[i] > 0)) gradient[i] *= slope;
}

function addTo(totals: Float64Array, from: Floats, at: number, columns: number): void {
  for (let c = 0; c < columns; c++) totals[c] += from[at + c];
}

function addSquares(totals: Float64Array, x: Floats, at: number, means: Float64Array): void {
  for (let c = 0; c < totals.length; c++) totals[c] += (x[at + c] - means[c]) ** 2;
}

function addProducts(totals: Float64Array, x: Floats, gradient: Floats, at: number, means: Float64Array): void {
  for (let c = 0; c < totals.length; c++) totals[c] += (x[at + c] - means[c]) * gradient[at + c];
}

function affine(x: Floats, y: Floats, at: number, scale: Float64Array, shift: Float64Array): void {
  for (let c = 0; c < scale.length; c++) y[at + c] = scale[c] * x[at + c] + shift[c];
}

function combine(x: Floats, gradient: Floats, at: number, scale: Float64Array, slant: Float64Array, shift: Float64Array): void {
  for (let c = 0; c < scale.length; c++) gradient[at + c] = scale[c] * gradient[at + c] + slant[c] * x[at + c] + shift[c];
}

function squares(output: Floats, target: Floats, at: number, d: number): number {
  let sum = 0;
  for (const end = at + d; at < end; at++) sum += (output[at] - target[at]) ** 2;
  return sum;
}

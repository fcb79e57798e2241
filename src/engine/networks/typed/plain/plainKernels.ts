import { length, type Activation } from '../../layers';
import { batchNorm, leak } from '../../layers';
import { adam } from '../../../methods/adam';
import type { Floats, Geometry, Kernels, NormArrays } from '../kernels';
import { Gemm, type Matrix } from './gemm';
import { Windows } from './windows';

const matrix = (values: Floats, offset: number, row: number): Matrix => ({ values, offset, row, column: 1 });
const transpose = ({ values, offset, row, column }: Matrix): Matrix => ({ values, offset, row: column, column: row });

/** Rows of windows laid out at a time, about. */
const rowsAtOnce = 256;
const tiny = 1e-30;

const slope = (activation: Activation) => (activation === 'linear' ? 1 : activation === 'relu' ? 0 : leak);

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

  correlate(geometry: Geometry, count: number, large: Floats, weights: Floats, bias: Floats | null, activation: Activation, small: Floats): void {
    const outputs = geometry.small[2];
    this.inGroups(geometry, count, (first, pictures, windows, rows) => {
      const places = pictures * windows.places;
      const from = this.gathered(geometry, windows, first, pictures, large, rows);
      this.gemm.multiply(places, outputs, windows.width, from, matrix(weights, 0, outputs), small, first * windows.places * outputs, outputs, false);
    });
    finish(small, count * geometry.small[0] * geometry.small[1], outputs, bias, slope(activation));
  }

  spread(geometry: Geometry, count: number, small: Floats, weights: Floats, bias: Floats | null, activation: Activation, large: Floats): void {
    const inputs = geometry.small[2];
    const size = length(geometry.large);
    const flat = isFlat(geometry);
    if (!flat) large.fill(0, 0, count * size);
    this.inGroups(geometry, count, (first, pictures, windows, rows) => {
      const places = pictures * windows.places;
      const [into, offset] = flat ? [large, first * size] : [rows, 0];
      this.gemm.multiply(places, windows.width, inputs, matrix(small, first * windows.places * inputs, inputs), transpose(matrix(weights, 0, inputs)), into, offset, windows.width, false);
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
      this.gemm.multiply(windows.width, outputs, places, transpose(from), matrix(small, first * windows.places * outputs, outputs), gradient, 0, outputs, first > 0);
    });
  }

  columnSums(rows: number, columns: number, from: Floats, sums: Floats): void {
    for (let j = 0; j < columns; j++) sums[j] = columnSum(from, j, columns, rows);
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
    for (let c = 0; c < channels; c++) {
      mean[c] = columnSum(x, c, channels, rows) / rows;
      variance[c] = columnScatter(x, c, channels, rows, mean[c]) / rows;
    }
    this.normalise(norm, rows, activation, x, y, mean, variance);
  }

  normalise(norm: NormArrays, rows: number, activation: Activation, x: Floats, y: Floats, mean: Floats, variance: Floats): void {
    const { channels, gamma, beta } = norm;
    for (let c = 0; c < channels; c++) {
      const scale = gamma[c] / Math.sqrt(variance[c] + batchNorm.epsilon);
      affine(x, y, c, channels, rows, scale, beta[c] - scale * mean[c]);
    }
    if (activation !== 'linear') activate(y, rows * channels, slope(activation));
  }

  normaliseBack(norm: NormArrays, rows: number, x: Floats, gradient: Floats, mean: Floats, variance: Floats, gammaGradient: Floats, betaGradient: Floats): void {
    const { channels, gamma } = norm;
    for (let c = 0; c < channels; c++) {
      const inverse = 1 / Math.sqrt(variance[c] + batchNorm.epsilon);
      const sum = columnSum(gradient, c, channels, rows);
      const product = inverse * columnProduct(x, gradient, c, channels, rows, mean[c]);
      betaGradient[c] = sum;
      gammaGradient[c] = product;
      centre(x, gradient, c, channels, rows, gamma[c] * inverse, mean[c], inverse * (product / rows), sum / rows);
    }
  }

  error(count: number, d: number, output: Floats, target: Floats, scale: number, gradient: Floats | null): number {
    let total = 0;
    for (let i = 0; i < count; i++) total += squares(output, target, i * d, d);
    if (gradient) for (let i = 0; i < count * d; i++) gradient[i] = scale * (output[i] - target[i]);
    return total;
  }

  adam(size: number, parameters: Floats, gradient: Floats, first: Floats, second: Floats, rate: number): void {
    const { beta1, beta2, epsilon } = adam;
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
  private inGroups(geometry: Geometry, count: number, visit: (first: number, pictures: number, windows: Windows, rows: Floats) => void): void {
    let windows = this.windows.get(geometry);
    if (!windows) this.windows.set(geometry, (windows = new Windows(geometry)));
    const most = isFlat(geometry) ? count : Math.max(1, Math.round(rowsAtOnce / windows.places));
    const need = isFlat(geometry) ? 0 : most * windows.places * windows.width;
    if (this.rows.length < need) this.rows = new this.Numbers(need);
    for (let first = 0; first < count; first += most) visit(first, Math.min(most, count - first), windows, this.rows);
  }

  /** The windows as rows; of a flat picture the picture itself. */
  private gathered(geometry: Geometry, windows: Windows, first: number, pictures: number, large: Floats, rows: Floats): Matrix {
    const size = length(geometry.large);
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

function columnSum(from: Floats, at: number, columns: number, rows: number): number {
  let sum = 0;
  for (let i = 0; i < rows; i++, at += columns) sum += from[at];
  return sum;
}

function columnScatter(from: Floats, at: number, columns: number, rows: number, mean: number): number {
  let sum = 0;
  for (let i = 0; i < rows; i++, at += columns) sum += (from[at] - mean) ** 2;
  return sum;
}

function columnProduct(x: Floats, gradient: Floats, at: number, columns: number, rows: number, mean: number): number {
  let sum = 0;
  for (let i = 0; i < rows; i++, at += columns) sum += (x[at] - mean) * gradient[at];
  return sum;
}

function affine(x: Floats, y: Floats, at: number, columns: number, rows: number, scale: number, shift: number): void {
  for (let i = 0; i < rows; i++, at += columns) y[at] = scale * x[at] + shift;
}

/** gradient = scale · (gradient − share − (x − mean) · slant). */
function centre(x: Floats, gradient: Floats, at: number, columns: number, rows: number, scale: number, mean: number, slant: number, share: number): void {
  for (let i = 0; i < rows; i++, at += columns) gradient[at] = scale * (gradient[at] - share - (x[at] - mean) * slant);
}

function squares(output: Floats, target: Floats, at: number, d: number): number {
  let sum = 0;
  for (const end = at + d; at < end; at++) sum += (output[at] - target[at]) ** 2;
  return sum;
}

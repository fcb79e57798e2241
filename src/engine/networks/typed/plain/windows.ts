/** A convolution's windows laid out as rows of a matrix, and added back: im2col and col2im. */
import type { Floats } from '../../../../core/algebra/floats';
import type { Geometry } from '../kernels';

export class Windows {
  /** Numbers in a window: size² × channels of the large picture. */
  readonly width: number;
  /** Windows of one picture. */
  readonly places: number;
  /** Where the first channel under each place of each window stands in the picture, −1 beyond its edge: places × size². */
  private readonly under: Int32Array;

  constructor(private readonly geometry: Geometry) {
    const { large, small, size, stride, before } = geometry;
    const [height, width, channels] = large;
    this.width = size * size * channels;
    this.places = small[0] * small[1];
    this.under = new Int32Array(this.places * size * size);
    let to = 0;
    for (let y = 0; y < small[0]; y++)
      for (let x = 0; x < small[1]; x++)
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            const row = y * stride + i - before[0];
            const column = x * stride + j - before[1];
            const inside = row >= 0 && row < height && column >= 0 && column < width;
            this.under[to++] = inside ? (row * width + column) * channels : -1;
          }
  }

  /** Windows of the picture at `offset` into rows: places × width, from `at`. */
  gather(picture: Floats, offset: number, rows: Floats, at: number): void {
    const { under } = this;
    const channels = this.geometry.large[2];
    for (let i = 0; i < under.length; i++, at += channels)
      if (under[i] < 0) clear(rows, at, channels);
      else copy(picture, offset + under[i], rows, at, channels);
  }

  /** Adds rows to the picture at `offset`, each number where `gather` takes it from. */
  scatter(rows: Floats, at: number, picture: Floats, offset: number): void {
    const { under } = this;
    const channels = this.geometry.large[2];
    for (let i = 0; i < under.length; i++, at += channels) if (under[i] >= 0) accumulate(rows, at, picture, offset + under[i], channels);
  }
}

function clear(into: Floats, to: number, length: number): void {
  for (let i = 0; i < length; i++) into[to + i] = 0;
}

function copy(from: Floats, at: number, into: Floats, to: number, length: number): void {
  for (let i = 0; i < length; i++) into[to + i] = from[at + i];
}

function accumulate(from: Floats, at: number, into: Floats, to: number, length: number): void {
  for (let i = 0; i < length; i++) into[to + i] += from[at + i];
}

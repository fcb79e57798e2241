import { describe, expect, it } from 'vitest';
import { lay, stampOf } from './stamp';

const style = { fill: '#ff0000', halo: '#ffffff', radius: 2, border: 1, opacity: 1 };
const pixel = (pixels: Uint8ClampedArray, width: number, x: number, y: number) => [
  ...pixels.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
];

describe('dots in pixels', () => {
  it('are full in the middle, halo outside, and nothing beyond', () => {
    const { side, pixels } = stampOf(style, 0.5, 0.5);
    const middle = (side - 1) / 2;
    expect(pixel(pixels, side, middle, middle)).toEqual([255, 0, 0, 255]);
    expect(pixel(pixels, side, middle + 3, middle)).toEqual([255, 255, 255, 128]);
    expect(pixel(pixels, side, 0, 0)[3]).toBe(0);
  });

  it('lie over one another, and are cut off at the edge', () => {
    const onto = new Uint8ClampedArray(4 * 20 * 10);
    lay(stampOf(style, 0.5, 0.5), onto, 20, 10, 5, 5);
    lay(stampOf({ ...style, fill: '#0000ff' }, 0.5, 0.5), onto, 20, 10, 6, 5);
    expect(pixel(onto, 20, 6, 5)).toEqual([0, 0, 255, 255]);
    expect(pixel(onto, 20, 3, 5)[3]).toBe(255);
    lay(stampOf(style, 0.5, 0.5), onto, 20, 10, 0, 0);
    expect(pixel(onto, 20, 0, 0)).toEqual([255, 0, 0, 255]);
    const before = onto.slice();
    lay(stampOf(style, 0.5, 0.5), onto, 20, 10, -50, 40);
    expect(onto).toEqual(before);
  });

  it('let through what is below where they are dim', () => {
    const onto = new Uint8ClampedArray(4 * 10 * 10);
    lay(stampOf(style, 0.5, 0.5), onto, 10, 10, 5, 5);
    lay(stampOf({ ...style, fill: '#0000ff', opacity: 0.2 }, 0.5, 0.5), onto, 10, 10, 5, 5);
    const [red, green, blue, alpha] = pixel(onto, 10, 5, 5);
    expect([green, alpha]).toEqual([0, 255]);
    expect(red).toBeCloseTo(204, -1);
    expect(blue).toBeCloseTo(51, -1);
  });
});

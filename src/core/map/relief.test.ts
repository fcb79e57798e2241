import { expect, test } from 'vitest';
import { contourStep, paintRelief, type ReliefOptions } from './relief';

const size = 48;
const palette = Uint8Array.of(200, 60, 60, 60, 60, 200);

/** Two basins side by side, a bowl in each. */
function scene(change: Partial<ReliefOptions> = {}): ReliefOptions {
  const labels = new Uint16Array(size * size);
  const energy = new Float32Array(size * size);
  for (let i = 0; i < size * size; i++) {
    const x = i % size;
    const y = Math.floor(i / size);
    labels[i] = x < size / 2 ? 0 : 1;
    energy[i] = Math.min((x - 12) ** 2, (x - 36) ** 2) + (y - 24) ** 2;
  }
  return { labels, energy, width: size, height: size, palette, dark: false, contours: false, disagreement: null, ...change };
}

const pixel = (image: Uint8ClampedArray, x: number, y: number) => [...image.subarray(4 * (y * size + x), 4 * (y * size + x) + 4)];
const lightness = (image: Uint8ClampedArray, x: number, y: number) =>
  pixel(image, x, y)
    .slice(0, 3)
    .reduce((a, b) => a + b);
const differing = (a: Uint8ClampedArray, b: Uint8ClampedArray) =>
  Array.from({ length: size * size }, (_, i) => i).filter((i) => [0, 1, 2].some((c) => a[4 * i + c] !== b[4 * i + c]));

test('every pixel is opaque, and has the hue of its basin', () => {
  const image = paintRelief(scene());
  expect(image.length).toBe(4 * size * size);
  expect(image.filter((_, i) => i % 4 === 3).every((a) => a === 255)).toBe(true);
  const [red, , blue] = pixel(image, 12, 24);
  expect(red).toBeGreaterThan(blue);
  const [otherRed, , otherBlue] = pixel(image, 36, 24);
  expect(otherBlue).toBeGreaterThan(otherRed);
});

test('paper is pale and the dark theme deep; light falls from the upper left; borders are crisp', () => {
  const light = paintRelief(scene());
  const dark = paintRelief(scene({ dark: true }));
  expect(lightness(dark, 12, 24)).toBeLessThan(lightness(light, 12, 24) / 1.8);
  // A slope that rises to the lower right faces the light.
  expect(lightness(light, 20, 32)).toBeGreaterThan(lightness(light, 4, 16));
  expect(lightness(light, 23, 24)).toBeLessThan(0.75 * lightness(light, 22, 24));
  expect(lightness(light, 24, 24)).toBeGreaterThan(0.9 * lightness(light, 25, 24));
});

test('contour lines are one pixel wide, and lie where the energy is a multiple of the step', () => {
  const [width, height] = [160, 8];
  const energy = Float32Array.from({ length: width * height }, (_, i) => i % width);
  const ramp = scene({ energy, width, height, labels: new Uint16Array(width * height) });
  const plain = paintRelief(ramp);
  const lined = paintRelief({ ...ramp, contours: true });
  const columns = Array.from({ length: width }, (_, x) => x).filter((x) => plain[4 * x] !== lined[4 * x]);
  expect(contourStep(159)).toBe(10);
  expect(columns).toEqual(Array.from({ length: 16 }, (_, i) => 10 * i));
});

test('on a picture with more pixels lines and borders are as much broader', () => {
  const [width, height] = [160, 8];
  const energy = Float32Array.from({ length: width * height }, (_, i) => i % width);
  const labels = Uint16Array.from({ length: width * height }, (_, i) => (i % width < 85 ? 0 : 1));
  const ramp = scene({ energy, width, height, labels });
  const changed = (patch: Partial<ReliefOptions>, from: Partial<ReliefOptions>) => {
    const [a, b] = [paintRelief({ ...ramp, ...patch }), paintRelief({ ...ramp, ...from })];
    return Array.from({ length: width }, (_, x) => x).filter((x) => a[4 * x] !== b[4 * x]);
  };
  expect(changed({ lines: 3 }, { lines: 1 })).toEqual([82, 83]);
  const plain = { labels: new Uint16Array(width * height), lines: 3 };
  expect(changed({ ...plain, contours: true }, plain).slice(0, 8)).toEqual([0, 1, 2, 8, 9, 10, 11, 12]);
});

test('contour steps are 1, 2 or 5 times a power of ten, for 8 to 20 lines', () => {
  for (const range of [1e-6, 0.37, 1, 12, 99, 1234, 8e7]) {
    const step = contourStep(range);
    const lead = step / 10 ** Math.round(Math.log10(step) - 0.35);
    expect(
      [1, 2, 5].some((nice) => Math.abs(lead / nice - 1) < 1e-9 || Math.abs(lead / nice - 0.1) < 1e-9 || Math.abs(lead / nice - 10) < 1e-8),
    ).toBe(true);
    expect(range / step).toBeGreaterThanOrEqual(6);
    expect(range / step).toBeLessThanOrEqual(21);
  }
});

test('hatching is only where basin and nearest memory differ', () => {
  const options = scene();
  const disagreement = options.labels.slice();
  for (let x = 4; x < 14; x++) for (let y = 30; y < 40; y++) disagreement[y * size + x] = 1;
  const hatched = differing(paintRelief({ ...options, disagreement }), paintRelief(options));
  expect(hatched.length).toBeGreaterThan(15);
  expect(hatched.length).toBeLessThan(60);
  expect(hatched.every((i) => disagreement[i] !== options.labels[i])).toBe(true);
});

test('energies that are equal or not finite make flat land, not an error', () => {
  const flat = paintRelief(scene({ energy: new Float32Array(size * size).fill(3), contours: true }));
  expect(pixel(flat, 5, 5)).toEqual(pixel(flat, 15, 40));
  const broken = paintRelief(scene({ energy: new Float32Array(size * size).fill(Number.NaN), contours: true }));
  expect([...broken]).toEqual([...flat]);
  expect(() => paintRelief(scene({ energy: new Float32Array(5) }))).toThrow(RangeError);
});

test('flat land has borders, and neither shading nor contour lines', () => {
  const image = paintRelief(scene({ energy: new Float32Array(size * size), contours: true }));
  const colours = new Set(Array.from({ length: size * size }, (_, i) => image.subarray(4 * i, 4 * i + 3).join()));
  // Two basins, and the border of the left one.
  expect(colours.size).toBe(3);
  expect(lightness(image, 23, 24)).toBeLessThan(0.75 * lightness(image, 22, 24));
});

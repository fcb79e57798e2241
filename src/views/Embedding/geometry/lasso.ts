/** Regions that a hand draws round points. */
import type { Box } from './camera';

export type Outline = readonly (readonly [number, number])[];

/** True where the place is inside the closed outline, by the even–odd rule. */
export function encloses(outline: Outline, u: number, v: number): boolean {
  let inside = false;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const [ax, ay] = outline[i];
    const [bx, by] = outline[j];
    if (ay > v !== by > v && u < ((bx - ax) * (v - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

export function boxRound(outline: Outline): Box {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) };
}

/** Of two corners. */
export function rectangle([ax, ay]: Outline[number], [bx, by]: Outline[number]): Outline {
  return [[ax, ay], [bx, ay], [bx, by], [ax, by]];
}

/** Whole numbers of two rising lists, rising and each once. */
export function union(a: Uint32Array, b: Uint32Array): Uint32Array {
  return Uint32Array.from(new Set([...a, ...b])).sort();
}

/** Regions that a hand draws round points. */
import type { CameraBox } from './camera';

export type Outline = readonly (readonly [number, number])[];

export type Edge = readonly [Outline[number], Outline[number]];

/** Of the closed outline. */
export const edgesOf = (outline: Outline): Edge[] => outline.map((place, i) => [place, outline[(i + 1) % outline.length]]);

/**
 * True where the place is inside the closed outline of these edges, by the even–odd rule. Edges wholly above or below it count for nothing.
 */
export function encloses(edges: readonly Edge[], u: number, v: number): boolean {
  let inside = false;
  for (const [[ax, ay], [bx, by]] of edges) if (ay > v !== by > v && u < ((bx - ax) * (v - ay)) / (by - ay) + ax) inside = !inside;
  return inside;
}

export function boxRound(outline: Outline): CameraBox {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) };
}

/** Of two corners. */
export function rectangle([ax, ay]: Outline[number], [bx, by]: Outline[number]): Outline {
  return [
    [ax, ay],
    [bx, ay],
    [bx, by],
    [ax, by],
  ];
}

/** Whole numbers of two rising lists, rising and each once. */
export function union(a: Uint32Array, b: Uint32Array): Uint32Array {
  return Uint32Array.from(new Set([...a, ...b])).sort();
}

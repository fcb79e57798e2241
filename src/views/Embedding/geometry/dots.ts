/** The size and opacity of points: few are seen one by one, many become a density. */
import { Random } from '../../../core/algebra/random';

export interface DotStyle {
  /** CSS pixels. */
  readonly radius: number;
  /** 0 … 1. */
  readonly opacity: number;
}

/**
 * @param area of the plot in square CSS pixels.
 * @param zoom 1 where all is in view; points grow a little with it, and become more opaque.
 */
export function dotStyle(count: number, area: number, zoom: number): DotStyle {
  const room = Math.sqrt(area / Math.max(1, count));
  const radius = Math.max(1.2, Math.min(4.5, 0.24 * room)) * Math.max(0.75, Math.min(2, zoom ** 0.3));
  // Zoomed in by f, one sees a share of 1/f² of the points.
  const opacity = Math.max(0.5, Math.min(0.92, 0.3 + 0.075 * room * zoom));
  return { radius: Math.min(7, radius), opacity };
}

const orders = new Map<number, Uint32Array>();

/**
 * The order in which n points are drawn: a seeded shuffle, so that no class lies on top only because it comes last in the file; its first m
 * are a fair sample.
 */
export function drawingOrder(count: number): Uint32Array {
  let order = orders.get(count);
  if (!order) {
    if (orders.size >= 4) orders.clear();
    order = new Uint32Array(count);
    const random = new Random(0);
    // Fisher and Yates from the inside out.
    for (let i = 0; i < count; i++) {
      const j = random.integer(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    orders.set(count, order);
  }
  return order;
}

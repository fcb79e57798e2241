import type { TileView } from '../../store/state';

/** So many tiles: those there were, else the large view, and as many more in their order as are needed. No view stands in two of them. */
export function tilesFor(count: number, before: readonly TileView[], stage: TileView, order: readonly TileView[]): TileView[] {
  return [...new Set([...(before.length > 0 ? before : [stage]), ...order])].slice(0, count);
}

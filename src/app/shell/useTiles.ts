import { useMemo, useSyncExternalStore } from 'react';
import { useRun } from '../../store/runStore';
import { type TileView } from '../../store/state';

/** Narrower than this there is room for one view only, whatever is chosen. */
const wide = matchMedia('(min-width: 480px)');

const subscribe = (changed: () => void) => {
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
};

/** True if there is room for several views. */
export const useWide = (): boolean => useSyncExternalStore(subscribe, () => wide.matches);

/** Links of earlier versions may ask for four. */
const most = 2;
const none: readonly TileView[] = [];

/** The views in the tiles of the stage; empty where it shows one large view. */
export function useTiles(): readonly TileView[] {
  const layout = useRun((state) => state.layout);
  const two = useMemo(() => layout.slice(0, most), [layout]);
  return useWide() ? two : none;
}

import { create } from 'zustand';
import { currentRun } from '../../../store/runStore';
import type { RunState } from '../../../store/state';

/** Whether the map is shown at eight β at once, instead of at one. */
export const useBetas = create<{ readonly open: boolean }>()(() => ({ open: false }));

export const closeBetas = (): void => useBetas.setState({ open: false });

/** The map comes to the front where another view is. */
export function openBetas(): void {
  const { layout } = currentRun.getState();
  currentRun.setState({ stage: 'basins', ...(!layout.includes('basins') && { layout: [] }) });
  useBetas.setState({ open: true });
}

/** Of associative memories: other partitions have no β. */
export const hasBetas = ({ shown }: Pick<RunState, 'shown'>): boolean => shown?.model.kind === 'memory';

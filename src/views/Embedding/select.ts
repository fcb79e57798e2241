import { useStore } from '../../store/state';

/** Choosing points together, so that they stand out in every view. */

/** @param points rows of the data set, rising; none: nothing is chosen. */
export function choosePoints(points: Uint32Array | null): void {
  useStore.setState({ selectedPoints: points && points.length > 0 ? points : null });
}

export const chooseNothing = (): void => useStore.setState({ selectedPoint: null, selectedMemory: null, selectedPoints: null });

export function choosePoint(row: number | null): void {
  useStore.setState({ selectedPoint: row, ...(row === null ? {} : { selectedMemory: null }) });
}

import { currentRun } from '../../store/runStore';

/** Choosing points together, so that they stand out in every view. */

/** @param points rows of the data set, rising; none: nothing is chosen. */
export function choosePoints(points: Uint32Array | null): void {
  currentRun.setState({ selectedPoints: points && points.length > 0 ? points : null });
}

export const chooseNothing = (): void => currentRun.setState({ selectedPoint: null, selectedMemory: null, selectedPoints: null });

export function choosePoint(row: number | null): void {
  currentRun.setState({ selectedPoint: row, ...(row === null ? {} : { selectedMemory: null }) });
}

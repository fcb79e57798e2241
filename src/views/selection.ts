import { currentRun } from '../store/runStore';

/** Chooses a memory, or lets the chosen one go. The inspector tells of one thing: a memory that is chosen takes the place of a point. */
export function toggleMemory(index: number): void {
  const { selectedMemory } = currentRun.getState();
  currentRun.setState({ selectedMemory: selectedMemory === index ? null : index, selectedPoint: null });
}

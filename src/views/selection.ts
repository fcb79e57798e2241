import { currentRun, type RunStore } from '../store/runStore';

/** Chooses a memory, or lets the chosen one go. The inspector tells of one thing: a memory that is chosen takes the place of a point. */
export function toggleMemory(index: number, run: RunStore = currentRun): void {
  const { selectedMemory } = run.getState();
  run.setState({ selectedMemory: selectedMemory === index ? null : index, selectedPoint: null });
}

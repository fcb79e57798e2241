import type { ComponentType } from 'react';
import { ControlsPanel } from './ControlsPanel';
import { DataPanel } from './DataPanel';
import { PresetPicker } from './PresetPicker';

const Memory = () => <ControlsPanel panel="memory" />;

const Training = () => (
  <>
    <PresetPicker />
    <ControlsPanel panel="training" />
  </>
);

/** The left column, from the top. */
export const controlsPanels: readonly { id: string; label: string; Panel: ComponentType }[] = [
  { id: 'data', label: 'Data', Panel: DataPanel },
  { id: 'memory', label: 'Memory', Panel: Memory },
  { id: 'training', label: 'Training', Panel: Training },
];

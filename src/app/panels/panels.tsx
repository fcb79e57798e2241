import type { ComponentType } from 'react';
import { isDeep, type Config } from '../../engine/protocol';
import { ControlsPanel } from './ControlsPanel';
import { DataPanel } from './DataPanel';
import { PresetPicker } from './PresetPicker';

const Memory = () => <ControlsPanel panel="memory" />;

const Network = () => <ControlsPanel panel="network" />;

const Training = () => (
  <>
    <PresetPicker />
    <ControlsPanel panel="training" />
  </>
);

/** The left column, from the top. */
export const controlsPanels: readonly {
  id: string;
  label: string;
  Panel: ComponentType;
  /** Absent: always. */ when?: (config: Pick<Config, 'method'>) => boolean;
}[] = [
  { id: 'data', label: 'Data', Panel: DataPanel },
  { id: 'memory', label: 'Memory', Panel: Memory },
  { id: 'network', label: 'Network', Panel: Network, when: isDeep },
  { id: 'training', label: 'Training', Panel: Training },
];

import { useRun } from '../../store/runStore';
import { methodOf } from '../../methods/config';
import { formatCount } from '../../views/format';
import { panelControls, toldOf } from '../controls/table';
import { Group } from '../shell/Group';
import { ControlsPanel } from './ControlsPanel';
import { DataPanel } from './DataPanel';
import { PresetPicker } from './PresetPicker';

/** The left column, from the top: the data, then the panels that the method declares. */
export function Panels() {
  const method = useRun((state) => methodOf(state.config));
  const shape = useRun(({ dataset }) => (dataset ? `${formatCount(dataset.n)} × ${formatCount(dataset.d)}` : ''));
  return (
    <>
      <Group id="data" title="Data" told={shape}>
        <DataPanel />
      </Group>
      {method.panels.map(({ id, label }) => (
        <PanelGroup key={id} id={id} label={label} />
      ))}
    </>
  );
}

/** A panel that holds nothing beside what stands at the map is not there. */
function PanelGroup({ id, label }: { id: string; label: string }) {
  const config = useRun((state) => state.config);
  const told = useRun(({ messages }) => messages.some(({ about }) => panelControls(config, id).some((control) => control.about === about)));
  const controls = panelControls(config, id);
  const training = id === 'training';
  if (controls.length === 0 && !training && id !== methodOf(config).panels[0].id) return null;
  return (
    <Group id={id} title={label} told={toldOf(config, id)} forced={told}>
      {training && <PresetPicker />}
      <ControlsPanel panel={id} />
    </Group>
  );
}

import { useRun } from '../../store/runStore';
import { methodOf } from '../../methods/config';
import { ControlsPanel } from './ControlsPanel';
import { DataPanel } from './DataPanel';
import { PresetPicker } from './PresetPicker';

/** The left column, from the top: the data, then the panels that the method declares. */
export function Panels() {
  const method = useRun((state) => methodOf(state.config));
  return (
    <>
      <section className="section" aria-labelledby="panel-data">
        <h2 id="panel-data">Data</h2>
        <DataPanel />
      </section>
      {method.panels.map(({ id, label }) => (
        <section key={id} className="section" aria-labelledby={`panel-${id}`}>
          <h2 id={`panel-${id}`}>{label}</h2>
          {id === 'training' && <PresetPicker />}
          <ControlsPanel panel={id} />
        </section>
      ))}
    </>
  );
}

import { mapControls } from '../controls/table';
import { Knob } from '../controls/Knob';
import { useControlContext } from '../controls/useControlContext';
import { RunControls } from './RunControls';

/** Under the map, as the scale bar of a map sheet: the settings that matter most, and training. */
export function Dock() {
  const context = useControlContext();
  const [first, ...others] = mapControls(context.config);
  return (
    <section className="dock" aria-label="At the map">
      {first && <Knob key={first.id} control={first} context={context} wide />}
      <div className="dock-rest">
        {others.map((control) => (
          <Knob key={control.id} control={control} context={context} wide={false} />
        ))}
        <RunControls />
      </div>
    </section>
  );
}

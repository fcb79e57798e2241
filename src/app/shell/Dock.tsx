import { useRun } from '../../store/runStore';
import { hasBetas } from '../../views/Basins/betas/open';
import { mapControls } from '../controls/table';
import { Knob } from '../controls/Knob';
import { useControlContext } from '../controls/useControlContext';
import { EightBetasButton } from './EightBetasButton';
import { RunControls } from './RunControls';

/** Under the map, as the scale bar of a map sheet: the settings that matter most, and training. */
export function Dock() {
  const context = useControlContext();
  const [first, ...others] = mapControls(context.config);
  const betas = useRun(hasBetas);
  const asideOf = ({ id }: { id: string }) => id === 'beta' && betas && <EightBetasButton />;
  return (
    <section className="dock" aria-label="At the map">
      {first && <Knob key={first.id} control={first} context={context} wide aside={asideOf(first)} />}
      <div className="dock-rest">
        {others.map((control) => (
          <Knob key={control.id} control={control} context={context} wide={false} aside={asideOf(control)} />
        ))}
        <RunControls />
      </div>
    </section>
  );
}

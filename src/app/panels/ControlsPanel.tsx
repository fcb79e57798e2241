import { ControlField } from '../controls/Field';
import { visibleControls } from '../controls/table';
import { useControlContext } from '../controls/useControlContext';

/** The controls of one panel, as the table of controls has them. */
export function ControlsPanel({ panel }: { panel: string }) {
  const context = useControlContext();
  return visibleControls(context.config, panel).map((control) => <ControlField key={control.id} control={control} context={context} />);
}

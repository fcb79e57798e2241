import { useState } from 'react';
import { methodOf, remarkOn, type Config } from '../../methods/config';
import { useRun } from '../../store/runStore';
import { ControlField } from '../controls/Field';
import { panelControls } from '../controls/table';
import type { Context, Control } from '../controls/types';
import { useControlContext } from '../controls/useControlContext';

/** The controls of one panel, as the table of controls has them: those that matter first, the rest folded away. */
export function ControlsPanel({ panel }: { panel: string }) {
  const context = useControlContext();
  const controls = panelControls(context.config, panel);
  const more = controls.filter(({ secondary }) => secondary);
  const first = methodOf(context.config).panels[0].id === panel;
  return (
    <>
      <Controls of={controls.filter(({ secondary }) => !secondary)} context={context} />
      {first && <Remark config={context.config} />}
      {more.length > 0 && <Folded of={more} context={context} />}
    </>
  );
}

/** What the method does otherwise than usual on the loaded data. What it met in a training stands beside its numbers. */
function Remark({ config }: { config: Config }) {
  const n = useRun(({ dataset }) => dataset?.n ?? 0);
  const d = useRun(({ dataset }) => dataset?.d ?? 0);
  const said = n > 0 ? remarkOn(config, { n, d }) : [];
  return (
    <div aria-live="polite">
      {said.map((sentence) => (
        <p key={sentence} className="note">
          {sentence}
        </p>
      ))}
    </div>
  );
}

const Controls = ({ of, context }: { of: readonly Control[]; context: Context }) =>
  of.map((control) => <ControlField key={control.id} control={control} context={context} />);

/** It opens by itself where there is something to say about one of them. */
function Folded({ of, context }: { of: readonly Control[]; context: Context }) {
  const [asked, setAsked] = useState(false);
  const told = useRun(({ messages }) => messages.some(({ about }) => of.some((control) => control.about === about)));
  return (
    <details className="more-settings" open={asked || told} onToggle={({ currentTarget }) => setAsked(currentTarget.open)}>
      <summary>
        More settings <span className="note">{of.map(({ label }) => label).join(', ')}</span>
      </summary>
      <Controls of={of} context={context} />
    </details>
  );
}

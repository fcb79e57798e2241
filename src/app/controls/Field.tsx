import { useId, type ReactNode } from 'react';
import { session } from '../../store/session';
import { Alert } from '../ui/Alert';
import { ChoiceField } from './ChoiceField';
import { entryOfControl } from '../../views/entryOf';
import { Help } from './Help';
import { ListField } from './ListField';
import { NumberField } from './NumberField';
import { ToggleField } from './ToggleField';
import type { Context, Control } from './types';
import { useMessages } from './useMessages';

export function content(control: Control, context: Context, id: string): ReactNode {
  switch (control.kind) {
    case 'slider':
    case 'number':
      return <NumberField control={control} context={context} id={id} />;
    case 'choice':
      return <ChoiceField control={control} context={context} id={id} />;
    case 'toggle':
      return <ToggleField control={control} context={context} id={id} />;
    case 'list':
      return <ListField control={control} context={context} id={id} />;
    case 'readout':
      return (
        <output id={id} className="readout">
          {control.text(context.config)}
        </output>
      );
  }
}

/** One line of the table of controls, drawn: name, help, the control itself, and what there is to say about it. */
export function ControlField({ control, context }: { control: Control; context: Context }) {
  const id = useId();
  const messages = useMessages(control);
  return (
    <div className={`field field-${control.kind}`} data-about={control.about}>
      <div className="field-name">
        {/* A press on the words of a box that is ticked ticks it; the words of all others open what there is to say. */}
        <label htmlFor={id} className={control.kind === 'toggle' ? undefined : 'visually-hidden'}>
          {control.label}
        </label>
        <Help
          label={control.label}
          sentence={control.sentence}
          equation={control.equation}
          name={control.kind === 'toggle' ? undefined : control.label}
          entry={entryOfControl(control.id)}
        />
      </div>
      {content(control, context, id)}
      {messages.map(({ id: key, tone, sentence }) => (
        <Alert key={key} tone={tone} sentence={sentence} onDismiss={() => session.dismiss(key)} />
      ))}
    </div>
  );
}

import { useId, type ReactNode } from 'react';
import { session } from '../../store/session';
import { useRun } from '../../store/runStore';
import { lookedAt } from '../../store/shown/trained';
import { formatValue } from '../../views/format';
import { entryOfControl } from '../../views/entryOf';
import { Alert } from '../ui/Alert';
import { Icon } from '../ui/Icon';
import { content } from './Field';
import { Help } from './Help';
import { ValueBox } from './NumberField';
import { shareOf, Slider } from './Slider';
import { ticksOf } from './ticks';
import type { Context, Control, NumberControl } from './types';
import { useMessages } from './useMessages';
import { useNumber } from './useNumber';

interface Props {
  control: Control;
  context: Context;
  /** It takes the room that there is. */
  wide: boolean;
  /** A small button at the end of its name. */
  aside?: ReactNode;
}

/** A control as it stands at the map: its letter, its name, its value, and a slider with ticks under it. */
export function Knob({ control, context, wide, aside }: Props) {
  const id = useId();
  const messages = useMessages(control);
  return (
    <div className={['knob', wide && 'knob-wide', aside && 'knob-with-aside'].filter(Boolean).join(' ')} data-about={control.about}>
      {control.kind === 'slider' || control.kind === 'number' ? (
        <NumberKnob control={control} context={context} wide={wide} id={id} />
      ) : (
        <Name of={control} id={id}>
          {content(control, context, id)}
        </Name>
      )}
      {aside && <div className="knob-aside">{aside}</div>}
      {messages.length > 0 && (
        <div className="knob-messages">
          {messages.map(({ id: key, tone, sentence }) => (
            <Alert key={key} tone={tone} sentence={sentence} onDismiss={() => session.dismiss(key)} />
          ))}
        </div>
      )}
    </div>
  );
}

/** The first line of a knob. The name opens what there is to say about it. */
function Name({
  of: { id: control, label, short, symbol, sentence, equation },
  id,
  children,
}: {
  of: Control;
  id: string;
  children: ReactNode;
}) {
  return (
    <div className="knob-name">
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      {symbol && (
        <span className="symbol" aria-hidden="true">
          {symbol}
        </span>
      )}
      <Help label={label} sentence={sentence} equation={equation} name={short} atMap entry={entryOfControl(control)} />
      {children}
    </div>
  );
}

function NumberKnob({ control, context, wide, id }: { control: NumberControl; context: Context; wide: boolean; id: string }) {
  const number = useNumber(control, context);
  const { trained, send } = number;
  const { kind, symbol } = control;
  return (
    <>
      <Name of={control} id={id}>
        <ValueBox control={control} context={context} id={id} number={number} />
      </Name>
      {kind === 'slider' && (
        <>
          <Slider control={control} context={context} trained={trained} onMove={send} />
          <Ticks control={control} context={context} wide={wide} trained={trained} />
          {trained !== null && <Back control={control} context={context} symbol={symbol} trained={trained} onBack={() => send(trained)} />}
        </>
      )}
    </>
  );
}

/** Two words stand so far apart at least, as a share of the slider. */
const clear = 0.14;

function Ticks({ control, context, wide, trained }: { control: NumberControl; context: Context; wide: boolean; trained: number | null }) {
  const share = shareOf(control, context);
  const ticks = ticksOf(control, context, wide).filter((tick) => trained === null || Math.abs(share(tick) - share(trained)) > clear);
  return (
    <div className="knob-ticks" aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick} style={{ '--at': share(tick) }}>
          {formatValue(tick)}
        </span>
      ))}
    </div>
  );
}

interface BackProps {
  control: NumberControl;
  context: Context;
  symbol: string | null;
  trained: number;
  onBack: () => void;
}

/** Looking at a trained model under another value is not training it: what it was trained with stays in sight, and the way back. */
function Back({ control, context, symbol, trained, onBack }: BackProps) {
  const looked = useRun(lookedAt);
  return (
    <p className="knob-trained" style={{ '--at': shareOf(control, context)(trained) }}>
      trained {formatValue(trained)}
      {looked && (
        <button
          type="button"
          aria-label={`Back to ${symbol ? `${symbol} ` : ''}${formatValue(trained)}`}
          title="Back to it"
          onClick={onBack}
        >
          <Icon name="back" />
        </button>
      )}
    </p>
  );
}

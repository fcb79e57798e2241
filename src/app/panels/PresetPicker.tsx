import { useId } from 'react';
import { presets, presetsFor } from '../../methods/config';
import { fullName } from '../../methods/method';
import { methods } from '../../methods/index';
import { session } from '../../store/session';
import { currentRun, useRun } from '../../store/runStore';
import { useSubmit } from '../controls/useSubmit';
import { act } from '../act';
import { Alert } from '../ui/Alert';

/** Settings to start from, with where they are from. */
export function PresetPicker() {
  const id = useId();
  const current = useRun((state) => state.config.preset);
  const messages = useRun((state) => state.messages);
  const { rejection, submit } = useSubmit();
  const dataset = useRun((state) => state.dataset);
  const fitting = dataset ? presetsFor(dataset) : [];
  const preset = presets.find((one) => one.id === current);
  const choose = (chosen: string) => {
    const next = presets.find((one) => one.id === chosen);
    const made = next?.dataset;
    if (next && made && made !== currentRun.getState().dataset?.id)
      act(async () => {
        await session.load(made, { config: { preset: next.id } });
      }, 'preset');
    else submit({ preset: next?.id ?? null });
  };
  return (
    <div className="field field-choice">
      <div className="field-name">
        <label htmlFor={id}>Preset</label>
      </div>
      <select id={id} value={preset?.id ?? ''} aria-describedby={preset && `${id}-about`} onChange={(event) => choose(event.target.value)}>
        <option value="">None</option>
        {fitting.length > 0 && (
          <optgroup label="For these data">
            {fitting.map(({ id: key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
        {methods
          .filter(({ presets: own }) => own.some((one) => !fitting.some(({ id: key }) => key === one.id)))
          .map((method) => (
            <optgroup key={method.id} label={fullName(method)}>
              {method.presets
                .filter(({ id: key }) => !fitting.some((one) => one.id === key))
                .map(({ id: key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
      </select>
      {preset && (
        <p id={`${id}-about`} className="note">
          {preset.description}
        </p>
      )}
      {rejection !== null && <Alert tone="error" sentence={rejection} />}
      {messages
        .filter(({ about }) => about === 'preset')
        .map(({ id: key, tone, sentence }) => (
          <Alert key={key} tone={tone} sentence={sentence} onDismiss={() => session.dismiss(key)} />
        ))}
    </div>
  );
}

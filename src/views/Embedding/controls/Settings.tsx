import { useId, useState } from 'react';
import { defaultProjection, projectionLimits, projectionMetrics, type ProjectionMetric } from '../../../projection/settings';
import type { EmbeddingPane } from '../../../store/embedding/embedding';
import { session } from '../../../store/session';
import { NumberInput } from '../../NumberInput';
import { layoutParameters, rangeSaid, readParameter, type LayoutParameter } from './parameters';

/** The numbers of the method, each with what it does; a value is taken when it is entered. */
export function Settings({ pane, state }: { pane: number; state: EmbeddingPane }) {
  const { method, metric } = state.settings;
  const id = useId();
  return (
    <div className="embedding-settings">
      {layoutParameters
        .filter(({ methods }) => methods.includes(method))
        .map((parameter) => (
          <NumberSetting key={`${method} ${parameter.key}`} pane={pane} parameter={parameter} value={state.settings[parameter.key]} />
        ))}
      {method !== 'pca' && (
        <div className="embedding-setting">
          <label htmlFor={id}>Metric</label>
          <select
            id={id}
            aria-describedby={`${id}-what`}
            value={metric}
            onChange={(event) => session.embedding.set(pane, { metric: event.target.value as ProjectionMetric })}
          >
            {projectionMetrics.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
          <p id={`${id}-what`}>
            What “near” means in the space: Euclidean distance, or the angle between points whatever their length. Usually Euclidean.
          </p>
        </div>
      )}
    </div>
  );
}

const textOf = (value: number | null): string => (value === null ? '' : String(value));

function NumberSetting({ pane, parameter, value }: { pane: number; parameter: LayoutParameter; value: number | null }) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const { key, label, whole, sentence, usual } = parameter;
  const take = () => {
    if (draft === null) return;
    const read = readParameter(parameter, draft);
    if ('refusal' in read) {
      setRefused(read.refusal);
      return;
    }
    setDraft(null);
    setRefused(null);
    if (read.value !== value) session.embedding.set(pane, { [key]: read.value });
  };
  return (
    <div className="embedding-setting">
      <label htmlFor={id}>{label}</label>
      <NumberInput
        id={id}
        range={projectionLimits[key]}
        whole={whole}
        now={value}
        placeholder={usual === null ? undefined : 'usual'}
        aria-describedby={`${id}-what`}
        aria-invalid={refused !== null}
        text={draft ?? textOf(value)}
        onText={setDraft}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key !== 'Escape') return;
          setDraft(null);
          setRefused(null);
        }}
      />
      <p id={`${id}-what`}>
        {sentence} {rangeSaid(parameter, defaultProjection)}
      </p>
      {refused !== null && (
        <p className="embedding-refusal" role="alert">
          {refused}
        </p>
      )}
    </div>
  );
}

import { useState } from 'react';
import { CATALOGUE, inCatalogue } from '../../data/catalogue';
import { methods } from '../../methods/index';
import { groupOf } from '../../methods/method';
import { session } from '../../store/session';
import { useRun } from '../../store/runStore';
import { act } from '../act';
import { later } from '../later';
import { useOpened } from '../opened';
import { Icon } from '../ui/Icon';

const groups = [
  ['synthetic', 'Synthetic'],
  ['bundled', 'Bundled'],
] as const;

/** Which data: the catalogue, and what was opened since. */
export function DatasetPicker() {
  const id = useRun((state) => state.dataset?.id ?? '');
  const opened = useOpened();
  const choose = (chosen: string) => act(() => session.load(opened.find((dataset) => dataset.id === chosen) ?? chosen), 'dataset');
  return (
    <label className="picker">
      <span>Dataset</span>
      <select value={id} onChange={(event) => choose(event.target.value)}>
        {id === '' && <option value="">…</option>}
        {groups.map(([group, label]) => (
          <optgroup key={group} label={label}>
            {CATALOGUE.filter((entry) => entry.group === group).map((entry) => (
              <option key={entry.id} value={entry.id}>
                {entry.name}
              </option>
            ))}
          </optgroup>
        ))}
        {opened.length > 0 && (
          <optgroup label="Your files">
            {opened.map((dataset) => (
              <option key={dataset.id} value={dataset.id}>
                {dataset.name}
              </option>
            ))}
          </optgroup>
        )}
        {id !== '' && !inCatalogue(id) && !opened.some((dataset) => dataset.id === id) && <option value={id}>{id}</option>}
      </select>
    </label>
  );
}

const MethodDialog = later(async () => (await import('../methods/MethodDialog')).MethodDialog);

/** The native list, and beside it what tells the methods apart. */
export function MethodPicker() {
  const method = useRun((state) => state.config.method);
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <label className="picker">
        <span>Method</span>
        <select
          value={method}
          onChange={(event) => act(() => session.configure({ method: event.target.value as typeof method }), 'method')}
        >
          {[...new Set(methods.map(groupOf))].map((group) => (
            <optgroup key={group} label={group}>
              {methods
                .filter((one) => groupOf(one) === group)
                .map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="icon-button choose-method"
        aria-label="Choose a method…"
        title="Choose a method…"
        aria-haspopup="dialog"
        onClick={() => setChoosing(true)}
      >
        <Icon name="search" />
      </button>
      {choosing && <MethodDialog onClose={() => setChoosing(false)} />}
    </>
  );
}

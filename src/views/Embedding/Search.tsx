import { useId, useState } from 'react';
import { useRunStore } from '../../store/runStore';
import { choosePoint, choosePoints } from './select';
import { findPoints, type Found } from './search';

/** Points by row, label, name or cluster: what is found is chosen. */
export function Search() {
  const id = useId();
  const run = useRunStore();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const look = () => {
    const { dataset, shown } = run.getState();
    if (!dataset) return;
    const result = findPoints(text, dataset, shown?.labels?.length === dataset.n ? shown.labels : null, shown?.model.k ?? 0);
    setFound(result);
    if (result.rows.length === 1) {
      choosePoint(result.rows[0]);
      choosePoints(null);
    } else if (result.rows.length > 1) choosePoints(result.rows);
  };
  return (
    <search>
      <form
        className="embedding-search"
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <input
          // Where the popover opens, the keyboard is.
          ref={(box) => box?.setAttribute('autofocus', '')}
          type="text"
          aria-label="Find points"
          aria-describedby={`${id}-said`}
          placeholder="row, label, name"
          title="A row number (1 is the first), rows such as 10-20, a label, a name, or “cluster 2”; Enter finds"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setFound(null);
          }}
        />
        <button type="submit">Find</button>
        <output id={`${id}-said`} className="embedding-found">
          {found?.sentence}
        </output>
      </form>
    </search>
  );
}

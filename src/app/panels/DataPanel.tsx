import { useEffect, useRef, useState } from 'react';
import { useStore } from '../../store/state';
import { formatCount } from '../../views/format';
import { act } from '../act';
import { Icon } from '../ui/Icon';
import { openFiles } from './openFiles';
import { SyntheticKnobs } from './SyntheticKnobs';
import { Thumbnail } from './Thumbnail';

/** What is being clustered, where it is from, and how to bring one's own. */
export function DataPanel() {
  const dataset = useStore((state) => state.dataset);
  return (
    <>
      {dataset && (
        <div className="data-facts">
          <Thumbnail />
          <div>
            <p className="data-name">{dataset.name}</p>
            <p>
              <span className="figures">
                {formatCount(dataset.n)} × {formatCount(dataset.d)}
              </span>{' '}
              <span className="note">points × features</span>
            </p>
            <p>
              <span className="figures">k = {formatCount(dataset.k)}</span> <span className="note">{dataset.labels ? 'classes' : 'suggested'}</span>
            </p>
          </div>
        </div>
      )}
      <SyntheticKnobs />
      <OpenFiles />
      {dataset && dataset.notes.length > 0 && (
        <ul className="notes">
          {dataset.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {dataset?.source && (
        <p className="note source">
          {dataset.source.text} <span className="licence">{dataset.source.licence}.</span>{' '}
          <a href={dataset.source.url} target="_blank" rel="noreferrer">
            Source
          </a>
        </p>
      )}
    </>
  );
}

function OpenFiles() {
  const input = useRef<HTMLInputElement>(null);
  const [accepted, setAccepted] = useState<string>();
  useEffect(() => {
    // The formats bring their parsers along, which the first paint can do without.
    act(async () => setAccepted((await import('../../data/formats')).ACCEPTED), 'files');
  }, []);
  return (
    <div className="open-files">
      <button type="button" onClick={() => input.current?.click()}>
        <Icon name="file" />
        Open files
      </button>
      <span className="note">or drop one anywhere. It stays on your machine.</span>
      <input
        ref={input}
        type="file"
        accept={accepted}
        multiple
        hidden
        aria-label="Files to open"
        onChange={(event) => {
          openFiles([...(event.target.files ?? [])]);
          // So that choosing the same file again is a change, too.
          event.target.value = '';
        }}
      />
    </div>
  );
}

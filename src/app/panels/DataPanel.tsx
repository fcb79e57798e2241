import { useRef, type Ref } from 'react';
import { ACCEPTED } from '../../data/formats';
import type { Dataset } from '../../data/dataset';
import { MISSING_LABEL } from '../../data/table/labels';
import { session } from '../../store/session';
import { useRun } from '../../store/runStore';
import { formatCount } from '../../views/format';
import { act } from '../act';
import { Icon } from '../ui/Icon';
import { openFiles, openFolder } from './openFiles';
import { SyntheticKnobs } from './SyntheticKnobs';
import { Thumbnail } from './Thumbnail';

/** True if k is the number of classes, and not merely a first guess. */
const kIsClasses = ({ labels, labelNames, k }: Dataset): boolean =>
  labels !== null && k <= labelNames.length && k >= labelNames.filter((name) => name !== MISSING_LABEL).length - 1;

/** The data set in use, its source, and the ways to open one's own. */
export function DataPanel() {
  const dataset = useRun((state) => state.dataset);
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
              <span className="figures">k = {formatCount(dataset.k)}</span>{' '}
              <span className="note">{kIsClasses(dataset) ? 'classes' : 'start value'}</span>
            </p>
          </div>
        </div>
      )}
      <FormerRun />
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

/** The run that was left when its codes became the data. */
function FormerRun() {
  const former = useRun((state) => state.former);
  return (
    former !== null && (
      <div className="former-run">
        <button type="button" onClick={() => act(() => session.back(), 'dataset')}>
          Back to the run
        </button>
        <span className="note">{former}</span>
      </div>
    )
  );
}

function OpenFiles() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  return (
    <div className="open-files">
      <button type="button" onClick={() => files.current?.click()}>
        <Icon name="file" />
        Open files
      </button>
      <button type="button" onClick={() => folder.current?.click()}>
        <Icon name="folder" />
        Open folder
      </button>
      <span className="note">or drop them anywhere: a table, or pictures in a folder, a zip or a sheet. They stay on your machine.</span>
      <Chooser ref={files} label="Files to open" accept={`${ACCEPTED},.basins`} onFiles={openFiles} />
      <Chooser ref={folder} label="Folder of pictures to open" folder onFiles={openFolder} />
    </div>
  );
}

/** The browser's own dialog, opened by a button. */
function Chooser({
  ref,
  label,
  accept,
  folder = false,
  onFiles,
}: {
  ref: Ref<HTMLInputElement>;
  label: string;
  accept?: string;
  folder?: boolean;
  onFiles: (files: readonly File[]) => void;
}) {
  return (
    <input
      ref={ref}
      type="file"
      accept={accept}
      multiple
      {...(folder ? { webkitdirectory: '' } : {})}
      hidden
      aria-label={label}
      onChange={(event) => {
        onFiles([...(event.target.files ?? [])]);
        // So that choosing the same again is a change, too.
        event.target.value = '';
      }}
    />
  );
}

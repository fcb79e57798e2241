import type { Dataset } from '../../data/dataset';
import { resultFile } from '../../store/runs/result';
import { session } from '../../store/session';
import { currentRun, useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { act } from '../act';
import { download, fileStem } from '../export/download';
import { rememberExport } from '../leaving';
import { Icon } from '../ui/Icon';
import { Popover } from '../ui/Popover';

const files = () => import('../export/files');

interface Item {
  readonly label: string;
  readonly note: string;
  readonly what: string;
  readonly ending: string;
  readonly possible: (state: RunState) => boolean;
  readonly make: (state: RunState, dataset: Dataset) => Blob | Promise<Blob>;
}

const items: readonly Item[] = [
  {
    label: 'Result (JSON)',
    note: 'config, metrics, labels, memories of the finished training',
    what: 'result',
    ending: 'json',
    possible: ({ result }) => result !== null,
    make: (state) => new Blob([JSON.stringify(resultFile(state), null, 1)], { type: 'application/json' }),
  },
  {
    label: 'Labels (CSV)',
    note: 'each point with its columns, cluster, membership, entropy and Voronoi cell, at the epoch shown',
    what: 'labels',
    ending: 'csv',
    possible: ({ shown, space }) => shown?.labels != null && space !== null,
    make: async (state, dataset) => (await files()).labelsFile(state, dataset),
  },
  {
    label: 'Memories (CSV)',
    note: 'in the data’s units, at the epoch shown',
    what: 'memories',
    ending: 'csv',
    possible: ({ shown, space }) => shown !== null && space !== null,
    make: async (state, dataset) => (await files()).memoriesFile(state, dataset),
  },
  {
    label: 'Layout (CSV)',
    note: 'where points and memories lie in the Embedding view',
    what: 'layout',
    ending: 'csv',
    possible: ({ embeddings }) => embeddings[0]?.layout != null,
    make: async (state, dataset) => (await files()).layoutFile(state, dataset),
  },
  {
    label: 'Trained model (ZIP)',
    note: 'networks, memories and settings of the epoch shown; open it here again, or in TensorFlow.js',
    what: 'model',
    ending: 'zip',
    possible: ({ shown }) => shown?.labels != null,
    make: async () => new Blob([await session.exportModel()], { type: 'application/zip' }),
  },
  {
    label: 'Stage (PNG)',
    note: 'the picture on the stage',
    what: 'stage',
    ending: 'png',
    possible: ({ shown }) => shown !== null,
    make: async () => (await files()).stageFile(),
  },
];

function save({ make, what, ending }: Item, menu: HTMLElement | null): void {
  act(async () => {
    const state = currentRun.getState();
    if (!state.dataset) throw new RangeError('There are no data yet.');
    download(`${fileStem(state.dataset.name, what)}.${ending}`, await make(state, state.dataset));
    if (ending !== 'png') rememberExport(state.result);
    menu?.hidePopover();
  });
}

export function ExportMenu() {
  return (
    <Popover
      label="Export"
      button={
        <>
          <Icon name="download" />
          <span className="wide-only">Export</span>
        </>
      }
      className="tool"
      width={290}
    >
      <ExportList />
    </Popover>
  );
}

function ExportList() {
  const possible = useRun((state) => items.map((item) => item.possible(state)).join());
  const open = possible.split(',');
  return (
    <ul className="menu" aria-label="Export">
      {items.map((item, i) => (
        <li key={item.what}>
          <button
            type="button"
            disabled={open[i] !== 'true'}
            onClick={({ currentTarget }) => save(item, currentTarget.closest<HTMLElement>('[popover]'))}
          >
            {item.label}
            <span className="note">
              {open[i] === 'true' ? item.note : item.what === 'result' ? 'after the first training' : 'not there yet'}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

import type { Dataset } from '../../data/dataset';
import { resultFile } from '../../store/runs/result';
import { session } from '../../store/session';
import { currentRun, useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { capital, wordsOf } from '../../views/words';
import { act } from '../act';
import { useAsked, type ExportKind } from '../export/asked';
import { download, fileStem } from '../export/download';
import { rememberExport } from '../leaving';
import { Icon } from '../ui/Icon';
import { Popover } from '../../views/Popover';

const files = () => import('../export/files');

interface Item {
  readonly label: string | ((model: PartitionModel | null) => string);
  readonly note: string | ((model: PartitionModel | null) => string);
  /** In the name of the file. */
  readonly what: string | ((model: PartitionModel | null) => string);
  readonly ending: string;
  readonly possible: (state: RunState) => boolean;
  readonly make: (state: RunState, dataset: Dataset) => Blob | Promise<Blob>;
}

/** The columns that a partition has. */
function labelsNote(model: PartitionModel | null): string {
  const can = model && partitionerOf(model);
  const parts = ['its columns', 'cluster', ...(can?.memberships === null ? [] : ['membership', 'entropy'])];
  if (can?.nearest !== null) parts.push('Voronoi cell');
  return `each point with ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}, at the epoch shown`;
}

const told = (text: string | ((model: PartitionModel | null) => string), model: PartitionModel | null): string =>
  typeof text === 'string' ? text : text(model);

const items: readonly Item[] = [
  {
    label: 'Result (JSON)',
    note: (model) => `config, metrics, labels, ${wordsOf(model).prototypes} of the finished training`,
    what: 'result',
    ending: 'json',
    possible: ({ result }) => result !== null,
    make: (state) => new Blob([JSON.stringify(resultFile(state), null, 1)], { type: 'application/json' }),
  },
  {
    label: 'Labels (CSV)',
    note: labelsNote,
    what: 'labels',
    ending: 'csv',
    possible: ({ shown, space }) => shown?.labels != null && space !== null,
    make: async (state, dataset) => (await files()).labelsFile(state, dataset),
  },
  {
    label: (model) => `${capital(wordsOf(model).prototypes)} (CSV)`,
    note: 'in the data’s units, at the epoch shown',
    what: (model) => wordsOf(model).prototypes,
    ending: 'csv',
    possible: ({ shown, space }) => shown !== null && space !== null,
    make: async (state, dataset) => (await files()).memoriesFile(state, dataset),
  },
  {
    label: 'Layout (CSV)',
    note: (model) => `where points and ${wordsOf(model).prototypes} lie in the Embedding view`,
    what: 'layout',
    ending: 'csv',
    possible: ({ embeddings }) => embeddings[0]?.layout != null,
    make: async (state, dataset) => (await files()).layoutFile(state, dataset),
  },
  {
    label: 'Trained model (ZIP)',
    note: (model) => `networks, ${wordsOf(model).prototypes} and settings of the epoch shown; open it here again, or in TensorFlow.js`,
    what: 'model',
    ending: 'zip',
    possible: ({ shown }) => shown?.labels != null,
    make: async () => new Blob([await session.exportModel()], { type: 'application/zip' }),
  },
];

function save({ make, what, ending }: Item, menu: HTMLElement | null): void {
  act(async () => {
    const state = currentRun.getState();
    if (!state.dataset) throw new RangeError('There are no data yet.');
    download(`${fileStem(state.dataset.name, told(what, state.shown?.model ?? null))}.${ending}`, await make(state, state.dataset));
    rememberExport(state.result);
    menu?.hidePopover();
  });
}

const selectModel = ({ shown }: RunState) => shown?.model ?? null;

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

/** Exports with choices of their own, and why one is not possible; null where it is. */
const asking: readonly { kind: ExportKind; label: string; note: string; refused: (state: RunState) => string | null }[] = [
  {
    kind: 'picture',
    label: 'Picture of a view …',
    note: 'SVG, or PNG at 1× to 4×, with title, settings and legend',
    refused: ({ shown }) => (shown ? null : 'not there yet'),
  },
  {
    kind: 'table',
    label: 'Table of numbers …',
    note: '“Metrics” or “Agreement” as CSV, Markdown or LaTeX',
    refused: ({ shown }) => (shown?.metrics ? null : 'being computed'),
  },
  {
    kind: 'film',
    label: 'Film …',
    note: 'the epochs, as a video or GIF',
    refused: ({ frames }) => (frames.length > 1 ? null : 'after the first epochs of a training'),
  },
];

function ExportList() {
  const open = useRun((state) => items.map(({ possible }) => possible(state)).join()).split(',');
  const refused = useRun((state) => asking.map((one) => one.refused(state) ?? '').join('|')).split('|');
  const model = useRun(selectModel);
  return (
    <ul className="menu" aria-label="Export">
      {asking.map(({ kind, label, note }, i) => (
        <li key={kind}>
          <button
            type="button"
            disabled={refused[i] !== ''}
            onClick={({ currentTarget }) => {
              currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
              useAsked.setState({ asked: kind });
            }}
          >
            {label}
            <span className="note">{refused[i] || note}</span>
          </button>
        </li>
      ))}
      {items.map((item, i) => (
        <li key={i}>
          <button
            type="button"
            disabled={open[i] !== 'true'}
            onClick={({ currentTarget }) => save(item, currentTarget.closest<HTMLElement>('[popover]'))}
          >
            {told(item.label, model)}
            <span className="note">
              {open[i] === 'true' ? told(item.note, model) : item.what === 'result' ? 'after the first training' : 'not there yet'}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

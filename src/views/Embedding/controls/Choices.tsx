import { useState } from 'react';
import { projectedSpaces, projectionMethods, type ProjectedSpace, type ProjectionMethodId } from '../../../projection/settings';
import type { EmbeddingPane } from '../../../store/embedding/embedding';
import { spacesOf } from '../../../store/embedding/subject';
import { session } from '../../../store/session';
import { type RunStore, useRun, useRunStore } from '../../../store/runStore';
import { type RunState } from '../../../store/state';
import { formatCount } from '../../format';
import { LayersPopover } from '../../LayersPopover';
import { modeName, modesOf, refusal, type ColourMode } from '../colours/modes';
import { wordsOf, type PartitionWords } from '../../words';
import { partitionerOf } from '../../../core/partition/kinds';
import { colourSubjectOf } from '../colours/subject';
import { setLook, useLooks } from '../looks';
import { methodNames } from './parameters';
import { Settings } from './Settings';
import { spaceName } from './words';

const spacesJoined = (state: RunState) => spacesOf(state).join(' ');
const selectModel = ({ shown }: RunState) => shown?.model ?? null;
const selectDeep = ({ shown }: RunState) => shown?.latent != null;

/** How the points are laid out and drawn: on request, beside the tabs, where the map has its layers. */
export function Choices() {
  const embeddings = useRun((state) => state.embeddings);
  const several = embeddings.length > 1;
  return (
    <LayersPopover>
      {embeddings.map((state, pane) => (
        // A pane is its place.
        <PaneChoices key={`pane-${pane + 1}`} pane={pane} state={state} title={several ? paneNames[pane]! : 'Layout'} />
      ))}
      <button
        type="button"
        className="embedding-compare"
        aria-pressed={several}
        title="Two layouts side by side: two spaces, two methods or two epochs, with linked selection"
        onClick={() => session.embedding.compare(!several)}
      >
        Two layouts
      </button>
    </LayersPopover>
  );
}

const paneNames = ['First layout', 'Second layout'];

function PaneChoices({ pane, state, title }: { pane: number; state: EmbeddingPane; title: string }) {
  const [settings, setSettings] = useState(false);
  const deep = useRun(selectDeep);
  const model = useRun(selectModel);
  const moves = !model || partitionerOf(model).move !== null;
  const { method, of } = state.settings;
  const spaces: readonly string[] = useRun(spacesJoined).split(' ');
  const listed = projectedSpaces.filter((one) => moves || one !== 'attracted');
  return (
    <fieldset className="embedding-choices">
      <legend>{title}</legend>
      <label>
        Projection
        <select
          aria-label="Projection"
          value={method}
          onChange={(event) => session.embedding.set(pane, { method: event.target.value as ProjectionMethodId })}
        >
          {projectionMethods.map((one) => (
            <option key={one} value={one}>
              {methodNames[one]}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="embedding-more" aria-expanded={settings} onClick={() => setSettings(!settings)}>
        Settings
      </button>
      {settings && <Settings pane={pane} state={state} />}
      <label
        title={
          moves
            ? deep
              ? 'x: the data; e(x): their codes; A(e(x)): where the memories attract the codes'
              : 'x: the data; A(x): where the memories attract them'
            : 'x: the data; e(x): their codes'
        }
      >
        Space
        <select
          aria-label="Space"
          value={spaces.includes(of) ? of : spaces.at(-1) === 'encoded' && of === 'attracted' ? 'encoded' : 'input'}
          onChange={(event) => session.embedding.set(pane, { of: event.target.value as ProjectedSpace })}
        >
          {listed.map((one) => (
            <option key={one} value={one} disabled={!spaces.includes(one)}>
              {spaceName(one, deep)}
              {spaces.includes(one) ? '' : ' (deep methods only)'}
            </option>
          ))}
        </select>
      </label>
      <Colours pane={pane} state={state} />
      <EpochChoice pane={pane} state={state} />
      <Layers pane={pane} />
    </fieldset>
  );
}

function Colours({ pane, state }: { pane: number; state: EmbeddingPane }) {
  const { colour } = useLooks(({ panes }) => panes[pane]!);
  const model = useRun(selectModel);
  const dataset = useRun((app: RunState) => app.dataset);
  const own = modesOf(model);
  // What was chosen under another method stays in the list, and says why it cannot be had.
  const modes = own.includes(colour) ? own : [...own, colour];
  // The list of modes changes with the method and the set, not with each epoch.
  const refusals = useRun((app) => modes.map((mode) => refusal(mode, dataset, colourSubjectOf(app, state.layout)) ?? '').join('|')).split(
    '|',
  );
  return (
    <label>
      Colour by
      <select aria-label="Colour by" value={colour} onChange={(event) => setLook(pane, { colour: event.target.value as ColourMode })}>
        {modes.map((mode, i) => (
          <option key={mode} value={mode} disabled={refusals[i] !== ''}>
            {modeName(mode, wordsOf(model))}
            {refusals[i] ? ` (${refusals[i]})` : ''}
          </option>
        ))}
      </select>
    </label>
  );
}

/** More than so many epochs make a long list. */
const mostEpochs = 60;

/** Evenly, with the newest and the shown one. */
function epochsNow(run: RunStore): number[] {
  const { frames, shown } = run.getState();
  const every = Math.ceil(frames.length / mostEpochs);
  return frames.flatMap(({ epoch }, i) => (i % every === 0 || i === frames.length - 1 || epoch === shown?.epoch ? [epoch] : []));
}

/** The shown epoch, or one that the pane keeps to. The list is made when it is opened: while a run goes on it grows with every epoch. */
function EpochChoice({ pane, state: { pinned } }: { pane: number; state: EmbeddingPane }) {
  const run = useRunStore();
  const several = useRun(({ frames }) => frames.length > 1);
  const [epochs, setEpochs] = useState<readonly number[]>([]);
  if (!several && pinned === null) return null;
  const open = () => setEpochs(epochsNow(run));
  const listed = pinned === null || epochs.includes(pinned) ? epochs : [...epochs, pinned];
  return (
    <label title="A layout may keep to one epoch while the rest of the page goes on">
      At epoch
      <select
        aria-label="At epoch"
        value={pinned ?? 'shown'}
        onPointerDown={open}
        onFocus={open}
        onChange={(event) => session.embedding.pin(pane, event.target.value === 'shown' ? null : Number(event.target.value))}
      >
        <option value="shown">as shown</option>
        {listed.map((epoch) => (
          <option key={epoch} value={epoch}>
            {formatCount(epoch)}
          </option>
        ))}
      </select>
    </label>
  );
}

const layers = [
  { key: 'contours', label: 'Density', title: () => 'Lines of equal density of the points' },
  { key: 'trails', label: 'Trails', title: ({ prototype }: PartitionWords) => `The way of each ${prototype} through the epochs` },
  { key: 'pictures', label: 'Pictures', title: () => 'The points as pictures, where few enough are in view' },
] as const;

function Layers({ pane }: { pane: number }) {
  const look = useLooks(({ panes }) => panes[pane]!);
  const words = wordsOf(useRun(selectModel));
  const pictures = useRun(({ dataset }) => dataset?.image != null);
  return (
    <fieldset className="embedding-layers" aria-label="Drawn on it">
      {layers.map(({ key, label, title }) =>
        key === 'pictures' && !pictures ? null : (
          <label key={key} title={title(words)}>
            <input type="checkbox" checked={look[key]} onChange={(event) => setLook(pane, { [key]: event.target.checked })} />
            {label}
          </label>
        ),
      )}
    </fieldset>
  );
}

import type { RefObject } from 'react';
import { possiblePlane } from '../../store/shown/planeChoice';
import { session } from '../../store/session';
import { currentRun, useRun } from '../../store/runStore';
import { type RunState, type Layers, type PlaneChoice } from '../../store/state';
import { clusterName } from '../chart/palette';
import { picturesOn } from './pictures/artist';
import type { StageControls } from './stage';
import { partitionerOf } from '../../core/partition/kinds';
import { type PartitionModel } from '../../core/partition/model';
import { LayersPopover } from '../LayersPopover';
import { capital, wordsOf } from '../words';
import { LayerPicture } from './LayerPicture';

interface LayerName {
  readonly key: Exclude<keyof Layers, 'pictures'>;
  readonly label: string;
  readonly title: string;
}

/**
 * The layers that a partition has: one whose clusters are the cells of its prototypes has no other cells, one that moves no points no
 * drops, and flat land no contours.
 */
function layerNames(model: PartitionModel | null): LayerName[] {
  const can = model && partitionerOf(model);
  const { dot, cluster, prototype, height } = wordsOf(model);
  const names: (LayerName | false)[] = [
    { key: 'points', label: 'Points', title: dot },
    can?.nearest !== null && { key: 'voronoi', label: 'Voronoi', title: `Dashed: where the nearest ${prototype} changes` },
    can?.height !== null && { key: 'contours', label: 'Contours', title: `Lines of equal ${height}` },
    can?.nearest !== null && {
      key: 'disagreement',
      label: 'Disagreement',
      title: `Hatched: places that do not end in the ${cluster} of their nearest ${prototype}`,
    },
    can?.move !== null && { key: 'probe', label: 'Drops', title: 'A click on the map lets a drop of water fall there' },
    can?.move !== null && {
      key: 'pulls',
      label: 'Pulls',
      title: `Arrows from the drop: how each ${prototype} pulls on it, and where all together`,
    },
  ];
  return names.filter((name) => name !== false);
}

const selectModel = ({ shown }: RunState) => shown?.model ?? null;

const dry = (choice: PlaneChoice) => {
  currentRun.setState({ probe: null });
  session.setPlane(choice);
};

/** Which plane is shown, what is drawn on it, and water: on request, beside the tabs. */
export function Layers({
  controls,
  dropButton,
  noPictures,
}: {
  controls: StageControls | null;
  dropButton: RefObject<HTMLButtonElement | null>;
  /** Why there can be none now. */ noPictures: string | null;
}) {
  const pictures = useRun(picturesOn);
  const layers = useRun((state) => state.layers);
  const model = useRun(selectModel);
  const moves = !model || partitionerOf(model).move !== null;
  return (
    <LayersPopover kept>
      <fieldset className="layers" aria-label="Layers of the map">
        <legend>Layers</legend>
        {layerNames(model).map(({ key, label, title }) => (
          <label key={key} title={title} className="layer">
            <input
              type="checkbox"
              checked={layers[key]}
              onChange={(event) => currentRun.setState({ layers: { ...layers, [key]: event.target.checked } })}
            />
            <LayerPicture of={key} />
            <span>{label}</span>
          </label>
        ))}
        {pictures !== null && (
          <label title={noPictures ?? 'Small pictures of what the places of the map are'} className="layer">
            <input
              type="checkbox"
              checked={pictures && noPictures === null}
              disabled={noPictures !== null}
              onChange={(event) => currentRun.setState({ layers: { ...layers, pictures: event.target.checked } })}
            />
            <LayerPicture of="pictures" />
            <span>Pictures</span>
          </label>
        )}
      </fieldset>
      <fieldset className="layers-water" aria-label="Water" hidden={!moves}>
        <legend>Water</legend>
        <button
          ref={dropButton}
          type="button"
          title="Lets a drop of water fall on the middle of the map; arrow keys move it"
          onClick={() => controls?.drop()}
        >
          Drop
        </button>
        <button type="button" title="Lets a hundred drops fall at once" onClick={() => controls?.rain()}>
          Rain
        </button>
        <button type="button" title="Takes the drops and their streams away" onClick={() => controls?.dry()}>
          Dry
        </button>
      </fieldset>
      <PlaneChooser />
      <EnergyChooser />
    </LayersPopover>
  );
}

/** Both energies on one set of memories: the second lets points rest between memories, or nowhere. */
const energies = [
  { value: 'lse', label: 'Log-sum-exp', title: 'Every memory pulls on every place, the nearest most' },
  {
    value: 'lsr',
    label: 'Log-sum-ReLU',
    title: 'A memory pulls within 1/√β of it alone; places rest at a memory, between several, or nowhere',
  },
] as const;

/** What the land is made by, of a method that has the choice. */
function EnergyChooser() {
  const energy = useRun(({ config }) => ('energy' in config ? config.energy : null));
  const other = useRun(
    ({ config }) => ('similarity' in config && config.similarity !== 'euclidean') || ('weights' in config && config.weights !== 'none'),
  );
  if (energy === null || other) return null;
  return (
    <fieldset className="layers-energy">
      <legend>Energy</legend>
      {energies.map(({ value, label, title }) => (
        <label key={value} title={title}>
          <input type="radio" name="energy" checked={energy === value} onChange={() => session.configureLive({ energy: value })} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function PlaneChooser() {
  const chosen = useRun((state) => state.plane);
  const d = useRun((state) => state.shown?.model.d ?? state.dataset?.d ?? 2);
  const deep = useRun((state) => state.shown?.latent != null);
  const k = useRun((state) => state.shown?.model.k ?? 0);
  const { prototype, prototypes } = wordsOf(useRun(selectModel));
  const plane = possiblePlane(chosen, d, k);
  if (d < 2) return null;
  const through: readonly [number, number, number] = plane.kind === 'memories' ? plane.memories : [0, 1, 2];
  const choose = (kind: string) => dry(kind === 'memories' ? { kind, memories: through } : { kind: kind === 'data' ? 'data' : 'pca' });
  return (
    <div className="basins-plane">
      <label>
        Plane{' '}
        <select value={plane.kind} onChange={(event) => choose(event.target.value)}>
          {d === 2 && <option value="data">{deep ? 'two codes' : 'two features'}</option>}
          <option value="pca">principal components</option>
          {k >= 3 && d > 2 && <option value="memories">slice through {prototypes}</option>}
        </select>
      </label>
      {plane.kind === 'memories' &&
        through.map((mu, place) => (
          <select
            // The three places are what they are, whichever prototype stands in them.
            key={`place-${place + 1}`}
            aria-label={`${capital(prototype)} ${place + 1} of the slice`}
            value={mu}
            onChange={(event) =>
              dry({
                kind: 'memories',
                memories: through.map((old, i) => (i === place ? Number(event.target.value) : old)) as [number, number, number],
              })
            }
          >
            {Array.from({ length: k }, (_, index) => (
              <option key={clusterName(index)} value={index} disabled={index !== mu && through.includes(index)}>
                {clusterName(index)}
              </option>
            ))}
          </select>
        ))}
    </div>
  );
}

import { useState } from 'react';
import { currentRun, useRun } from '../../store/runStore';
import { type StageView, type TileView } from '../../store/state';
import { ViewToolsPlace } from '../../views/ViewTools';
import { labelOf, stages, tileViews } from '../views';
import { tilesFor } from './layout';
import { Icon } from '../ui/Icon';
import { useTiles, useWide } from './useTiles';

const always = () => true;

/** Two views at once, each with a choice of which. */
export function Tiles() {
  const tiles = useTiles();
  return (
    <div id="stage-panel" className="stage-panel tiles">
      {tiles.map((view, place) => (
        <Tile key={view} view={view} place={place} tiles={tiles} />
      ))}
    </div>
  );
}

function Tile({ view, place, tiles }: { view: TileView; place: number; tiles: readonly TileView[] }) {
  const { View, when = always } = tileViews.find(({ id }) => id === view)!;
  const names = useRun((state) => tileViews.map(({ label: name }) => labelOf(name, state)).join('|')).split('|');
  const label = names[tileViews.findIndex(({ id }) => id === view)]!;
  const possible = useRun(when);
  const [tools, setTools] = useState<HTMLElement | null>(null);
  const choose = (chosen: TileView) => currentRun.setState({ layout: tiles.map((old, i) => (i === place ? chosen : old)) });
  return (
    <div className="tile">
      <div className="tile-head">
        <select
          aria-label={`View in tile ${place + 1}`}
          value={view}
          onChange={(event) => {
            choose(event.target.value as TileView);
            // The tile of another view is another one: the keyboard goes on where it was.
            requestAnimationFrame(() => document.querySelectorAll<HTMLSelectElement>('.tile-head > select')[place]?.focus());
          }}
        >
          {tileViews.map(({ id }, i) => (
            <option key={id} value={id} disabled={id !== view && tiles.includes(id)}>
              {names[i]}
            </option>
          ))}
        </select>
        <div ref={setTools} className="view-tools" />
      </div>
      {/* The keyboard scrolls it, whatever stands in it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="tile-view" aria-label={label} tabIndex={0} data-view={view}>
        <ViewToolsPlace value={tools}>
          {possible ? <View /> : <p className="note">This method and these data have nothing for “{label}”.</p>}
        </ViewToolsPlace>
      </section>
    </div>
  );
}

const layouts = [
  { count: 1, label: 'One view', icon: 'one' },
  { count: 2, label: 'Two views', icon: 'two' },
] as const;

/** Chooses how many views the stage shows. Where there is room for one only there is nothing to choose. */
export function LayoutButtons() {
  const tiles = useTiles();
  const stage = useRun((state) => state.stage);
  if (!useWide()) return null;
  const choose = (count: 1 | 2) => {
    const first = tiles.find((view): view is StageView => stages.some(({ id }) => id === view));
    if (count === 1) currentRun.setState({ layout: [], stage: first ?? stage });
    else
      currentRun.setState({
        layout: tilesFor(
          count,
          tiles,
          stage,
          tileViews.map(({ id }) => id),
        ),
      });
  };
  return (
    <fieldset className="layout-buttons" aria-label="Views at once">
      {layouts.map(({ count, label, icon }) => (
        <button
          key={count}
          type="button"
          aria-label={label}
          title={label}
          aria-pressed={count === Math.max(1, tiles.length)}
          onClick={() => choose(count)}
        >
          <Icon name={icon} />
        </button>
      ))}
    </fieldset>
  );
}

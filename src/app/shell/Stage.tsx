import type { KeyboardEvent } from 'react';
import { currentRun, useRun } from '../../store/runStore';
import { stages } from '../views';
import { LayoutButtons, Tiles } from './Tiles';
import { TrainingStatus } from './TrainingStatus';
import { useTiles } from './useTiles';

/** The one large view and the tabs that choose it, or several views in tiles. */
export function Stage() {
  const tiled = useTiles().length > 0;
  const current = useRun((state) => state.stage);
  const shown = stages.find((stage) => stage.id === current);
  return (
    <main className="stage" id="stage" tabIndex={-1}>
      <div className="stage-head">
        <div className="stage-choice">
          {!tiled && <Tabs />}
          <LayoutButtons />
        </div>
        <TrainingStatus />
      </div>
      {tiled ? (
        <Tiles />
      ) : (
        <div id="stage-panel" role="tabpanel" aria-labelledby={`tab-${current}`} className="stage-view">
          {shown && <shown.View />}
        </div>
      )}
    </main>
  );
}

function Tabs() {
  const current = useRun((state) => state.stage);
  const choose = (index: number) => {
    const stage = stages[(index + stages.length) % stages.length];
    if (!stage) return;
    currentRun.setState({ stage: stage.id });
    document.getElementById(`tab-${stage.id}`)?.focus();
  };
  const byKey = (event: KeyboardEvent, index: number) => {
    const target = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: stages.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    choose(target);
  };
  return (
    <div role="tablist" aria-label="Stage" className="tabs">
      {stages.map(({ id, label }, index) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === current}
          aria-controls="stage-panel"
          tabIndex={id === current ? 0 : -1}
          onClick={() => choose(index)}
          onKeyDown={(event) => byKey(event, index)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

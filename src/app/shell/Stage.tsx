import { useState, type KeyboardEvent } from 'react';
import { currentRun, useRun } from '../../store/runStore';
import { ViewToolsPlace } from '../../views/ViewTools';
import { LoadingBar } from '../panels/LoadingBar';
import { stages } from '../views';
import { DiagnosisLine } from './DiagnosisLine';
import { InspectorCard } from './InspectorCard';
import { Messages } from './Messages';
import { LayoutButtons, Tiles } from './Tiles';
import { useTiles } from './useTiles';

/** The tabs, and the one large view under them, or two views side by side. */
export function Stage() {
  const tiled = useTiles().length > 0;
  const current = useRun((state) => state.stage);
  const shown = stages.find((stage) => stage.id === current);
  const [tools, setTools] = useState<HTMLElement | null>(null);
  const [view, setView] = useState<HTMLElement | null>(null);
  return (
    <>
      <div className="view-bar">
        {!tiled && <Tabs />}
        <div ref={setTools} className="view-tools" />
        <LayoutButtons />
      </div>
      <div ref={setView} className="stage-view" id="stage">
        <section className="news" aria-label="Messages">
          <LoadingBar />
          <Messages />
          <DiagnosisLine />
        </section>
        <ViewToolsPlace value={tiled ? null : tools}>
          {tiled ? (
            <Tiles />
          ) : (
            <div
              id="stage-panel"
              role="tabpanel"
              aria-labelledby={`tab-${current}`}
              className={`stage-panel stage-${current}`}
              data-view={current}
            >
              {shown && <shown.View />}
            </div>
          )}
        </ViewToolsPlace>
        <InspectorCard view={view} />
      </div>
    </>
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
    <div role="tablist" aria-label="Views" className="tabs">
      {stages.map(({ id, label, short }, index) => (
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
          <span className={short && 'tab-long'}>{label}</span>
          {short && (
            <span className="tab-short" aria-hidden="true">
              {short}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

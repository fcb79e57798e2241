import { useState, type KeyboardEvent } from 'react';
import { besideable } from '../../store/runs/entries';
import { currentRun, useRun } from '../../store/runStore';
import { useStore } from '../../store/state';
import { ViewToolsPlace } from '../../views/ViewTools';
import { later } from '../later';
import { Icon } from '../ui/Icon';
import { LoadingBar } from '../panels/LoadingBar';
import { stages } from '../views';
import { DiagnosisLine } from './DiagnosisLine';
import { InspectorCard } from './InspectorCard';
import { Messages } from './Messages';
import { toggleCompareLast } from './toggleCompare';
import { LayoutButtons, Tiles } from './Tiles';
import { useTiles } from './useTiles';

const Compare = later(async () => (await import('../ledger')).Compare);

/** The tabs, and the one large view under them, or two views side by side, or one view of two runs. */
export function Stage() {
  const compared = useRun((state) => state.compared !== null);
  const tiled = useTiles().length > 0 && !compared;
  const current = useRun((state) => state.stage);
  const shown = stages.find((stage) => stage.id === current);
  const [tools, setTools] = useState<HTMLElement | null>(null);
  const [view, setView] = useState<HTMLElement | null>(null);
  return (
    <>
      <div className="view-bar">
        {!tiled && <Tabs />}
        <div ref={setTools} className="view-tools" />
        <CompareButton />
        {!compared && <LayoutButtons />}
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
          ) : compared && shown ? (
            <div id="stage-panel" role="tabpanel" aria-labelledby={`tab-${current}`} className="stage-panel comparing">
              <Compare View={shown.View} stage={shown.id} tools={tools} />
            </div>
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
      </div>
      <InspectorCard view={view} />
    </>
  );
}

/** Where there is another run on the same data, the two can stand side by side. */
function CompareButton() {
  const compared = useRun((state) => state.compared !== null);
  const possible = useStore((state) => state.compared !== null || besideable(state).length > 0);
  if (!possible) return null;
  return (
    <button
      type="button"
      className="view-tool"
      aria-label="Compare two runs"
      title="Compare with the run before (C)"
      aria-pressed={compared}
      onClick={toggleCompareLast}
    >
      <Icon name="compare" />
      <span className="view-tool-name">Compare</span>
    </button>
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

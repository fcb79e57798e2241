import { useState } from 'react';
import { useRun } from '../../store/runStore';
import { emptyPane } from '../../store/embedding/embedding';
import { Choices } from './controls/Choices';
import { Settings } from './controls/Settings';
import { LegendRow } from './Legend';
import { NeighbourList } from './Neighbours';
import { Plot } from './Plot';
import { Status } from './Status';
import type { PlotControls } from './plot';

/** One layout: its controls, the picture, and what is to be said about it. */
export function Pane({ pane, several }: { pane: number; several: boolean }) {
  const state = useRun(({ embeddings }) => embeddings[pane] ?? emptyPane);
  const [settings, setSettings] = useState(false);
  const [controls, setControls] = useState<PlotControls | null>(null);
  return (
    <section className="embedding-pane" aria-label={several ? (pane === 0 ? 'First layout' : 'Second layout') : 'Layout'}>
      <Choices pane={pane} state={state} settings={settings} onSettings={setSettings} />
      {settings && <Settings pane={pane} state={state} />}
      <Plot pane={pane} state={state} onControls={setControls} />
      <LegendRow pane={pane} />
      <Status pane={pane} state={state} />
      <NeighbourList pane={pane} state={state} controls={controls} />
    </section>
  );
}

import { useState } from 'react';
import { useRun } from '../../store/runStore';
import { emptyPane } from '../../store/embedding/embedding';
import { LegendRow } from './Legend';
import { NeighbourList } from './Neighbours';
import { Plot } from './Plot';
import { Status } from './Status';
import type { PlotControls } from './plot';

/** One layout: the picture, and what is to be said about it. */
export function Pane({ pane, several }: { pane: number; several: boolean }) {
  const state = useRun(({ embeddings }) => embeddings[pane] ?? emptyPane);
  const [controls, setControls] = useState<PlotControls | null>(null);
  return (
    <section className="embedding-pane" aria-label={several ? (pane === 0 ? 'First layout' : 'Second layout') : 'Layout'}>
      <Plot pane={pane} state={state} onControls={setControls} />
      <div className="embedding-foot">
        <LegendRow pane={pane} />
        <Status pane={pane} state={state} />
      </div>
      <NeighbourList pane={pane} state={state} controls={controls} />
    </section>
  );
}

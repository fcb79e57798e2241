import { useRun, useRunStore } from '../store/runStore';
import type { StandInChoice } from '../store/shown/standIns';
import type { RunState } from '../store/state';
import { linkSentence, mayChooseDrawing } from './drawn';
import { capital, wordsOf } from './words';

const selectDrawnBy = (state: RunState) => state.drawnBy;
const selectPrototypes = (state: RunState) => wordsOf(state.shown?.model ?? null).prototypes;
const choices: Record<StandInChoice, string> = { 'nearest point': 'the nearest point', 'pretrained decoder': 'pretraining’s decoder' };

/** The choice of what shows prototypes whose decoder was left behind, or why there is no decoder; nothing where there is no choice. @param what is shown, if not they. */
export function DrawnBy({ what }: { what?: string }) {
  const run = useRunStore();
  const offered = useRun(mayChooseDrawing);
  const drawnBy = useRun(selectDrawnBy);
  const prototypes = useRun(selectPrototypes);
  const linked = useRun(linkSentence);
  if (linked) return <p className="drawn-by">{linked}</p>;
  if (!offered) return null;
  return (
    <p className="drawn-by">
      <label>
        {capital(what ?? prototypes)} shown by{' '}
        <select value={drawnBy} onChange={(event) => run.setState({ drawnBy: event.target.value as StandInChoice })}>
          {Object.entries(choices).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </p>
  );
}

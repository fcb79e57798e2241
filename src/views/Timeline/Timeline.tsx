import { useEffect, useRef } from 'react';
import '../views.css';
import './timeline.css';
import { session } from '../../store/session';
import { chosenEpoch } from '../../store/shown/chosen';
import { type RunStore, useRun, useRunStore } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { formatCount } from '../format';
import { scrub } from '../scrub';
import { perFrame } from '../../store/shown/frameScheduler';
import { watchSizes } from '../chart/size';
import { SteadyButton } from '../SteadyButton';
import { onThemeChange, themeColors } from '../chart/theme';
import { drawBars } from './drawBars';
import { frameToward, neighbour } from './film';
import { epochsOf } from '../../methods/config';
import { frameAt } from '../../store/shown/frameAt';

/** Half the thumb of the slider, which goes from one end of the bars to the other. */
const inset = 8;
const drawn = ['frames', 'shown'] as const;

/** Draws the row from the store, once a frame at most; returns how to stop. */
function mount(run: RunStore, canvas: HTMLCanvasElement): () => void {
  let theme = themeColors(canvas);
  const draw = () => {
    const { frames, shown } = run.getState();
    drawBars(canvas, sizes.of(canvas), frames, shown?.epoch ?? null, inset, theme);
  };
  const frame = perFrame(draw);
  const sizes = watchSizes([canvas], frame.request);
  const stops = [
    run.subscribe((state, before) => {
      if (drawn.some((key) => state[key] !== before[key])) frame.request();
    }),
    onThemeChange(() => {
      theme = themeColors(canvas);
      frame.request();
    }),
  ];
  frame.request();
  return () => {
    for (const stop of stops) stop();
    sizes.stop();
    frame.cancel();
  };
}

/** The epoch under the hand, which the views are on their way to. */
const selectEpoch = ({ frames, cursor, shown }: RunState) => (cursor === null ? shown?.epoch : frameAt(frames, cursor)?.epoch) ?? 0;
const selectLast = (state: RunState) => state.frames.at(-1)?.epoch ?? 0;
const selectAsked = (state: RunState) => state.training.epochs;
const selectFrames = (state: RunState) => state.frames.length;
const selectLive = (state: RunState) => state.cursor === null;
/** Another epoch than the last was chosen. */
const selectOther = (state: RunState) => {
  const chosen = chosenEpoch(state);
  return chosen !== null && chosen < selectLast(state);
};
const selectTrains = ({ config }: RunState) => epochsOf(config) > 0;
const selectPlaying = (state: RunState) => state.playing;

function step(run: RunStore, direction: -1 | 1): void {
  const state = run.getState();
  const epoch = neighbour(state.frames, selectEpoch(state), direction);
  if (epoch !== null) scrub(run, epoch);
}

/** The epochs as a film: scrub, step, replay, or follow training. */
export function Timeline() {
  const bars = useRef<HTMLCanvasElement>(null);
  const run = useRunStore();
  const epoch = useRun(selectEpoch);
  const last = useRun(selectLast);
  const asked = useRun(selectAsked);
  const frames = useRun(selectFrames);
  const live = useRun(selectLive);
  const playing = useRun(selectPlaying);
  useEffect(() => (bars.current ? mount(run, bars.current) : undefined), [run]);
  const chosen = useRun(selectOther);
  const trains = useRun(selectTrains);
  const single = frames < 2;
  const total = Math.max(asked, last);
  return (
    <section className="timeline" aria-label="Timeline">
      <SteadyButton onClick={() => step(run, -1)} off={single || epoch <= 0} aria-label="Previous epoch" title="Previous epoch">
        <Sign path="M12 3.5v9L5.5 8ZM3.5 3.5v9" />
      </SteadyButton>
      <SteadyButton
        onClick={() => session.play(!playing)}
        off={single}
        aria-label={playing ? 'Stop' : 'Replay'}
        title={playing ? 'Stop' : 'Replay'}
      >
        <Sign path={playing ? 'M4.5 4.5h7v7h-7Z' : 'M5 3.2v9.6l7.6-4.8Z'} solid />
      </SteadyButton>
      <SteadyButton onClick={() => step(run, 1)} off={single || epoch >= last} aria-label="Next epoch" title="Next epoch">
        <Sign path="M4 3.5v9L10.5 8ZM12.5 3.5v9" />
      </SteadyButton>
      <div className="timeline-track">
        <canvas ref={bars} aria-hidden="true" className={single ? 'timeline-waiting' : undefined} />
        <input
          type="range"
          aria-label="Epoch"
          aria-valuetext={`Epoch ${formatCount(epoch)} of ${formatCount(total)}`}
          title="How much changed in each epoch"
          min={0}
          max={Math.max(1, last)}
          step={1}
          value={epoch}
          aria-disabled={single}
          onChange={(event) =>
            single || scrub(run, frameToward(run.getState().frames, selectEpoch(run.getState()), Number(event.target.value)))
          }
        />
        {single && <p className="timeline-hint">{trains ? 'Each epoch becomes a frame here' : 'This method has no epochs'}</p>}
      </div>
      {!live && !single && !chosen && (
        <button type="button" className="timeline-live" title="Follow the newest epoch" onClick={() => scrub(run, null)}>
          Live
        </button>
      )}
      <ChosenEpoch epoch={epoch} last={last} />
    </section>
  );
}

const Sign = ({ path, solid = false }: { path: string; solid?: boolean }) => (
  <svg className={solid ? 'sign solid' : 'sign'} viewBox="0 0 16 16" aria-hidden="true">
    <path d={path} />
  </svg>
);

/** Leads to the last epoch where another one was chosen, and back. */
function ChosenEpoch({ epoch, last }: { epoch: number; last: number }) {
  const run = useRunStore();
  const chosen = useRun(chosenEpoch);
  if (chosen === null || chosen >= last) return null;
  const name = epoch === chosen ? 'Go to the last epoch' : 'Back to the chosen epoch';
  return (
    <button type="button" aria-label={name} title={name} onClick={() => scrub(run, epoch === chosen ? null : chosen)}>
      {epoch === chosen ? 'Last' : 'Chosen'}
    </button>
  );
}

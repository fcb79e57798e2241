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
import { density, watchSizes } from '../chart/size';
import { SteadyButton } from '../SteadyButton';
import { onThemeChange, themeColors } from '../chart/theme';
import { nearestEpoch } from '../chart/thin';
import { fits, prototypesInInput } from '../units';
import { drawFilm, drawSpark } from './drawTimeline';
import { frameToward, neighbour } from './film';
import { filmArt, type FilmArt } from './filmArt';
import { wordsOf } from '../words';
import type { DecodedBy } from '../../store/shown/standIns';
import { shownDecodedBy } from '../drawn';
import { epochsOf } from '../../methods/config';
import { frameAt } from '../../store/shown/frameAt';

const side = 56;
const drawn = ['frames', 'curves', 'dataset', 'space', 'shown', 'drawnBy'] as const;

/** Draws film and sparkline from the store, once a frame at most, and lets the pointer scrub on the film; returns how to stop. */
function mount(run: RunStore, film: HTMLCanvasElement, spark: HTMLCanvasElement, track: HTMLElement): () => void {
  let art: FilmArt | null = null;
  let artOf: readonly unknown[] = [];
  let theme = themeColors(film);
  let dragging = false;
  const draw = () => {
    const { frames, curves, dataset, space, shown, drawnBy } = run.getState();
    if (!fits(dataset, space) || !space || frames.length === 0 || prototypesInInput(frames[0]!, drawnBy).length % dataset.d !== 0) return;
    const parts = [dataset, space, density(), theme, drawnBy];
    if (!art || parts.some((part, i) => part !== artOf[i])) {
      art = filmArt(dataset, space, side, density(), theme, drawnBy);
      artOf = parts;
    }
    const epoch = shown?.epoch ?? null;
    const { inset, whole } = drawFilm(film, sizes.of(film), frames, epoch, art, theme);
    track.style.setProperty('--inset', `${inset}px`);
    if (!whole) frame.request();
    drawSpark(spark, sizes.of(spark), curves, frames.at(-1)!.epoch, epoch, inset, theme);
  };
  const frame = perFrame(draw);
  const sizes = watchSizes([film, spark], frame.request);
  const follow = (event: PointerEvent) => {
    const { frames } = run.getState();
    if (frames.length === 0) return;
    const box = film.getBoundingClientRect();
    const at = (event.clientX - box.left - side / 2) / Math.max(1, box.width - side);
    const last = frames.at(-1)!.epoch;
    const wanted = Math.max(0, Math.min(1, at)) * last;
    scrub(run, frames[nearestEpoch(frames, wanted)]!.epoch);
  };
  const listening = new AbortController();
  const { signal } = listening;
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    dragging = true;
    film.setPointerCapture(event.pointerId);
    follow(event);
  };
  film.addEventListener('pointerdown', down, { signal });
  film.addEventListener('pointermove', (event) => dragging && follow(event), { signal });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    film.addEventListener(end, () => (dragging = false), { signal });
  const stops = [
    run.subscribe((state, before) => {
      if (drawn.some((key) => state[key] !== before[key])) frame.request();
    }),
    onThemeChange(() => {
      theme = themeColors(film);
      frame.request();
    }),
  ];
  frame.request();
  return () => {
    for (const stop of stops) stop();
    listening.abort();
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
const selectTrains = ({ config }: RunState) => epochsOf(config) > 0;
const selectPrototypes = ({ shown }: RunState) => wordsOf(shown?.model ?? null).prototypes;
const selectPretraining = (state: RunState) => state.pretraining?.active === true;
const selectPlaying = (state: RunState) => state.playing;

/** What the pictures of the film are, where they are not the prototypes of their epoch. */
const filmMarks: Record<DecodedBy, string | null> = {
  decoder: null,
  'pretrained decoder': 'by pretraining’s decoder',
  'nearest point': 'nearest points',
};

function step(run: RunStore, direction: -1 | 1): void {
  const state = run.getState();
  const epoch = neighbour(state.frames, selectEpoch(state), direction);
  if (epoch !== null) scrub(run, epoch);
}

/** The epochs as a film: scrub, step, replay, or follow training. */
export function Timeline() {
  const film = useRef<HTMLCanvasElement>(null);
  const spark = useRef<HTMLCanvasElement>(null);
  const track = useRef<HTMLDivElement>(null);
  const run = useRunStore();
  const epoch = useRun(selectEpoch);
  const last = useRun(selectLast);
  const asked = useRun(selectAsked);
  const frames = useRun(selectFrames);
  const live = useRun(selectLive);
  const playing = useRun(selectPlaying);
  const pretraining = useRun(selectPretraining);
  useEffect(
    () => (film.current && spark.current && track.current ? mount(run, film.current, spark.current, track.current) : undefined),
    [run],
  );
  const prototypes = useRun(selectPrototypes);
  const trains = useRun(selectTrains);
  const mark = filmMarks[useRun(shownDecodedBy) ?? 'decoder'];
  const single = frames < 2;
  const total = Math.max(asked, last);
  return (
    <section className="timeline" aria-label="Timeline">
      <div className="timeline-buttons">
        <SteadyButton onClick={() => step(run, -1)} off={single || epoch <= 0} aria-label="Previous epoch" title="Previous epoch">
          ◀
        </SteadyButton>
        <SteadyButton onClick={() => session.play(!playing)} off={single} className="timeline-play">
          {playing ? '■ Stop' : '⟲ Replay'}
        </SteadyButton>
        <SteadyButton onClick={() => step(run, 1)} off={single || epoch >= last} aria-label="Next epoch" title="Next epoch">
          ▶
        </SteadyButton>
        <SteadyButton onClick={() => scrub(run, null)} off={single} aria-pressed={live} title="Follow the newest epoch">
          Live
        </SteadyButton>
      </div>
      <div ref={track} className="timeline-track">
        <canvas ref={film} className="timeline-film" aria-hidden="true" />
        {single && (
          <p className="timeline-hint">
            {pretraining
              ? `Pretraining goes on: these are the ${prototypes} of epoch 0 so far. The film begins with training.`
              : trains
                ? 'Each epoch of training becomes a frame of this film: step through it, or replay it.'
                : 'This method has no epochs beside those of the pretraining: the film has one frame.'}
          </p>
        )}
        <div className="timeline-slider">
          <canvas ref={spark} aria-hidden="true" />
          <input
            type="range"
            aria-label="Epoch"
            aria-valuetext={`Epoch ${formatCount(epoch)} of ${formatCount(total)}`}
            min={0}
            max={Math.max(1, last)}
            step={1}
            value={epoch}
            aria-disabled={single}
            onChange={(event) =>
              single || scrub(run, frameToward(run.getState().frames, selectEpoch(run.getState()), Number(event.target.value)))
            }
          />
        </div>
      </div>
      <div className="timeline-epoch">
        <p>
          Epoch <strong>{formatCount(epoch)}</strong> {total > 0 && <span>of {formatCount(total)}</span>}
        </p>
        {mark && <p className="timeline-mark">{mark}</p>}
        <ChosenEpoch epoch={epoch} last={last} />
      </div>
    </section>
  );
}

/** Leads to the last epoch where another one was chosen, and back. */
function ChosenEpoch({ epoch, last }: { epoch: number; last: number }) {
  const run = useRunStore();
  const chosen = useRun(chosenEpoch);
  if (chosen === null || chosen >= last) return null;
  return (
    <button type="button" onClick={() => scrub(run, epoch === chosen ? null : chosen)}>
      {epoch === chosen ? 'Go to the last epoch' : 'Back to the chosen epoch'}
    </button>
  );
}
